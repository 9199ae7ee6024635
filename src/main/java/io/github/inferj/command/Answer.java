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
import io.github.inferj.report.FunctionPlot;
import io.github.inferj.report.FunctionSummary;
import io.github.inferj.report.Observations;
import io.github.inferj.report.PathsTable;
import io.github.inferj.report.ResultsTables;
import io.github.inferj.report.Summary;

/**
 * What a query gave, in the forms in which it is shown and kept.
 *
 * @param observations what was given
 * @param draws what was drawn of scalars, perhaps no column
 * @param map the most probable values, observation after observation, if they were asked for
 * @param functions what was found about functions, if any are wanted
 * @param curves the same of the first observation, perhaps at more places, for a plot
 * @param paths draws of functions together with the scalars, if they were asked for
 */
record Answer(Observations observations, Draws draws, Optional<double[]> map, Optional<FunctionSummary> functions,
	Optional<FunctionSummary> curves, Optional<PathsTable> paths)
{

	/** More rows than this are not worth a window; they can still be saved. */
	static final int MOST_ROWS_SHOWN = 1_000_000;

	/** An answer about no function. */
	Answer(final Observations observations, final Draws draws) {
		this(observations, draws, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
	}

	/** @return whether any scalars were drawn */
	boolean hasScalars() {
		return draws.columns().length > 0;
	}

	/** @return whether there are no more draws than are worth a window */
	boolean isShown() {
		return (long) draws.observations() * draws.draws() <= MOST_ROWS_SHOWN;
	}

	/** @return one row for each draw; empty if there are no scalars, or too many draws for a window */
	Optional<ResultsTable> drawsTable() {
		return !hasScalars() || !isShown() ? Optional.empty() : Optional.of(ResultsTables.copyOf(table()));
	}

	/** @return the same with the most probable values */
	Answer withMap(final double[] values) {
		return new Answer(observations, draws, Optional.of(values), functions, curves, paths);
	}

	/** @return mean, standard deviation and quantiles for each observation and column, and the most probable values */
	Summary summary() {
		final Summary summary = Summary.of(draws, observations.names(), observations.groupHeading());
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

	/** @return a corner plot of the scalars for the first observation, if there are any */
	Optional<BufferedImage> plot() {
		return hasScalars() ? Optional.of(CornerPlot.of(draws, 0, title()).draw()) : Optional.empty();
	}

	/** @return the functions for the first observation, if they are wanted at more than one place */
	Optional<BufferedImage> functionPlot() {
		return curves.filter(summary -> summary.functions().stream().allMatch(f -> summary.places(f.name()).length > 1)).map(
			summary -> FunctionPlot.of(summary, observations, 0, title()).draw());
	}

	/** @return the name of the model, and that of the first observation if there are several */
	String title() {
		return draws.specification().name() + (draws.observations() == 1 ? "" : ", " + observations.heading() + " " + observations
			.names().get(0));
	}

	private DrawsTable table() {
		return new DrawsTable(draws, observations.names(), observations.groupHeading());
	}

	/** Opens a table under a title that no window has yet. */
	static void show(final ResultsTable table, final String title) {
		String free = title;
		for (int i = 2; WindowManager.getWindow(free) != null; i++) free = title + " " + i;
		table.show(free);
	}
}
