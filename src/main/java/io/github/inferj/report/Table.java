// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.inferj.InvalidInputException;

/**
 * Rows and named columns. Cells are read as numbers only on demand, so that text in a column nobody
 * asks for does no harm.
 */
public interface Table {

	/** @return what to call the table in a message, such as {@code file counts.csv} */
	String source();

	/** @return the column names in order; they may repeat or be blank */
	List<String> columns();

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
	double value(int row, int column);

	/** @return whether a column is meant as text, so that it is not shown as numbers */
	default boolean isText(final int column) {
		return false;
	}

	/**
	 * Finds a column by its exact name or, failing that, without regard to upper and lower case.
	 *
	 * @return its index, or -1
	 * @throws InvalidInputException if several columns match equally well
	 */
	default int indexOf(final String name) {
		final List<Integer> exact = new ArrayList<>();
		final List<Integer> similar = new ArrayList<>();
		final List<String> columns = columns();
		for (int i = 0; i < columns.size(); i++) {
			if (columns.get(i).equals(name)) exact.add(i);
			if (columns.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) similar.add(i);
		}
		final List<Integer> found = exact.isEmpty() ? similar : exact;
		if (found.size() > 1) throw new InvalidInputException(source() + " has " + found.size() + " columns named " + name
			+ ": rename or remove all but one");
		return found.isEmpty() ? -1 : found.get(0);
	}
}
