// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class WorkersTest {

	/** What tasks use is closed after an interrupt: no task may still run then, and none may be left out. */
	@Test
	void anInterruptWaitsForTheTasks() {
		final AtomicInteger ended = new AtomicInteger();
		try (Workers workers = new Workers("test", 2)) {
			Thread.currentThread().interrupt();
			assertThrows(CancellationException.class, () -> workers.run(Stream.<Runnable>generate(() -> () -> {
				pause();
				ended.incrementAndGet();
			}).limit(5).toList()));
			assertTrue(Thread.interrupted(), "the thread stays interrupted");
			assertEquals(5, ended.get());
		}
	}

	/** The first task fails while the second one runs. */
	@Test
	void aFailureWaitsForTheOtherTasks() {
		final CountDownLatch failed = new CountDownLatch(1);
		final AtomicInteger ended = new AtomicInteger();
		try (Workers workers = new Workers("test", 2)) {
			assertEquals("no", assertThrows(IllegalStateException.class, () -> workers.run(List.of(() -> {
				failed.countDown();
				throw new IllegalStateException("no");
			}, () -> {
				await(failed);
				pause();
				ended.incrementAndGet();
			}))).getMessage());
			assertEquals(1, ended.get());
		}
	}

	private static void pause() {
		try {
			Thread.sleep(100);
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException("a task was interrupted", exc);
		}
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException("a task was interrupted", exc);
		}
	}
}
