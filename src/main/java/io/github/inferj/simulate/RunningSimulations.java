// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import io.github.inferj.Progress;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.simulate.store.SimulationStore;

/**
 * The state of a {@link SimulationRun}. Rows are filled block by block; whether over half are unusable
 * is asked at places that depend on the number of columns alone.
 */
final class RunningSimulations {

	private static final int FIRST_CHECK = 200;
	private static final double BLOCK_SECONDS = 1;
	private static final double STORE_SECONDS = 10;

	private final SimulationRun run;
	private final Progress progress;
	private final IndexedSimulation simulation;
	private final Rejections rejections;
	private final int count;
	private final SimulationRows rows;
	private final int defaultRowsPerShard;
	private final double storeSeconds;
	private int rowsPerShard;
	private int position;
	private int stored;
	private double secondsWhenStored;
	private double seconds;
	private long simulated;

	RunningSimulations(final SimulationRun run, final Progress progress) {
		this(run, progress, SimulationStore.rowsPerShard(run.simulator().specification().rowSize()), STORE_SECONDS);
	}

	/**
	 * @param rowsPerShard number of simulations in a file
	 * @param storeSeconds how often to store the simulations of a file that is not yet full
	 */
	RunningSimulations(final SimulationRun run, final Progress progress, final int rowsPerShard,
		final double storeSeconds)
	{
		this.run = run;
		this.progress = progress;
		this.simulation = new IndexedSimulation(run.simulator(), run.seed());
		this.rejections = new Rejections(simulation);
		this.count = (int) run.count();
		this.rows = new SimulationRows(simulation.specification(), count);
		this.defaultRowsPerShard = rowsPerShard;
		this.storeSeconds = storeSeconds;
	}

	Simulations complete() {
		if (run.folder().isEmpty()) {
			rowsPerShard = defaultRowsPerShard;
			simulate(() -> {});
		}
		else try (SimulationStore store = SimulationStore.open(run.folder().get(), simulation.specification(), run.simulator()
			.fingerprint(), run.seed(), count, defaultRowsPerShard))
		{
			resume(store);
		}
		return new Simulations(simulation.specification(), usableRows(), rejections.count());
	}

	private void resume(final SimulationStore store) {
		rowsPerShard = store.rowsPerShard();
		position = stored = store.read(rows, count);
		countRejections();
		if (position < count) store.requireWritable();
		store.extendTo(count);
		try {
			simulate(() -> storeIfDue(store));
		}
		catch (final CancellationException exc) {
			store.write(rows, stored, position);
			throw exc;
		}
		store.complete(rejectedPerShard(), count);
	}

	/** Counts those that were read as if they had just been simulated. */
	private void countRejections() {
		int next = 0;
		for (int at = 0; at < position; at = next) {
			final int check = nextCheck(at);
			next = Math.min(check, position);
			rejections.add(rows, at, next);
			if (next == check) rejections.requireMinority();
		}
	}

	private void simulate(final Runnable afterBlock) {
		if (position == count) return;
		try (SimulationPool pool = new SimulationPool(simulation, run.threads())) {
			while (position < count) {
				if (progress.cancelled()) throw new CancellationException("the simulations were cancelled");
				advance(pool);
				afterBlock.run();
			}
		}
	}

	private void storeIfDue(final SimulationStore store) {
		final boolean full = position == count || position % rowsPerShard == 0;
		if (!full && seconds - secondsWhenStored < storeSeconds) return;
		store.write(rows, stored, position);
		stored = position;
		secondsWhenStored = seconds;
	}

	private List<Long> rejectedPerShard() {
		final List<Long> result = new ArrayList<>();
		for (int first = 0; first < count; first += rowsPerShard) result.add((long) rejected(first, Math.min(count, first +
			rowsPerShard)));
		return result;
	}

	private int rejected(final int from, final int to) {
		int rejected = 0;
		for (int row = from; row < to; row++) if (simulation.firstUnusable(rows, row) >= 0) rejected++;
		return rejected;
	}

	private void advance(final SimulationPool pool) {
		final int check = nextCheck(position);
		final int end = (int) Math.min(check, position + blockSize());
		final long start = System.nanoTime();
		pool.run(position, end - position, rows, done -> report(done, start), progress::cancelled);
		seconds += (System.nanoTime() - start) * 1e-9;
		simulated += end - position;
		rejections.add(rows, position, end);
		position = end;
		if (position == check) rejections.requireMinority();
	}

	private int nextCheck(final int from) {
		final int shardEnd = (int) Math.min(count, (from / rowsPerShard + 1L) * rowsPerShard);
		return from < FIRST_CHECK ? Math.min(count, FIRST_CHECK) : shardEnd;
	}

	private long blockSize() {
		final double rate = simulated == 0 ? 0 : simulated / seconds;
		return Math.max(2L * run.threads(), (long) (rate * BLOCK_SECONDS));
	}

	private void report(final int done, final long start) {
		final double rate = (simulated + done) / (seconds + (System.nanoTime() - start) * 1e-9);
		final String text = rate < 10 ? String.format(Locale.ROOT, "%.2g", rate) : String.format(Locale.ROOT, "%,.0f", rate);
		progress.report("simulating " + simulation.specification().name() + " (" + text + "/s" + (rejections.count() == 0 ? ""
			: ", " + rejections.count() + " not finite") + ")", position + done, count);
	}

	private SimulationRows usableRows() {
		return rejections.count() == 0 ? rows : rows.filter(row -> simulation.firstUnusable(rows, row) < 0);
	}
}
