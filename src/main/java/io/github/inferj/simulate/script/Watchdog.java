// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.graalvm.polyglot.Context;

/**
 * Stops scripts that run too long or whose thread was interrupted, by cancelling their context. One
 * daemon thread looks every 20 ms; it starts with the first script and lives as long as the program.
 */
final class Watchdog {

	private static final long PERIOD_MILLISECONDS = 20;

	private static final Set<Guard> GUARDS = ConcurrentHashMap.newKeySet();

	static {
		final Thread thread = new Thread(Watchdog::watch, "InferJ script watchdog");
		thread.setDaemon(true);
		thread.start();
	}

	private Watchdog() {}

	/** Watches a context until its guard is closed. */
	static Guard guard(final Context context, final Duration limit) {
		final Guard guard = new Guard(context, limit.toNanos());
		GUARDS.add(guard);
		return guard;
	}

	private static void watch() {
		while (true) {
			try {
				Thread.sleep(PERIOD_MILLISECONDS);
			}
			catch (final InterruptedException exc) {
				return;
			}
			GUARDS.forEach(Guard::look);
		}
	}

	/** Watches the calls of one context, one at a time. */
	static final class Guard implements AutoCloseable {

		private final Context context;
		private final long limit;
		private Thread caller;
		private long start;
		private boolean expired;
		private boolean cancelled;

		private Guard(final Context context, final long limit) {
			this.context = context;
			this.limit = limit;
		}

		/** The calling thread enters the script. */
		synchronized void begin() {
			caller = Thread.currentThread();
			start = System.nanoTime();
		}

		/** The calling thread has left the script. */
		synchronized void end() {
			caller = null;
		}

		/** @return whether the context was cancelled, for whatever reason */
		synchronized boolean hasCancelled() {
			return cancelled;
		}

		/** @return whether the context was cancelled because a call took too long */
		synchronized boolean hasExpired() {
			return expired;
		}

		private void look() {
			synchronized (this) {
				if (caller == null) return;
				final boolean late = System.nanoTime() - start > limit;
				if (!late && !caller.isInterrupted()) return;
				expired = late;
				cancelled = true;
				caller = null;
			}
			GUARDS.remove(this);
			new Thread(() -> context.close(true), "InferJ script cancellation").start();
		}

		@Override
		public void close() {
			GUARDS.remove(this);
		}
	}
}
