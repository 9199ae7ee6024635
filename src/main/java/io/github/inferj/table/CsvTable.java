// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.inferj.InvalidInputException;

/** A {@link CsvFile} in memory. A column named Label, Row or Name gives the rows their names. */
public final class CsvTable implements Table {

	private static final Set<String> LABELS = Set.of("label", "row", "name");

	private final CsvFile file;
	private final List<CsvFile.Row> rows = new ArrayList<>();
	private final int labelColumn;

	private CsvTable(final CsvFile file) {
		this.file = file;
		file.forEach(rows::add);
		if (rows.isEmpty()) throw new InvalidInputException(source() + " has a header but no rows: add at least one");
		labelColumn = columns().stream().filter(c -> LABELS.contains(c.toLowerCase(Locale.ROOT))).findFirst()
			.map(columns()::indexOf).orElse(-1);
	}

	/**
	 * Reads a file.
	 *
	 * @throws InvalidInputException naming the file, and the line where there is one, if it is missing, a
	 *           directory, not readable, not text, empty, without rows, or a row does not fit the header
	 */
	public static CsvTable read(final Path file) {
		return new CsvTable(CsvFile.open(file));
	}

	@Override
	public String source() {
		return file.source();
	}

	@Override
	public List<String> columns() {
		return file.columns();
	}

	@Override
	public int rows() {
		return rows.size();
	}

	@Override
	public String rowName(final int row) {
		final String label = labelColumn < 0 ? "" : cell(row, labelColumn);
		return label.isEmpty() ? Integer.toString(row + 1) : label;
	}

	@Override
	public String place(final int row) {
		return rows.get(row).place();
	}

	@Override
	public String cell(final int row, final int column) {
		return rows.get(row).cell(column);
	}

	@Override
	public double value(final int row, final int column) {
		return rows.get(row).value(column);
	}

	@Override
	public boolean isText(final int column) {
		return column == labelColumn || rows.stream().anyMatch(row -> row.number(column).isEmpty());
	}
}
