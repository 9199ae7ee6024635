// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.awt.GraphicsEnvironment;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.CommandService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.task.TaskService;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;

/**
 * What the commands share: progress, messages, the check of a macro's keys, and the one place where failures end.
 * Whatever goes wrong, the user gets one line; a macro stops there, as it does when the user stops the work. Only what
 * is not the user's doing also leaves its stack trace in the log.
 */
abstract class InferJCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private TaskService tasks;

	@Parameter
	private StatusService status;

	@Parameter
	private PrefService preferences;

	@Parameter(required = false)
	private UIService ui;

	/**
	 * Checks every input and does the work.
	 *
	 * @throws InvalidInputException if an input cannot be used
	 * @throws CancellationException if the user stops it and there is nothing to keep
	 */
	abstract void work(Progress progress);

	@Override
	public final void run() {
		final Messages messages = messages();
		try (CommandProgress progress = new CommandProgress(tasks.createTask(messages.title()), status, messages,
			this::isCanceled))
		{
			requireKnownKeys();
			DeviceCommand.restore(preferences);
			work(progress);
			if (progress.cancelled()) messages.stopMacro();
		}
		catch (final InvalidInputException exc) {
			cancel(messages.error(exc.getMessage()));
		}
		catch (final CancellationException exc) {
			messages.info(exc.getMessage() == null ? "stopped" : exc.getMessage());
			messages.stopMacro();
			cancel("");
		}
		catch (final OutOfMemoryError exc) {
			cancel(messages.error("not enough memory (" + exc.getMessage()
				+ "): ask for less at once, or raise the limit in Edit > Options > Memory & Threads"));
		}
		catch (final RuntimeException | Error exc) {
			log.error(exc);
			cancel(messages.error("failed unexpectedly (" + exc + "): please report this with the log"));
		}
	}

	private void requireKnownKeys() {
		MacroOptions.ofThisCommand(context().service(ThreadService.class)).ifPresent(options -> options.requireKnownTo(context()
			.service(CommandService.class).getCommand(getClass())));
	}

	/** @return what is kept between sessions */
	final PrefService preferences() {
		return preferences;
	}

	/** @return where to tell the user things */
	final Messages messages() {
		final Menu[] menu = getClass().getAnnotation(Plugin.class).menu();
		return new Messages(menu[menu.length - 1].label().replace("...", ""), log, isHeadless());
	}

	/** @return whether there is no screen to show anything on */
	final boolean isHeadless() {
		return GraphicsEnvironment.isHeadless() || ui != null && ui.isHeadless();
	}
}
