// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that run a session of one thread on several inputs side by side: they wait for each other once per
 * run, not once per operator of the graph as the threads of one session do. Close it to end the threads.
 */
public final class Workers implements AutoCloseable {

	private final ExecutorService threads;
	private final int count;

	/**
	 * @param name of the threads
	 * @param count number of threads, at least 1
	 */
	public Workers(final String name, final int count) {
		this.count = count;
		threads = Executors.newFixedThreadPool(count, task -> {
			final Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	/** @return number of threads */
	public int count() {
		return count;
	}

	/**
	 * Runs tasks and waits for all of them.
	 *
	 * @throws CancellationException if the waiting thread is interrupted
	 * @throws RuntimeException if a task throws one
	 */
	public void run(final List<? extends Runnable> tasks) {
		if (tasks.size() == 1) {
			tasks.get(0).run();
			return;
		}
		try {
			for (final Future<?> task : threads.invokeAll(tasks.stream().<Callable<Object>>map(Executors::callable).toList())) task.get();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new CancellationException("the work was interrupted");
		}
		catch (final ExecutionException exc) {
			if (exc.getCause() instanceof RuntimeException cause) throw cause;
			if (exc.getCause() instanceof Error cause) throw cause;
			throw new IllegalStateException(exc.getCause());
		}
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}
