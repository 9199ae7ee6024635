// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.text.TextWindow;
import io.github.inferj.InvalidInputException;
import io.github.inferj.report.ResultsTables;
import io.github.inferj.table.Table;

/** The tables that are open in ImageJ. Without a screen there is only its Results table. */
final class OpenTables {

	private static final String RESULTS = "Results";

	private OpenTables() {}

	/** @return the titles of all open tables with rows */
	static List<String> titles() {
		final List<String> titles = new ArrayList<>();
		if (ResultsTable.getResultsTable().size() > 0) titles.add(RESULTS);
		if (GraphicsEnvironment.isHeadless()) return titles;
		for (final Frame frame : WindowManager.getNonImageWindows()) {
			final ResultsTable table = tableOf(frame);
			if (table != null && table.size() > 0 && !titles.contains(frame.getTitle())) titles.add(frame.getTitle());
		}
		return titles;
	}

	/**
	 * @return the table whose window was last in front, or the Results table; empty if it has no rows
	 */
	static Optional<Table> active() {
		if (!GraphicsEnvironment.isHeadless() && WindowManager.getActiveTable() instanceof TextWindow front) {
			final ResultsTable table = tableOf(front);
			if (table != null && table.size() > 0) return Optional.of(ResultsTables.view(table, front.getTitle()));
		}
		final ResultsTable results = ResultsTable.getResultsTable();
		return results.size() == 0 ? Optional.empty() : Optional.of(ResultsTables.view(results, RESULTS));
	}

	/**
	 * @param title the title of an open table
	 * @return the table
	 * @throws InvalidInputException if none has that title and rows
	 */
	static Table find(final String title) {
		final ResultsTable table = RESULTS.equals(title) ? ResultsTable.getResultsTable() : windowed(title);
		if (table != null && table.size() > 0) return ResultsTables.view(table, title);
		final List<String> open = titles();
		throw new InvalidInputException("table '" + title + "' is not open or has no rows: " + (open.isEmpty()
			? "no table is; open it, or give a CSV file as tablefile" : "choose " + String.join(" or ", open) + ", or give a CSV file as tablefile"));
	}

	private static ResultsTable windowed(final String title) {
		if (GraphicsEnvironment.isHeadless()) return null;
		for (final Frame frame : WindowManager.getNonImageWindows()) {
			if (title.equals(frame.getTitle()) && tableOf(frame) != null) return tableOf(frame);
		}
		return null;
	}

	private static ResultsTable tableOf(final Frame frame) {
		return frame instanceof TextWindow window ? window.getResultsTable() : null;
	}
}
