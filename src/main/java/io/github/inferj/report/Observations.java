// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Observations to condition a model on.
 *
 * @param specification names the columns
 * @param names one for each observation
 * @param values {@code observations x specification.size()}, in the variables' own units; NaN where latent
 */
public record Observations(ModelSpecification specification, List<String> names, double[][] values) {

	/** There is one name for each row, and one value for each column. */
	public Observations {
		names = List.copyOf(names);
		if (names.size() != values.length) throw new IllegalArgumentException(names.size() + " names for " + values.length + " rows");
		for (final double[] row : values) if (row.length != specification.size()) throw new IllegalArgumentException(row.length
			+ " values for " + specification.size() + " columns");
	}

	/** Reads all data columns; see {@link #read(Table, ModelSpecification, int[])}. */
	public static Observations read(final Table table, final ModelSpecification specification) {
		return read(table, specification, specification.columnsOf(Role.DATA));
	}

	/**
	 * Reads the given columns of a model from a table, matched by name exactly or else without regard to
	 * case; other columns of the table are ignored, blank cells are latent. The table has either
	 * <ul>
	 * <li>one row for each observation and one column for each component, or</li>
	 * <li>the layout of a time series, where it lacks {@code hare_1, hare_2, ...} but has a column named like
	 * the vector variable {@code hare}: then it is one observation with as many rows as the longest
	 * vector, and a column of a scalar repeats its value or leaves cells blank.</li>
	 * </ul>
	 *
	 * @param table the table
	 * @param specification the model
	 * @param given the columns to read, as indices into the specification
	 * @throws InvalidInputException naming the table and the columns it lacks, the cell that is not a number
	 *           or not a possible value, or the number of rows that does not fit
	 */
	public static Observations read(final Table table, final ModelSpecification specification, final int[] given) {
		if (table.rows() == 0) throw new InvalidInputException(table.source() + " has no rows: add at least one");
		final ObservedCells cells = new ObservedCells(table, specification, given);
		return cells.isSeries() ? series(cells) : rows(cells);
	}

	private static Observations rows(final ObservedCells cells) {
		final Table table = cells.table();
		final double[][] values = new double[table.rows()][];
		final List<String> names = new ArrayList<>();
		for (int row = 0; row < values.length; row++) {
			names.add(table.rowName(row));
			values[row] = cells.latent();
			for (final int column : cells.given()) values[row][column] = cells.value(row, column);
		}
		return new Observations(cells.specification(), names, values);
	}

	private static Observations series(final ObservedCells cells) {
		cells.requireLength();
		final double[] values = cells.latent();
		for (final int column : cells.given())
			values[column] = cells.isSeries(column) ? cells.value(cells.component(column).index(), column) : cells.constant(column);
		return new Observations(cells.specification(), List.of("1"), new double[][] { values });
	}

	/**
	 * Finds observed values far outside what a model was trained on, where its answers are extrapolation.
	 *
	 * @param trained the standardisation of the model
	 * @return one line for each column with values that {@link Standardisation#isFarOutside}; empty if there are none
	 */
	public List<String> farOutside(final Standardisation trained) {
		final List<String> warnings = new ArrayList<>();
		for (int c = 0; c < specification.size(); c++) {
			final int column = c;
			final int[] rows = IntStream.range(0, values.length).filter(row -> trained.isFarOutside(column, values[row][column]))
				.toArray();
			if (rows.length > 0) warnings.add(warning(column, rows, trained.lowest()[column], trained.highest()[column]));
		}
		return warnings;
	}

	private String warning(final int column, final int[] rows, final double smallest, final double largest) {
		return "column " + specification.components().get(column).name() + ": " + Numbers.round(values[rows[0]][column], 4)
			+ " in row " + names.get(rows[0]) + (rows.length == 1 ? "" : " and " + (rows.length - 1) + " more row(s)")
			+ " lies far outside the simulated range " + Numbers.round(smallest, 4) + " to " + Numbers.round(largest, 4)
			+ ": do not trust the result there; check the unit, or train on simulations that reach it";
	}
}
