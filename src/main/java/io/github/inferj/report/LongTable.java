// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * A table with one row for each place, such as a time, at which something was measured: a column for the
 * index, one for each function, blank where it was not measured, perhaps one that names the group a row
 * belongs to, and columns of scalars, whose value is the same within a group. Every group is an
 * observation, with places of its own. Rows may stand in any order.
 */
final class LongTable {

	/**
	 * Where a function is found.
	 *
	 * @param variable the function
	 * @param values its column in the table
	 * @param places the column of its index
	 */
	private record Column(Variable variable, int values, int places) {

		Index index() {
			return variable.index().orElseThrow();
		}
	}

	/** The rows of an observation, and those in which each function, in the order of the columns, has a value, by their place. */
	private record Group(List<Integer> rows, List<TreeMap<Double, Integer>> measured) {}

	private final Table table;
	private final ModelSpecification specification;
	private final ObservedCells scalars;
	private final List<Column> functions;
	private final Groups groups;

	/**
	 * @param given columns of the model to read: all places of a function, or none
	 * @param groupHeading the heading of the column that names groups; empty if all rows are one
	 */
	LongTable(final Table table, final ModelSpecification specification, final int[] given,
		final Optional<String> groupHeading)
	{
		this.table = table;
		this.specification = specification;
		groups = Groups.of(table, groupHeading);
		scalars = new ObservedCells(table, specification, Arrays.stream(given).filter(c -> !variable(c).isFunction()).toArray());
		scalars.requireWide();
		functions = columns(Arrays.stream(given).mapToObj(this::variable).filter(Variable::isFunction).distinct().toList());
	}

	/** @return whether any of these columns of a model is a place of a function, so that its tables are long */
	static boolean isNeededFor(final ModelSpecification specification, final int[] given) {
		return Arrays.stream(given).anyMatch(c -> specification.components().get(c).variable().isFunction());
	}

	private Variable variable(final int column) {
		return specification.components().get(column).variable();
	}

	private List<Column> columns(final List<Variable> variables) {
		final List<Column> columns = variables.stream().map(v -> {
			final Index index = v.index().orElseThrow();
			return new Column(v, table.indexOf(v.name(), v.unit()), table.indexOf(index.name(), index.unit()));
		}).toList();
		final List<String> missing = new ArrayList<>();
		for (final Column column : columns) if (column.places() < 0 && !missing.contains(column.index().label())) missing.add(column
			.index().label());
		for (final Column column : columns) if (column.values() < 0) missing.add(column.variable().label());
		if (!missing.isEmpty()) throw new InvalidInputException(table.source() + " has no column " + String.join(", ", missing)
			+ ", which model " + specification.name() + " needs in a table with one row for each " + columns.get(0).index().name()
			+ ": it has " + table.headings() + "; rename or add columns, blank where nothing was measured");
		return columns;
	}

	/**
	 * @return one observation for each group, in the order in which they begin; its model has as many places
	 *         of each function as the largest group has values of it
	 * @throws InvalidInputException naming the row and column of a value without a place or group, a
	 *           repeated place, a scalar that differs within its group, or the group without any value
	 */
	Observations read() {
		final Map<String, Group> measured = measured();
		final Map<String, Integer> counts = new HashMap<>();
		for (final Variable variable : specification.variables()) if (variable.isFunction()) counts.put(variable.name(), 1);
		for (int f = 0; f < functions.size(); f++) {
			final int function = f;
			final int most = measured.values().stream().mapToInt(group -> group.measured().get(function).size()).max().orElse(0);
			counts.put(functions.get(f).variable().name(), Math.max(1, most));
		}
		final ModelSpecification sized = specification.withPlaces(counts);
		final double[][] rows = measured.values().stream().map(group -> row(sized, group)).toArray(double[][]::new);
		return new Observations(sized, groups.heading(), List.copyOf(measured.keySet()), rows, groups.heading().isEmpty() ? unnamedGroups()
			: Optional.empty());
	}

	private Optional<String> unnamedGroups() {
		final Set<Integer> read = new HashSet<>();
		for (final Column function : functions) read.addAll(List.of(function.values(), function.places()));
		for (int column = 0; column < table.columns().size(); column++) if (specification.names().stream().anyMatch(table.columns().get(
			column)::equalsIgnoreCase)) read.add(column);
		return SeriesColumn.find(table, read::contains, functions.get(0).places());
	}

	private Map<String, Group> measured() {
		final Map<String, Group> all = new LinkedHashMap<>();
		groups.rows().forEach((name, rows) -> {
			final Group group = new Group(rows, functions.stream().map(f -> new TreeMap<Double, Integer>()).toList());
			for (final int row : rows) for (int f = 0; f < functions.size(); f++) measure(functions.get(f), row, name, group.measured().get(
				f));
			if (group.measured().stream().allMatch(Map::isEmpty)) throw new InvalidInputException(table.source() + groups.in(name)
				+ " has no value of " + functions.stream().map(f -> f.variable().name()).collect(Collectors.joining(" or "))
				+ " at all: give at least one, or remove its rows");
			all.put(name, group);
		});
		return all;
	}

	private void measure(final Column function, final int row, final String group, final Map<Double, Integer> measured) {
		final double place = table.value(row, function.places()) + 0.0;
		if (Double.isNaN(scalars.checked(row, function.values(), function.variable()))) return;
		final String where = table.source() + ", " + table.place(row) + ", column " + table.columns().get(function.places());
		if (!Double.isFinite(place)) throw new InvalidInputException(where + (Double.isNaN(place) ? " is blank" : ": " + table.cell(
			row, function.places()) + " is not finite") + " but there is a value of " + function.variable().name() + ": say at which "
			+ function.index().name() + " it was measured");
		final Integer before = measured.putIfAbsent(place, row);
		if (before != null) throw new InvalidInputException(where + groups.in(group) + ": " + Numbers.round(place, 7)
			+ " has a value of " + function.variable().name() + " in " + table.place(before) + " already: keep one of them, or their mean"
			+ (groups.heading().isEmpty() ? "; or name the column that tells series apart, if there are several" : ""));
	}

	private double[] row(final ModelSpecification sized, final Group group) {
		final double[] row = sized.latentRow();
		for (final int column : scalars.given()) row[sized.indexOf(scalars.component(column).name())] = scalars.constant(column, group
			.rows(), groups.kind());
		int column = 0;
		int place = sized.size();
		for (final Variable variable : sized.columnVariables()) {
			for (int f = 0; f < functions.size(); f++) {
				if (!functions.get(f).variable().name().equals(variable.name())) continue;
				int i = 0;
				for (final Map.Entry<Double, Integer> at : group.measured().get(f).entrySet()) {
					row[column + i] = table.value(at.getValue(), functions.get(f).values());
					row[place + i++] = at.getKey();
				}
			}
			column += variable.size();
			if (variable.isFunction()) place += variable.size();
		}
		return row;
	}
}
