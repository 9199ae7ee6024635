// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Observations to condition a model on.
 *
 * @param specification names the columns; of each function it has as many places as any observation
 * @param groupHeading the heading of the table's column that named the observations, if there was one
 * @param names one for each observation
 * @param values {@code observations x specification.rowSize()}: the values in the variables' own units, NaN where
 *          latent, then the places of functions, NaN for those an observation does not have, then the values of embedded
 *          variables, NaN where not given
 * @param unnamedGroups the heading of a column that seems to tell series apart, though nobody named it and all rows are one
 */
public record Observations(ModelSpecification specification, Optional<String> groupHeading, List<String> names,
	double[][] values, Optional<String> unnamedGroups)
{

	/** There is one name for each row, and one value for each column and place. */
	public Observations {
		names = List.copyOf(names);
		if (names.size() != values.length) throw new IllegalArgumentException(names.size() + " names for " + values.length + " rows");
		for (final double[] row : values) if (row.length != specification.rowSize()) throw new IllegalArgumentException(row.length
			+ " values for " + specification.rowSize() + " columns and places");
	}

	/** Observations that are not groups of a table's rows. */
	public Observations(final ModelSpecification specification, final List<String> names, final double[][] values) {
		this(specification, Optional.empty(), names, values);
	}

	/** Observations of which the groups are known. */
	public Observations(final ModelSpecification specification, final Optional<String> groupHeading, final List<String> names,
		final double[][] values)
	{
		this(specification, groupHeading, names, values, Optional.empty());
	}

	/** @return the first observation alone */
	public Observations first() {
		return new Observations(specification, groupHeading, names.subList(0, 1), new double[][] { values[0] }, unnamedGroups);
	}

	/** @return what heads a column with the names of the observations */
	public String heading() {
		return groupHeading.orElse("row");
	}

	/** @return whether tables of results need such a column */
	public boolean isNamed() {
		return names.size() > 1 || groupHeading.isPresent();
	}

	/** @return what messages call an observation, from 0: {@code row 3}, {@code patient q}, or {@code the series} if it is alone */
	public String label(final int observation) {
		final boolean isOnlySeries = values.length == 1 && Arrays.stream(values[0], specification.size(), specification.embeddedOffset(0))
			.anyMatch(place -> !Double.isNaN(place));
		return groupHeading.isEmpty() && isOnlySeries ? "the series" : heading() + " " + names.get(observation);
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
	 * Headings may have the unit in brackets: {@code area (mm)}. Functions are read as by
	 * {@link #read(Table, ModelSpecification, int[], Optional)}, all rows together being one observation.
	 *
	 * @param table the table
	 * @param specification the model
	 * @param given the nodes to read, columns and embedded variables; with these the table is an {@link EmbeddedTable}
	 * @throws InvalidInputException naming the table and the columns it lacks, the cell that is not a number
	 *           or not a possible value, or the number of rows that does not fit
	 */
	public static Observations read(final Table table, final ModelSpecification specification, final int[] given) {
		return read(table, specification, given, Optional.empty());
	}

	/**
	 * The same for tables of functions, where those are given: one row for each place, such as a time, with a
	 * column for the index, named like it, and one for each function, blank where it was not measured.
	 * Functions may be measured at different places and in different numbers, and rows may stand in any
	 * order. Columns of scalars repeat their value within a group or leave cells blank.
	 *
	 * @param groupHeading heading of a column that says which observation a row belongs to; if it is empty,
	 *          all rows are one
	 * @throws InvalidInputException further naming the row of a value without a place or at the same one as
	 *           another, or the group that has no value of any function
	 */
	public static Observations read(final Table table, final ModelSpecification specification, final int[] given,
		final Optional<String> groupHeading)
	{
		if (table.rows() == 0) throw new InvalidInputException(table.source() + " has no rows: add at least one");
		if (EmbeddedTable.isNeededFor(specification, given)) return new EmbeddedTable(table, specification, given, groupHeading).read();
		if (LongTable.isNeededFor(specification, given)) return new LongTable(table, specification, given, groupHeading).read();
		final ObservedCells cells = new ObservedCells(table, specification, given);
		return cells.isSeries() ? series(cells) : rows(cells);
	}

	private static Observations rows(final ObservedCells cells) {
		final Table table = cells.table();
		final double[][] values = new double[table.rows()][];
		final List<String> names = new ArrayList<>();
		for (int row = 0; row < values.length; row++) {
			names.add(table.rowName(row));
			values[row] = cells.specification().latentRow();
			for (final int column : cells.given()) values[row][column] = cells.value(row, column);
		}
		return new Observations(cells.specification(), names, values);
	}

	private static Observations series(final ObservedCells cells) {
		cells.requireLength();
		final double[] values = cells.specification().latentRow();
		for (final int column : cells.given())
			values[column] = cells.isSeries(column) ? cells.value(cells.component(column).index(), column) : cells.constant(column);
		return new Observations(cells.specification(), List.of("1"), new double[][] { values });
	}

	/** @return the values of a function, by name, that an observation (from 0) has, in the order of their places */
	public double[] valuesOf(final int observation, final String function) {
		return observed(observation, function).mapToDouble(column -> values[observation][column]).toArray();
	}

	/** @return the places at which an observation (from 0) has values of a function, ascending */
	public double[] placesOf(final int observation, final String function) {
		final int[] places = specification.placesInRow();
		return observed(observation, function).mapToDouble(column -> values[observation][places[column]]).toArray();
	}

	private IntStream observed(final int observation, final String function) {
		return Arrays.stream(specification.columnsOf(List.of(function))).filter(column -> !Double.isNaN(values[observation][column]));
	}

	/**
	 * Finds observed values, and places at which functions were observed, far outside what a model was trained
	 * on, where its answers are extrapolation.
	 *
	 * @param trained the standardisation of the model
	 * @return one line for each variable with values that {@link Standardisation#isFarOutside}, or places that
	 *         simulations do not reach; empty if there are none
	 */
	public List<String> farOutside(final Standardisation trained) {
		final List<String> warnings = new ArrayList<>();
		final int[] places = specification.placesInRow();
		int column = 0;
		for (final Variable variable : specification.columnVariables()) {
			final int[] columns = IntStream.range(column, column += variable.size()).toArray();
			if (!variable.isFunction()) for (final int c : columns) warn(new int[] { c }, trained, warnings);
			else {
				warn(columns, trained, warnings);
				final Index index = variable.index().orElseThrow();
				final List<Cell> outside = cells(columns, cell -> !Double.isNaN(value(cell)) && !index.contains(values[cell
					.row()][places[cell.column()]]));
				if (!outside.isEmpty()) warnings.add("column " + index.label() + ": " + Numbers.round(values[outside.get(0)
					.row()][places[outside.get(0).column()]], 4) + " with a value of " + variable.name() + inRow(outside, "group", "value")
					+ " lies outside the simulated range " + Numbers.round(index.lower(), 4) + " to " + Numbers.round(index.upper(), 4)
					+ ": do not trust the result there; check the unit, or train on simulations that reach it");
			}
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
			warnings.add("column " + variable.name() + ": " + Numbers.round(value, 4) + " in " + label(row)
				+ " lies far outside the simulated range " + Numbers.round(trained.lowest()[scale], 4) + " to " + Numbers.round(trained
					.highest()[scale], 4) + ": do not trust the result there; check the unit, or train on simulations that reach it");
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
			final Variable simulated = trained.embedded().get(e);
			if (!simulated.isSet()) continue;
			for (int row = 0; row < values.length; row++) {
				final int members = members(row, e);
				if (members <= simulated.members()) continue;
				warnings.add("set " + simulated.name() + ": " + members + " members in " + label(row) + " are more than the " + simulated
					.members() + " of the simulations: do not trust the result there; train on simulations with as many");
				break;
			}
		}
		return warnings;
	}

	private int members(final int row, final int number) {
		final Variable variable = specification.embedded().get(number);
		final int each = variable.embedding().orElseThrow().each();
		final int from = specification.embeddedOffset(number);
		return (int) IntStream.range(0, variable.members()).filter(m -> !Double.isNaN(values[row][from + m * each])).count();
	}

	/** A value of an observation. */
	private record Cell(int row, int column) {}

	private double value(final Cell cell) {
		return values[cell.row()][cell.column()];
	}

	private List<Cell> cells(final int[] columns, final Predicate<Cell> isMeant) {
		return IntStream.range(0, values.length).boxed().flatMap(row -> Arrays.stream(columns).mapToObj(c -> new Cell(row, c)))
			.filter(isMeant).toList();
	}

	private void warn(final int[] columns, final Standardisation trained, final List<String> warnings) {
		final List<Cell> far = cells(columns, cell -> trained.isFarOutside(cell.column(), value(cell)));
		if (far.isEmpty()) return;
		final int column = columns[0];
		final Variable variable = specification.components().get(column).variable();
		final String name = variable.isFunction() ? variable.name() : specification.components().get(column).name();
		final String at = !variable.isFunction() ? "" : " at " + variable.index().orElseThrow().name() + " " + Numbers.round(
			values[far.get(0).row()][specification.placesInRow()[far.get(0).column()]], 4);
		warnings.add("column " + name + ": " + Numbers.round(value(far.get(0)), 4) + at + (variable.isFunction() ? inRow(far, "group",
			"value") : inRow(far, "row", "row")) + " lies far outside the simulated range " + Numbers.round(trained.lowest()[column], 4)
			+ " to " + Numbers.round(trained.highest()[column], 4)
			+ ": do not trust the result there; check the unit, or train on simulations that reach it");
	}

	private String inRow(final List<Cell> cells, final String what, final String others) {
		final boolean isOnly = what.equals("group") && names.size() == 1;
		return (isOnly ? "" : " in " + what + " " + names.get(cells.get(0).row())) + (cells.size() == 1 ? "" : " and " + (cells
			.size() - 1) + " more " + others + "(s)");
	}
}
