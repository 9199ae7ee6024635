// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;

import io.github.inferj.Progress;
import io.github.inferj.TimeLeft;

/** Prints a line every few seconds: what is being done, how far it is and how long it still takes; and every note. */
final class ConsoleProgress implements Progress {

	private static final long INTERVAL_NANOS = 5_000_000_000L;

	private final PrintStream out;
	private final String name;
	private final long start = System.nanoTime();
	private final TimeLeft timeLeft = new TimeLeft();
	private long printed = start;

	ConsoleProgress(final PrintStream out, final String name) {
		this.out = out;
		this.name = name;
	}

	@Override
	public void report(final String stage, final long done, final long total) {
		final long now = System.nanoTime();
		final OptionalDouble left = timeLeft.seconds(now, done, total);
		if (now - printed < INTERVAL_NANOS && done != total) return;
		printed = now;
		final String time = done == total ? String.format(Locale.ROOT, "%.0f s", (now - start) / 1e9) : left.isEmpty() ? ""
			: String.format(Locale.ROOT, "%.0f s left", left.getAsDouble());
		out.printf(Locale.ROOT, "  %s %3d %%  %s  (%s)%n", name, total > 0 ? 100 * done / total : 0, time, stage);
	}

	@Override
	public void note(final String line) {
		out.println("  " + line);
	}
}
