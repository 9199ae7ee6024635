// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

/**
 * Listens to long work and may stop it. Implementations are called from the thread that does the
 * work, often: they must return quickly.
 */
@FunctionalInterface
public interface Progress {

	/** Ignores everything and never cancels. */
	Progress NONE = (stage, done, total) -> {};

	/**
	 * Work has advanced.
	 *
	 * @param stage what is being done, and its current figures, in a few words
	 * @param done units of work finished
	 * @param total units of work in all, or 0 when unknown
	 */
	void report(String stage, long done, long total);

	/**
	 * Something worth a line in the log, said once.
	 *
	 * @param line what to log
	 */
	default void note(final String line) {}

	/**
	 * Polled between units of work.
	 *
	 * @return whether the user asked to stop
	 */
	default boolean cancelled() {
		return false;
	}

	/**
	 * @param part number of a part, from 0
	 * @param parts how many equal parts the work has
	 * @return what listens to one of them
	 */
	default Progress part(final int part, final int parts) {
		final Progress whole = this;
		return new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {
				whole.report(stage, part * total + done, parts * total);
			}

			@Override
			public void note(final String line) {
				whole.note(line);
			}

			@Override
			public boolean cancelled() {
				return whole.cancelled();
			}
		};
	}
}
