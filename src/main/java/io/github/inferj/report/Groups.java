// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Table;

/**
 * The rows of a table that belong together, in the order in which groups begin.
 *
 * @param heading of the column that names groups; empty if all rows are one
 * @param rows those of each group, ascending, by its name
 */
record Groups(Optional<String> heading, Map<String, List<Integer>> rows) {

	private static final String ONLY = "1";

	/** @throws InvalidInputException if there is no column of that name, or a row has none of its cells filled in */
	static Groups of(final Table table, final Optional<String> heading) {
		final int column = heading.map(table::indexOf).orElse(-1);
		if (heading.isPresent() && column < 0) throw new InvalidInputException(table.source() + " has no column " + heading.get()
			+ " to tell groups by: it has " + table.headings()
			+ "; correct the name of the group column, or leave it empty if all rows are one");
		final Map<String, List<Integer>> rows = new LinkedHashMap<>();
		for (int row = 0; row < table.rows(); row++) {
			final String name = column < 0 ? ONLY : table.cell(row, column);
			if (name.isEmpty()) throw new InvalidInputException(table.source() + ", " + table.place(row) + ", column " + table.columns().get(
				column) + " is blank: say which group the row belongs to");
			rows.computeIfAbsent(name, key -> new ArrayList<>()).add(row);
		}
		return new Groups(heading, rows);
	}

	/** @return what messages say behind the table's name to tell a group; nothing if all rows are one */
	String in(final String name) {
		return heading.isEmpty() ? "" : ", group " + name;
	}

	/** @return what a scalar has one value in, for messages */
	String kind() {
		return heading.isEmpty() ? "a table without a group column" : "a group";
	}
}
