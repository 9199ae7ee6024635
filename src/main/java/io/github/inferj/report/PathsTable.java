// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.model.FurtherPlaces;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Variable;

/**
 * Draws of scalars and functions together as a table: one row for each draw, observation after observation, with the scalars, the
 * values of functions ({@code rate_1}, {@code rate_2}, ...) and where they were drawn ({@code rate_1.time}, ...), as simulations have
 * them ({@link ModelSpecification#rowNames}). A first column names the observations if they are several or groups of a table.
 */
public final class PathsTable implements Table {

	/** A column of the table. */
	private sealed interface Column {

		String name();
	}

	/** Values of the draws, at a position in {@link Draws#columns}. */
	private record Drawn(String name, int position, Support support) implements Column {}

	/** The same number in all rows. */
	private record Constant(String name, double value) implements Column {}

	private final Observations observations;
	private final Draws draws;
	private final List<Column> numbers;

	/**
	 * @param observations what was given
	 * @param draws at least of the scalars and of the functions at the further places
	 * @param scalars the columns of the draws' model that are shown before functions
	 * @param functions which are shown
	 * @param further where they were drawn
	 */
	public PathsTable(final Observations observations, final Draws draws, final int[] scalars, final List<Variable> functions,
		final FurtherPlaces further)
	{
		this.observations = observations;
		this.draws = draws;
		this.numbers = new ArrayList<>();
		for (final int column : scalars) numbers.add(drawn(draws.specification().components().get(column).name(), column));
		final List<Column> places = new ArrayList<>();
		int next = 0;
		for (final Variable function : further.observed().columnVariables()) {
			final double[] at = further.places().getOrDefault(function.name(), new double[0]);
			final int first = next;
			next += at.length;
			if (functions.stream().noneMatch(shown -> shown.name().equals(function.name()))) continue;
			for (int i = 0; i < at.length; i++) {
				final String name = function.name() + "_" + (i + 1);
				numbers.add(drawn(name, further.columns()[first + i]));
				places.add(new Constant(name + "." + function.index().orElseThrow().name(), at[i]));
			}
		}
		numbers.addAll(places);
	}

	private Column drawn(final String name, final int column) {
		return new Drawn(name, Arrays.binarySearch(draws.columns(), column), draws.specification().components().get(column).variable()
			.support());
	}

	@Override
	public String source() {
		return "the table of paths";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>();
		if (leading() == 1) columns.add(observations.heading());
		numbers.forEach(column -> columns.add(column.name()));
		return columns;
	}

	@Override
	public int rows() {
		return Math.multiplyExact(draws.observations(), draws.draws());
	}

	@Override
	public String rowName(final int row) {
		return observations.names().get(row / draws.draws());
	}

	@Override
	public boolean isText(final int column) {
		return column < leading();
	}

	@Override
	public String cell(final int row, final int column) {
		if (isText(column)) return rowName(row);
		return numbers.get(column - leading()) instanceof Drawn drawn ? new DrawnNumber(number(row, column), drawn.support()).text()
			: Numbers.format(number(row, column));
	}

	@Override
	public double value(final int row, final int column) {
		if (!isText(column)) return number(row, column);
		return Numbers.parse(rowName(row)).orElseThrow(() -> new InvalidInputException(source() + ", column " + columns().get(column)
			+ ": '" + rowName(row) + "' is not a number"));
	}

	private double number(final int row, final int column) {
		final Column shown = numbers.get(column - leading());
		if (shown instanceof Constant constant) return constant.value();
		return draws.get(row / draws.draws(), row % draws.draws(), ((Drawn) shown).position());
	}

	private int leading() {
		return observations.isNamed() ? 1 : 0;
	}
}
