// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for work with native memory, which must not be released before that work has ended. */
final class Waiting {

	private Waiting() {}

	/**
	 * Waits until a task has ended, whether the waiting thread is interrupted or not; if it was, it is marked so again.
	 *
	 * @return the task's result
	 * @throws ExecutionException if the task failed
	 */
	static <T> T uninterrupted(final Future<T> task) throws ExecutionException {
		boolean isInterrupted = false;
		try {
			while (true) {
				try {
					return task.get();
				}
				catch (final InterruptedException exc) {
					isInterrupted = true;
				}
			}
		}
		finally {
			if (isInterrupted) Thread.currentThread().interrupt();
		}
	}
}
