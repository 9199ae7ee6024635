// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Variable;

/** The cells of a table that the given columns of a model are read from. */
record ObservedCells(Table table, ModelSpecification specification, int[] given, int[] wide, int[] series) {

	ObservedCells(final Table table, final ModelSpecification specification, final int[] given) {
		this(table, specification, given, new int[specification.size()], new int[specification.size()]);
		final List<Component> missing = new ArrayList<>();
		for (final int column : given) {
			final Component component = component(column);
			final String unit = component.variable().unit();
			wide[column] = table.indexOf(component.name(), unit);
			series[column] = component.variable().size() > 1 ? table.indexOf(component.variable().name(), unit) : -1;
			if (wide[column] < 0 && series[column] < 0) missing.add(component);
		}
		if (!missing.isEmpty()) throw new InvalidInputException(table.source() + " has no column "
			+ describe(missing) + ", which model " + specification.name() + " needs: it has "
			+ table.columns().stream().filter(c -> !c.isEmpty()).collect(Collectors.joining(", "))
			+ "; rename or add columns");
	}

	Component component(final int column) {
		return specification.components().get(column);
	}

	boolean isSeries() {
		return Arrays.stream(given).anyMatch(this::isSeries);
	}

	boolean isSeries(final int column) {
		return wide[column] < 0;
	}

	/** Refuses vectors that stand upright, as in a table whose rows are places of functions. */
	void requireWide() {
		for (final int column : given) if (isSeries(column)) throw new InvalidInputException(table.source() + " has a column "
			+ table.columns().get(series[column]) + " but no " + component(column).name() + ": " + component(column).variable().name()
			+ " is no function in model " + specification.name() + "; give " + component(column).variable().componentName(0) + " to "
			+ component(column).variable().componentName(component(column).variable().size() - 1));
	}

	void requireLength() {
		final Variable longest = Arrays.stream(given).filter(this::isSeries).mapToObj(c -> component(c).variable())
			.max(Comparator.comparingInt(Variable::size)).orElseThrow();
		if (table.rows() != longest.size()) throw new InvalidInputException(table.source() + " has " + table.rows()
			+ " row(s) but model " + specification.name() + " has " + longest.size() + " values of " + longest.name()
			+ ": give as many rows, blank where a value is missing, or one row with columns " + longest.componentName(0)
			+ " to " + longest.componentName(longest.size() - 1));
		for (final int column : given) if (isSeries(column)) requireBlankAfter(column);
	}

	private void requireBlankAfter(final int column) {
		for (int row = component(column).variable().size(); row < table.rows(); row++)
			if (!Double.isNaN(table.value(row, series[column]))) throw new InvalidInputException(table.source() + ", "
				+ table.place(row) + ", column " + table.columns().get(series[column]) + " has a value, but model "
				+ specification.name() + " has only " + component(column).variable().size() + " of them: leave it blank");
	}

	double value(final int row, final int column) {
		return checked(row, isSeries(column) ? series[column] : wide[column], component(column).variable());
	}

	/** @return the value of a cell that a variable can take; NaN where blank */
	double checked(final int row, final int tableColumn, final Variable variable) {
		final double value = table.value(row, tableColumn);
		if (Double.isNaN(value)) return value;
		final Support support = variable.support();
		if (support.contains(value) && Double.isFinite(variable.transform().forward(value))) return value;
		throw new InvalidInputException(table.source() + ", " + table.place(row) + ", column "
			+ table.columns().get(tableColumn) + ": " + table.cell(row, tableColumn) + " is not a value that " + variable.name()
			+ " can take" + range(variable, support) + ": correct it or leave the cell blank");
	}

	double constant(final int column) {
		return constant(column, IntStream.range(0, table.rows()).boxed().toList(), "a time series");
	}

	/**
	 * @param what what the rows are together, for the message
	 * @return the value that a column has in all of the rows where it is not blank
	 */
	double constant(final int column, final List<Integer> rows, final String what) {
		double result = Double.NaN;
		for (final int row : rows) {
			final double value = value(row, column);
			if (!Double.isNaN(value) && !Double.isNaN(result) && value != result) throw new InvalidInputException(table.source()
				+ ", " + table.place(row) + ", column " + component(column).name() + ": " + table.cell(row, wide[column])
				+ " differs from the rows above, but " + what + " has one " + component(column).name() + ": repeat the same value");
			if (!Double.isNaN(value)) result = value;
		}
		return result;
	}

	private static String range(final Variable variable, final Support support) {
		if (!support.isBounded()) return "";
		final boolean open = !Double.isFinite(variable.transform().forward(support.lower()));
		if (support.upper() == Double.POSITIVE_INFINITY) return " (" + (open ? "above " : "at least ")
			+ Numbers.round(support.lower(), 6) + ")";
		if (support.lower() == Double.NEGATIVE_INFINITY) return " (at most " + Numbers.round(support.upper(), 6) + ")";
		return " (" + (open ? "strictly " : "") + "between " + Numbers.round(support.lower(), 6) + " and "
			+ Numbers.round(support.upper(), 6) + ")";
	}

	private static String describe(final List<Component> missing) {
		final Map<Variable, List<Component>> byVariable = missing.stream()
			.collect(Collectors.groupingBy(Component::variable, LinkedHashMap::new, Collectors.toList()));
		return byVariable.entrySet().stream().map(entry -> {
			final Variable variable = entry.getKey();
			if (variable.size() > 1 && entry.getValue().size() == variable.size()) return variable.componentName(0) + " to "
				+ variable.componentName(variable.size() - 1) + " (or " + variable.name() + " in " + variable.size() + " rows)";
			return entry.getValue().stream().map(Component::name).collect(Collectors.joining(", "));
		}).collect(Collectors.joining(", "));
	}
}
