// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.WindowManager;
import ij.measure.ResultsTable;
import io.github.inferj.model.Draws;
import io.github.inferj.report.CornerPlot;
import io.github.inferj.report.CsvWriter;
import io.github.inferj.report.DrawsTable;
import io.github.inferj.report.Observations;
import io.github.inferj.report.ResultsTables;
import io.github.inferj.report.Summary;

/**
 * What a query gave, in the forms in which it is shown and kept.
 *
 * @param observations what was given
 * @param draws what was drawn
 * @param map the most probable values, observation after observation, if they were asked for
 */
record Answer(Observations observations, Draws draws, Optional<double[]> map) {

	/** More rows than this are not worth a window; they can still be saved. */
	static final int MOST_ROWS_SHOWN = 1_000_000;

	/** @return one row for each draw; empty if they are too many for a window */
	Optional<ResultsTable> drawsTable() {
		return (long) draws.observations() * draws.draws() > MOST_ROWS_SHOWN ? Optional.empty() : Optional.of(ResultsTables
			.copyOf(table()));
	}

	/** @return the same with the most probable values */
	Answer withMap(final double[] values) {
		return new Answer(observations, draws, Optional.of(values));
	}

	/** @return mean, standard deviation and quantiles for each observation and column, and the most probable values */
	Summary summary() {
		final Summary summary = Summary.of(draws, observations.names());
		return map.map(summary::withMap).orElse(summary);
	}

	/** @return the summary in aligned columns, of which so many lines at most */
	String summaryText(final int lines) {
		final List<String> all = summary().toString().lines().toList();
		if (all.size() <= lines) return String.join(System.lineSeparator(), all);
		return String.join(System.lineSeparator(), all.subList(0, lines)) + System.lineSeparator() + "... and " + (all.size()
			- lines) + " more line(s), which summaryfile saves";
	}

	/** Writes all draws as CSV. */
	void save(final Path file) {
		CsvWriter.write(table(), file);
	}

	/** @return a corner plot for the first observation */
	BufferedImage plot() {
		return CornerPlot.of(draws, 0, title()).draw();
	}

	/** @return the name of the model, and that of the first observation if there are several */
	String title() {
		return draws.specification().name() + (draws.observations() == 1 ? "" : ", row " + observations.names().get(0));
	}

	private DrawsTable table() {
		return new DrawsTable(draws, observations.names());
	}

	/** Opens a table under a title that no window has yet. */
	static void show(final ResultsTable table, final String title) {
		String free = title;
		for (int i = 2; WindowManager.getWindow(free) != null; i++) free = title + " " + i;
		table.show(free);
	}
}
