// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import io.github.inferj.table.Table;

/** Finds the column of a table that tells several series apart, where nobody has named it. */
final class SeriesColumn {

	private SeriesColumn() {}

	/**
	 * A column tells series apart if its rows come in blocks of one value each, within which places ascend, and places start
	 * again with at least one of the blocks.
	 *
	 * @param isRead tells columns that mean something else
	 * @param places the column of the index
	 * @return the heading of the first such column
	 */
	static Optional<String> find(final Table table, final IntPredicate isRead, final int places) {
		return IntStream.range(0, table.columns().size()).filter(column -> !isRead.test(column) && !table.columns().get(column)
			.isEmpty() && tellsSeriesApart(table, column, places)).mapToObj(table.columns()::get).findFirst();
	}

	private static boolean tellsSeriesApart(final Table table, final int column, final int places) {
		final Set<String> seen = new HashSet<>();
		boolean startsAgain = false;
		for (int row = 0; row < table.rows(); row++) {
			final String cell = table.cell(row, column);
			final boolean isFirst = row == 0 || !cell.equals(table.cell(row - 1, column));
			if (cell.isEmpty() || isFirst && !seen.add(cell)) return false;
			final boolean falls = row > 0 && table.value(row, places) < table.value(row - 1, places);
			if (falls && !isFirst) return false;
			startsAgain |= falls;
		}
		return startsAgain && seen.size() < table.rows();
	}
}
