// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import io.github.inferj.simulate.store.SimulationRows;

/** Threads that run blocks of consecutive simulations; closing it interrupts those still at work. */
final class SimulationPool implements AutoCloseable {

	private static final int POLL_MILLISECONDS = 50;

	private final IndexedSimulation simulation;
	private final int threads;
	private final ExecutorService executor;

	SimulationPool(final IndexedSimulation simulation, final int threads) {
		this.simulation = simulation;
		this.threads = threads;
		executor = Executors.newFixedThreadPool(threads, task -> {
			final Thread thread = new Thread(task, "InferJ simulation");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Runs simulations {@code first} to {@code first + count - 1}; if some fail, the failure of the lowest index is thrown.
	 *
	 * @param rows where they go, simulation i to row i
	 * @param done told from this thread, now and then, how many are done
	 * @param cancelled polled from this thread
	 * @throws CancellationException as soon as {@code cancelled} says so
	 */
	void run(final int first, final int count, final SimulationRows rows, final IntConsumer done,
		final BooleanSupplier cancelled)
	{
		requireNotCancelled(cancelled);
		final Block block = new Block(first, count, rows);
		final List<Future<?>> workers = new ArrayList<>();
		for (int i = 0; i < threads; i++) workers.add(executor.submit(block));
		try {
			for (final Future<?> worker : workers) await(worker, block, done, cancelled);
		}
		catch (final RuntimeException | Error exc) {
			block.limit.set(0);
			workers.forEach(worker -> worker.cancel(true));
			throw exc;
		}
		if (block.failure != null) throw block.failure;
		done.accept(count);
	}

	private static void await(final Future<?> worker, final Block block, final IntConsumer done,
		final BooleanSupplier cancelled)
	{
		while (true) {
			try {
				worker.get(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
				return;
			}
			catch (final TimeoutException exc) {
				done.accept(block.done.get());
				requireNotCancelled(cancelled);
			}
			catch (final InterruptedException exc) {
				Thread.currentThread().interrupt();
				throw new CancellationException("the simulations were interrupted");
			}
			catch (final ExecutionException exc) {
				if (exc.getCause() instanceof Error error) throw error;
				throw new IllegalStateException(exc.getCause());
			}
		}
	}

	private static void requireNotCancelled(final BooleanSupplier cancelled) {
		if (cancelled.getAsBoolean()) throw new CancellationException("the simulations were cancelled");
	}

	@Override
	public void close() {
		executor.shutdownNow();
		try {
			executor.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}

	private final class Block implements Runnable {

		private final int first;
		private final SimulationRows rows;
		private final AtomicInteger next = new AtomicInteger();
		private final AtomicInteger done = new AtomicInteger();
		private final AtomicInteger limit;
		private RuntimeException failure;

		private Block(final int first, final int count, final SimulationRows rows) {
			this.first = first;
			this.rows = rows;
			this.limit = new AtomicInteger(count);
		}

		@Override
		public void run() {
			final double[] row = new double[rows.width()];
			for (int i = next.getAndIncrement(); i < limit.get(); i = next.getAndIncrement()) {
				try {
					simulation.draw(first + i, row);
					rows.set(first + i, row);
					done.incrementAndGet();
				}
				catch (final RuntimeException exc) {
					fail(i, exc);
				}
			}
		}

		private synchronized void fail(final int i, final RuntimeException exc) {
			if (i >= limit.get()) return;
			limit.set(i);
			failure = exc;
		}
	}
}
