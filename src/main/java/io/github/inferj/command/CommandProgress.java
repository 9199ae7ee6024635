// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.scijava.app.StatusService;
import org.scijava.task.Task;

import ij.IJ;
import io.github.inferj.Progress;
import io.github.inferj.TimeLeft;

/**
 * Shows progress as a SciJava task, in the status bar and, without a screen, in the log every few
 * seconds; always with the time left. The user stops the work by canceling the task, by canceling the
 * command, or by pressing Escape.
 */
final class CommandProgress implements Progress, AutoCloseable {

	private static final long SHOW_EVERY = TimeUnit.MILLISECONDS.toNanos(100);
	private static final long LOG_EVERY = TimeUnit.SECONDS.toNanos(5);
	private static final int FULL_BAR = 1000;

	private final Task task;
	private final StatusService status;
	private final Messages messages;
	private final BooleanSupplier commandCanceled;
	private final TimeLeft timeLeft = new TimeLeft();
	private long lastShown;
	private long lastLogged = System.nanoTime();

	CommandProgress(final Task task, final StatusService status, final Messages messages,
		final BooleanSupplier commandCanceled)
	{
		this.task = task;
		this.status = status;
		this.messages = messages;
		this.commandCanceled = commandCanceled;
		IJ.resetEscape();
		task.setName(messages.title());
		task.setCancelCallBack(() -> {});
		task.start();
	}

	@Override
	public synchronized void report(final String text, final long done, final long total) {
		final long now = System.nanoTime();
		final OptionalDouble left = timeLeft.seconds(now, done, total);
		if (now - lastShown < SHOW_EVERY && done < total) return;
		lastShown = now;
		final String line = text + share(done, total) + left(left);
		task.setStatusMessage(line);
		task.setProgressMaximum(total);
		task.setProgressValue(done);
		status.showStatus(total > 0 ? (int) (FULL_BAR * Math.min(done, total) / total) : 0, FULL_BAR, line);
		if (!messages.headless() || now - lastLogged < LOG_EVERY) return;
		lastLogged = now;
		messages.info(line);
	}

	private static String share(final long done, final long total) {
		return total <= 0 ? "" : String.format(Locale.ROOT, ", %d of %d", done, total);
	}

	private static String left(final OptionalDouble left) {
		if (left.isEmpty()) return "";
		final long seconds = Math.round(left.getAsDouble());
		return String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
	}

	@Override
	public void note(final String line) {
		messages.info(line);
	}

	@Override
	public boolean cancelled() {
		return task.isCanceled() || commandCanceled.getAsBoolean() || IJ.escapePressed();
	}

	@Override
	public void close() {
		task.finish();
		status.clearStatus();
	}
}
