// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.nio.file.Path;

import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import io.github.inferj.model.Draws;
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
 */
record Answer(Observations observations, Draws draws) {

	/** @return one row for each draw */
	ResultsTable drawsTable() {
		return ResultsTables.copyOf(table());
	}

	/** @return one row for each observation and column */
	ResultsTable summaryTable() {
		return ResultsTables.copyOf(summary());
	}

	/** @return the summary in aligned columns */
	String summaryText() {
		return summary().toString();
	}

	/** Writes the draws as CSV. */
	void saveDraws(final Path file) {
		CsvWriter.write(table(), file);
	}

	private DrawsTable table() {
		return new DrawsTable(draws, observations.names());
	}

	private Summary summary() {
		return Summary.of(draws, observations.names());
	}

	ImagePlus plot() {
		return null;
	}

	void savePlot(final Path file) {}

	/** Opens a table under a title that no window has yet. */
	static void show(final ResultsTable table, final String title) {
		String free = title;
		for (int i = 2; WindowManager.getWindow(free) != null; i++) free = title + " " + i;
		table.show(free);
	}
}
