// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ij.measure.ResultsTable;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;

/** ImageJ's tables as {@link Table}s, and back. */
public final class ResultsTables {

	private static final String LABEL = "Label";

	private ResultsTables() {}

	/**
	 * Looks at an ImageJ table; its labels name the rows and, where there are any, are a column {@code Label}. Later
	 * changes of its cells show through.
	 *
	 * @param table the table
	 * @param title what to call it in messages
	 */
	public static Table view(final ResultsTable table, final String title) {
		return new View(table, title);
	}

	/** @return a new ImageJ table with the same columns and rows, showing about six significant digits */
	public static ResultsTable copyOf(final Table table) {
		final ResultsTable result = new ResultsTable(table.rows());
		final List<String> columns = table.columns();
		for (int column = 0; column < columns.size(); column++) {
			if (table.isText(column)) copyText(table, column, result);
			else copyNumbers(table, column, result);
		}
		return result;
	}

	private static void copyText(final Table table, final int column, final ResultsTable result) {
		final String name = table.columns().get(column);
		for (int row = 0; row < table.rows(); row++) {
			if (name.equals(LABEL)) result.setLabel(table.cell(row, column), row);
			else result.setValue(name, row, table.cell(row, column));
		}
	}

	private static void copyNumbers(final Table table, final int column, final ResultsTable result) {
		final String name = table.columns().get(column);
		double largest = 0;
		boolean whole = true;
		for (int row = 0; row < table.rows(); row++) {
			final double value = table.value(row, column);
			result.setValue(name, row, value);
			if (!Double.isFinite(value)) continue;
			largest = Math.max(largest, Math.abs(value));
			whole &= value == Math.rint(value);
		}
		result.setDecimalPlaces(result.getColumnIndex(name), whole && largest < 1e9 ? 0 : decimals(largest));
	}

	/** Negative: ImageJ's way to ask for an exponent. */
	private static int decimals(final double largest) {
		final int magnitude = (int) Math.floor(Math.log10(largest));
		return magnitude < -4 || magnitude > 8 ? -6 : Math.max(0, 5 - magnitude);
	}

	private static final class View implements Table {

		/** Stands for the labels, which ImageJ keeps apart from its columns. */
		private static final int LABELS = -1;

		private final ResultsTable table;
		private final String title;
		private final int[] indices;

		View(final ResultsTable table, final String title) {
			this.table = table;
			this.title = title;
			final boolean isLabelled = IntStream.range(0, table.size()).anyMatch(row -> !label(row).isEmpty());
			this.indices = IntStream.concat(isLabelled ? IntStream.of(LABELS) : IntStream.empty(), IntStream.rangeClosed(0, table
				.getLastColumn()).filter(table::columnExists)).toArray();
		}

		@Override
		public String source() {
			return "table " + title;
		}

		@Override
		public List<String> columns() {
			final List<String> names = new ArrayList<>();
			for (final int index : indices) names.add(index == LABELS ? LABEL : table.getColumnHeading(index));
			return names;
		}

		private String label(final int row) {
			final String label = table.getLabel(row);
			return label == null ? "" : label.strip();
		}

		@Override
		public int rows() {
			return table.size();
		}

		@Override
		public String rowName(final int row) {
			return label(row).isEmpty() ? Integer.toString(row + 1) : table.getLabel(row);
		}

		@Override
		public String cell(final int row, final int column) {
			final int index = indices[column];
			if (index == LABELS) return label(row);
			final double number = table.getValueAsDouble(index, row);
			if (!Double.isNaN(number)) return Numbers.format(number);
			final String text = table.getStringValue(index, row);
			return text == null || Numbers.parse(text).stream().anyMatch(Double::isNaN) ? "" : text.strip();
		}

		@Override
		public double value(final int row, final int column) {
			final int index = indices[column];
			final double number = index == LABELS ? Double.NaN : table.getValueAsDouble(index, row);
			return Double.isNaN(number) ? Table.super.value(row, column) : number;
		}

		@Override
		public boolean isText(final int column) {
			for (int row = 0; row < rows(); row++) if (Numbers.parse(cell(row, column)).isEmpty()) return true;
			return false;
		}
	}
}
