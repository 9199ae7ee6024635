// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandModule;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.scijava.task.event.TaskEvent;

import ij.IJ;

class CommandProgressTest {

	private final Context context = new Context();
	private final Task task = context.service(TaskService.class).createTask("");
	private final AtomicBoolean canceled = new AtomicBoolean();
	private final Impatience impatience = new Impatience();
	private List<EventSubscriber<?>> subscriptions;
	private CommandProgress progress;

	@BeforeEach
	void open() {
		progress = new CommandProgress(task, context.service(StatusService.class), new Messages("InferJ Test", context.service(
			LogService.class), false), canceled::get);
	}

	@AfterEach
	void close() {
		progress.close();
		if (subscriptions != null) context.service(EventService.class).unsubscribe(subscriptions);
		context.dispose();
	}

	@Test
	void showsShareAndTimeLeft() throws InterruptedException {
		progress.report("training, loss 0.5", 0, 100);
		Thread.sleep(150);
		progress.report("training, loss 0.4", 10, 100);
		assertEquals("InferJ Test", task.getName());
		assertEquals(10, task.getProgressValue());
		assertEquals(100, task.getProgressMaximum());
		assertTrue(task.getStatusMessage().matches("training, loss 0\\.4, 10 of 100, 0:0[1-9] left"), task.getStatusMessage());
		progress.report("done", 100, 100);
		assertEquals("done, 100 of 100", task.getStatusMessage());
		progress.report("thinking", 0, 0);
		assertFalse(task.isDone());
		progress.close();
		assertTrue(task.isDone());
	}

	@Test
	void stopsWithTheTask() {
		assertFalse(progress.cancelled());
		task.cancel("enough");
		assertTrue(progress.cancelled());
	}

	@Test
	void stopsWithTheCommand() {
		canceled.set(true);
		assertTrue(progress.cancelled());
	}

	@Test
	void stopsWithEscape() {
		IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		assertTrue(progress.cancelled());
		IJ.resetEscape();
		assertFalse(progress.cancelled());
	}

	/** Cancels every task that has got somewhere. */
	public static final class Impatience {

		@EventHandler
		void onEvent(final TaskEvent event) {
			if (event.getTask().getProgressValue() > 10_000 && !event.getTask().isCanceled()) event.getTask().cancel("");
		}
	}

	@Test
	void aCanceledRunIsKeptAndGoesOn(@TempDir final Path folder) throws Exception {
		subscriptions = context.service(EventService.class).subscribe(impatience);
		final Path simulations = folder.resolve("simulations");
		final CommandModule stopped = Commands.run(context, "InferJ Simulate...", "simulator", "two_moons", "simulations",
			"5000000", "simulationfolder", simulations.toFile());
		assertTrue(stopped.isCanceled());
		assertEquals("", stopped.getCancelReason());
		assertTrue(Files.exists(simulations.resolve("manifest.json")));
	}
}
