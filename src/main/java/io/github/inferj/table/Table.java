// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import io.github.inferj.InvalidInputException;

/**
 * Rows and named columns. Cells are read as numbers only on demand, so that text in a column nobody
 * asks for does no harm.
 */
public interface Table extends Columns {

	/** @return the number of rows */
	int rows();

	/** @return the name of a row (from 0): its label, or its number from 1 */
	String rowName(int row);

	/** @return where a row (from 0) is found, for messages: {@code row 3}, or {@code line 4} of a file */
	default String place(final int row) {
		return "row " + (row + 1);
	}

	/** @return the text of a cell; empty where blank */
	String cell(int row, int column);

	/**
	 * Reads a cell as a number.
	 *
	 * @return the number; NaN where the cell is blank or says NaN, NA, N/A or null
	 * @throws InvalidInputException naming the table, the row, the column and the text, if it is no number
	 */
	default double value(final int row, final int column) {
		final String text = cell(row, column);
		return Numbers.parse(text).orElseThrow(() -> new InvalidInputException(source() + ", " + place(row) + ", column " + columns().get(
			column) + ": '" + text + "' is not a number: correct it or leave the cell blank"));
	}

	/** @return whether a column is meant as text, so that it is not shown as numbers */
	default boolean isText(final int column) {
		return false;
	}
}
