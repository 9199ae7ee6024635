// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.CsvTable;
import io.github.inferj.table.Table;

/**
 * Where the observations are: an open table or a CSV file, never both; the active table if neither is
 * named.
 *
 * @param title the title of an open table, or blank
 * @param file a CSV file, or null
 */
record ObservedTable(String title, File file) {

	ObservedTable {
		title = title == null ? "" : title.strip();
	}

	/** @throws InvalidInputException if one is named, of which nothing would be used */
	void requireNone() {
		final String named = title.isEmpty() ? InputFiles.isBlank(file) ? "" : "tablefile " + file : "table '" + title + "'";
		if (!named.isEmpty()) throw new InvalidInputException("given is none, so that nothing of " + named
			+ " would be used: name what it holds in given, or leave " + (title.isEmpty() ? "tablefile" : "table") + " empty");
	}

	/**
	 * @return the table
	 * @throws InvalidInputException if both are named, there is none, or it cannot be read
	 */
	Table read() {
		final boolean hasFile = !InputFiles.isBlank(file);
		if (!title.isEmpty() && hasFile) throw new InvalidInputException("both table '" + title + "' and tablefile " + file
			+ " are given: leave one of them empty");
		if (!title.isEmpty()) return OpenTables.find(title);
		if (hasFile) return CsvTable.read(InputFiles.required("tablefile", file, "name a CSV file"));
		return OpenTables.active().orElseThrow(() -> new InvalidInputException(
			"no table given: name an open table as table, or a CSV file as tablefile"));
	}
}
