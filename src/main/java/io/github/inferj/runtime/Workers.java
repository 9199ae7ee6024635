// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.List;
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
	 * Runs tasks and waits for all of them to end, so that what they use can be closed.
	 *
	 * @throws CancellationException if the waiting thread was interrupted
	 * @throws RuntimeException if a task throws one
	 */
	public void run(final List<? extends Runnable> tasks) {
		if (tasks.size() == 1) {
			tasks.get(0).run();
			return;
		}
		Throwable failure = null;
		for (final Future<?> task : tasks.stream().map(threads::submit).toList()) {
			try {
				Waiting.uninterrupted(task);
			}
			catch (final ExecutionException exc) {
				if (failure == null) failure = exc.getCause();
			}
		}
		if (failure instanceof RuntimeException cause) throw cause;
		if (failure instanceof Error cause) throw cause;
		if (Thread.currentThread().isInterrupted()) throw new CancellationException("the work was interrupted");
	}

	@Override
	public void close() {
		threads.shutdownNow();
	}
}
