// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Arrays;
import java.util.Locale;

import io.github.inferj.Progress;

/**
 * The state of a {@link SimulationRun}. Rows are filled block by block; whether over half are unusable
 * is asked at places that depend on the number of columns alone.
 */
final class RunningSimulations {

	private static final int FIRST_CHECK = 200;
	private static final double BLOCK_SECONDS = 1;

	private final SimulationRun run;
	private final Progress progress;
	private final IndexedSimulation simulation;
	private final Rejections rejections;
	private final int width;
	private final int count;
	private final double[] rows;
	private int position;
	private double seconds;
	private long simulated;

	RunningSimulations(final SimulationRun run, final Progress progress) {
		this.run = run;
		this.progress = progress;
		this.simulation = new IndexedSimulation(run.simulator(), run.seed());
		this.rejections = new Rejections(simulation);
		this.width = simulation.specification().size();
		this.count = (int) run.count();
		this.rows = new double[count * width];
	}

	Simulations complete() {
		try (SimulationPool pool = new SimulationPool(simulation, run.threads())) {
			while (position < count) advance(pool);
		}
		return new Simulations(simulation.specification(), usableRows(), rejections.count());
	}

	private void advance(final SimulationPool pool) {
		final int check = nextCheck();
		final int end = (int) Math.min(check, position + blockSize());
		final long start = System.nanoTime();
		pool.run(position, end - position, rows, position * width, done -> report(done, start), progress::cancelled);
		seconds += (System.nanoTime() - start) * 1e-9;
		simulated += end - position;
		rejections.add(rows, position, end);
		position = end;
		if (position == check) rejections.requireMinority();
	}

	private int nextCheck() {
		if (position < FIRST_CHECK) return Math.min(count, FIRST_CHECK);
		final int every = 10_000;
		return (int) Math.min(count, (position / every + 1L) * every);
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

	private double[] usableRows() {
		if (rejections.count() == 0) return rows;
		int kept = 0;
		for (int row = 0; row < count; row++) {
			if (simulation.firstUnusable(rows, row * width) >= 0) continue;
			System.arraycopy(rows, row * width, rows, kept++ * width, width);
		}
		return Arrays.copyOf(rows, kept * width);
	}
}
