// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Observations to condition a model on.
 *
 * @param specification names the columns
 * @param names one for each observation
 * @param values {@code observations x specification.rowSize()}, in the variables' own units; NaN where latent or,
 *          of embedded variables, not given
 */
public record Observations(ModelSpecification specification, List<String> names, double[][] values) {

	/** There is one name for each row, and one value for each column. */
	public Observations {
		names = List.copyOf(names);
		if (names.size() != values.length) throw new IllegalArgumentException(names.size() + " names for " + values.length + " rows");
		for (final double[] row : values) if (row.length != specification.rowSize()) throw new IllegalArgumentException(row.length
			+ " values for rows of " + specification.rowSize());
	}

	/** Reads all data columns; see {@link #read(Table, ModelSpecification, int[])}. */
	public static Observations read(final Table table, final ModelSpecification specification) {
		return read(table, specification, specification.nodesOf(List.of("data")));
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
	 * @param given the nodes to read, columns and embedded variables; with these the table is an {@link EmbeddedTable}
	 * @throws InvalidInputException naming the table and the columns it lacks, the cell that is not a number
	 *           or not a possible value, or the number of rows that does not fit
	 */
	public static Observations read(final Table table, final ModelSpecification specification, final int[] given) {
		if (table.rows() == 0) throw new InvalidInputException(table.source() + " has no rows: add at least one");
		if (EmbeddedTable.isNeededFor(specification, given)) return new EmbeddedTable(table, specification, given).read();
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
		for (int e = 0; e < specification.embedded().size(); e++) warnEmbedded(trained, e, warnings);
		return warnings;
	}

	private void warnEmbedded(final Standardisation trained, final int number, final List<String> warnings) {
		final Variable variable = specification.embedded().get(number);
		final int each = variable.embedding().orElseThrow().each();
		final int from = specification.embeddedOffset(number);
		for (int row = 0; row < values.length; row++) for (int i = 0; i < variable.size(); i++) {
			final int scale = specification.scaleOf(number) + i % each;
			final double value = values[row][from + i];
			if (!trained.isFarOutside(scale, value)) continue;
			warnings.add(warning(variable.name(), value, new int[] { row }, trained.lowest()[scale], trained.highest()[scale]));
			return;
		}
	}

	/**
	 * Finds sets with more members than any simulation had.
	 *
	 * @param trained the model as it was trained
	 * @return one line for each such variable
	 */
	public List<String> largerThanTrained(final ModelSpecification trained) {
		final List<String> warnings = new ArrayList<>();
		for (int e = 0; e < specification.embedded().size(); e++) {
			final int members = specification.embedded().get(e).isSet() ? members(e) : 0;
			final Variable simulated = trained.embedded().get(e);
			if (members > 0 && members > simulated.members()) warnings.add("set " + simulated.name() + ": " + members
				+ " members are more than the " + simulated.members() + " of the simulations: do not trust the result there; train on "
				+ "simulations with as many");
		}
		return warnings;
	}

	private int members(final int number) {
		final Variable variable = specification.embedded().get(number);
		final int each = variable.embedding().orElseThrow().each();
		final int from = specification.embeddedOffset(number);
		return (int) Arrays.stream(values).mapToLong(row -> IntStream.range(0, variable.members()).filter(m -> !Double.isNaN(row[from
			+ m * each])).count()).max().orElse(0);
	}

	private String warning(final int column, final int[] rows, final double smallest, final double largest) {
		return warning(specification.components().get(column).name(), values[rows[0]][column], rows, smallest, largest);
	}

	private String warning(final String column, final double value, final int[] rows, final double smallest,
		final double largest)
	{
		return "column " + column + ": " + Numbers.round(value, 4)
			+ " in row " + names.get(rows[0]) + (rows.length == 1 ? "" : " and " + (rows.length - 1) + " more row(s)")
			+ " lies far outside the simulated range " + Numbers.round(smallest, 4) + " to " + Numbers.round(largest, 4)
			+ ": do not trust the result there; check the unit, or train on simulations that reach it";
	}
}
