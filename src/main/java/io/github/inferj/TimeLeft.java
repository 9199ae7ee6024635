// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import java.util.OptionalDouble;

/**
 * Estimates how long work still takes by its pace so far. Pace is counted from the first report of a stage, so that
 * what an earlier run had done before it was interrupted does not make a resumed one look fast; a stage ends when
 * another total is reported, or less done than before. Not thread-safe.
 */
public final class TimeLeft {

	private Stage stage;

	private record Stage(long start, long first, long last, long total) {

		boolean isContinuedBy(final long done, final long laterTotal) {
			return laterTotal == total && done >= last;
		}
	}

	/**
	 * Takes a report in.
	 *
	 * @param now the time of the report, nanoseconds on any clock
	 * @param done units of work finished
	 * @param total units of work in all, or 0 when unknown
	 * @return the seconds the rest takes at the pace so far; empty where nothing is left or no pace is known yet
	 */
	public OptionalDouble seconds(final long now, final long done, final long total) {
		stage = stage != null && stage.isContinuedBy(done, total) ? new Stage(stage.start(), stage.first(), done, total)
			: new Stage(now, done, done, total);
		if (done <= stage.first() || done >= total) return OptionalDouble.empty();
		return OptionalDouble.of((now - stage.start()) / 1e9 / (done - stage.first()) * (total - done));
	}
}
