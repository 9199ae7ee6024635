// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * A table with values of embedded variables: all rows together are one observation, or those of each group. A signal
 * has a column named like it and a row for each sample. A set has a column named like it, or {@code name_1, name_2,
 * ...} if its members have several values, and a row for each member; there may be any number of them. Below the last
 * value cells are blank, and columns of scalars repeat their value or leave cells blank. A table that has a column for
 * each sample of a signal, {@code name_1, name_2, ...}, has a row for each observation, and can hold no sets.
 */
final class EmbeddedTable {

	private final Table table;
	private final ModelSpecification specification;
	private final Optional<String> groupHeading;
	private final ObservedCells scalars;
	private final List<Variable> given;

	/**
	 * @param nodes of the model to read
	 * @param groupHeading the heading of the column that names groups; empty if all rows are one
	 * @throws InvalidInputException if a function is among them, whose tables have other rows
	 */
	EmbeddedTable(final Table table, final ModelSpecification specification, final int[] nodes,
		final Optional<String> groupHeading)
	{
		this.table = table;
		this.specification = specification;
		this.groupHeading = groupHeading;
		given = Arrays.stream(nodes).filter(node -> node >= specification.size()).mapToObj(node -> specification.embedded().get(node
			- specification.size())).toList();
		final int[] columns = Arrays.stream(nodes).filter(node -> node < specification.size()).toArray();
		for (final int column : columns) if (specification.components().get(column).variable().isFunction())
			throw new InvalidInputException("given: one table cannot hold both " + given.get(0).name() + " and the function "
				+ specification.components().get(column).variable().name() + ", whose rows are its " + specification.components().get(
					column).variable().index().orElseThrow().name() + "; leave one of them out");
		scalars = new ObservedCells(table, specification, columns);
	}

	/** @return whether any of these nodes of a model is an embedded variable */
	static boolean isNeededFor(final ModelSpecification specification, final int[] nodes) {
		return Arrays.stream(nodes).anyMatch(node -> node >= specification.size());
	}

	/**
	 * @return the observations; their model has as many members of each set as the largest of them
	 * @throws InvalidInputException naming the columns the table lacks, or a variable with too few or too many values
	 */
	Observations read() {
		if (groupHeading.isEmpty() && given.stream().allMatch(this::isWide)) return wide();
		final Groups groups = Groups.of(table, groupHeading);
		final List<Map<String, double[]>> values = new ArrayList<>();
		final Map<String, Integer> members = new HashMap<>();
		groups.rows().forEach((name, rows) -> {
			final Map<String, double[]> ofGroup = new HashMap<>();
			for (final Variable variable : given) {
				final double[] all = values(variable, rows, groups.in(name));
				ofGroup.put(variable.name(), all);
				if (variable.isSet()) members.merge(variable.name(), all.length / variable.embedding().orElseThrow().each(), Math::max);
			}
			values.add(ofGroup);
		});
		final ModelSpecification sized = specification.withPlaces(members);
		final List<List<Integer>> rows = List.copyOf(groups.rows().values());
		final double[][] observations = new double[rows.size()][];
		for (int g = 0; g < observations.length; g++) observations[g] = row(sized, values.get(g), rows.get(g), groups.kind());
		return new Observations(sized, groupHeading, List.copyOf(groups.rows().keySet()), observations);
	}

	private double[] row(final ModelSpecification sized, final Map<String, double[]> values, final List<Integer> rows,
		final String kind)
	{
		final double[] row = sized.latentRow();
		for (final int column : scalars.given()) row[column] = scalars.constant(column, rows, kind);
		for (int e = 0; e < sized.embedded().size(); e++) {
			final double[] all = values.getOrDefault(sized.embedded().get(e).name(), new double[0]);
			System.arraycopy(all, 0, row, sized.embeddedOffset(e), all.length);
		}
		return row;
	}

	private boolean isWide(final Variable variable) {
		return !variable.isSet() && table.indexOf(variable.name(), variable.unit()) < 0 && table.indexOf(variable.componentName(0),
			variable.unit()) >= 0;
	}

	private Observations wide() {
		final double[][] rows = new double[table.rows()][];
		final List<String> names = new ArrayList<>();
		final List<Integer> from = new ArrayList<>();
		final List<int[]> columns = new ArrayList<>();
		for (final Variable variable : given) {
			from.add(specification.embeddedOffset(specification.embedded().indexOf(variable)));
			columns.add(IntStream.range(0, variable.size()).map(i -> column(variable, variable.componentName(i))).toArray());
		}
		for (int r = 0; r < rows.length; r++) {
			rows[r] = specification.latentRow();
			names.add(table.rowName(r));
			for (final int column : scalars.given()) rows[r][column] = scalars.value(r, column);
			for (int v = 0; v < columns.size(); v++) for (int i = 0; i < columns.get(v).length; i++)
				rows[r][from.get(v) + i] = table.value(r, columns.get(v)[i]);
		}
		return new Observations(specification, names, rows);
	}

	/**
	 * @param group what tells the rows' group in messages
	 * @return the values of a variable in those of the rows that have any, row by row
	 */
	private double[] values(final Variable variable, final List<Integer> rows, final String group) {
		final int each = variable.embedding().orElseThrow().each();
		final int[] columns = IntStream.range(0, each).map(i -> column(variable, each == 1 ? variable.name() : variable
			.componentName(i))).toArray();
		final double[] all = rows.stream().filter(row -> Arrays.stream(columns).anyMatch(c -> !Double.isNaN(table.value(row, c))))
			.flatMapToDouble(row -> Arrays.stream(columns).mapToDouble(c -> table.value(row, c))).toArray();
		final String where = table.source() + (group.isEmpty() ? "" : group + ",");
		if (all.length == 0) throw new InvalidInputException(where + " has no value of " + variable.name()
			+ ": give some, or do not name it as given");
		if (!variable.isSet() && all.length != variable.size()) throw new InvalidInputException(where + " has " + all.length
			+ " value(s) of " + variable.name() + ", but the signal of model " + specification.name() + " has " + variable.size()
			+ ": give one in each row, without gaps");
		return all;
	}

	private int column(final Variable variable, final String heading) {
		final int column = table.indexOf(heading, variable.unit());
		if (column < 0) throw new InvalidInputException(table.source() + " has no column " + heading + ", which "
			+ (variable.isSet() ? "the set " : "the signal ") + variable.name() + " of model " + specification.name()
			+ " needs: it has " + table.headings() + "; rename or add it, with a row for each "
			+ (variable.isSet() ? "member" : "sample"));
		return column;
	}
}
