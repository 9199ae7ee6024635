// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * A table with values of embedded variables: all rows together are one observation. A signal has a column named
 * like it and a row for each sample. A set has a column named like it, or {@code name_1, name_2, ...} if its members
 * have several values, and a row for each member; there may be any number of them. Below the last value cells are
 * blank, and columns of scalars repeat their value or leave cells blank. A table that has a column for each sample of
 * a signal, {@code name_1, name_2, ...}, has a row for each observation, and can hold no sets.
 */
final class EmbeddedTable {

	private final Table table;
	private final ModelSpecification specification;
	private final ObservedCells scalars;
	private final List<Variable> given;

	/**
	 * @param nodes of the model to read
	 */
	EmbeddedTable(final Table table, final ModelSpecification specification, final int[] nodes) {
		this.table = table;
		this.specification = specification;
		scalars = new ObservedCells(table, specification, Arrays.stream(nodes).filter(node -> node < specification.size()).toArray());
		given = Arrays.stream(nodes).filter(node -> node >= specification.size()).mapToObj(node -> specification.embedded().get(node
			- specification.size())).toList();
	}

	/** @return whether any of these nodes of a model is an embedded variable */
	static boolean isNeededFor(final ModelSpecification specification, final int[] nodes) {
		return Arrays.stream(nodes).anyMatch(node -> node >= specification.size());
	}

	/**
	 * @return the observations; their model has as many members of each set as the table
	 * @throws InvalidInputException naming the columns the table lacks, or a variable with too few or too many values
	 */
	Observations read() {
		if (given.stream().allMatch(this::isWide)) return wide();
		final Map<String, double[]> values = new HashMap<>();
		final Map<String, Integer> members = new HashMap<>();
		for (final Variable variable : given) {
			final double[] all = values(variable);
			values.put(variable.name(), all);
			if (variable.isSet()) members.put(variable.name(), Math.max(1, all.length / variable.embedding().orElseThrow().each()));
		}
		final ModelSpecification sized = specification.withPlaces(members);
		final double[] row = latent(sized);
		for (final int column : scalars.given()) row[column] = scalars.constant(column);
		for (int e = 0; e < sized.embedded().size(); e++) {
			final double[] all = values.getOrDefault(sized.embedded().get(e).name(), new double[0]);
			System.arraycopy(all, 0, row, sized.embeddedOffset(e), all.length);
		}
		return new Observations(sized, List.of("1"), new double[][] { row });
	}

	private boolean isWide(final Variable variable) {
		return !variable.isSet() && table.indexOf(variable.name()) < 0 && table.indexOf(variable.componentName(0)) >= 0;
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
			rows[r] = latent(specification);
			names.add(table.rowName(r));
			for (final int column : scalars.given()) rows[r][column] = scalars.value(r, column);
			for (int v = 0; v < columns.size(); v++) for (int i = 0; i < columns.get(v).length; i++)
				rows[r][from.get(v) + i] = table.value(r, columns.get(v)[i]);
		}
		return new Observations(specification, names, rows);
	}

	/** @return the values of a variable in the rows that have any, row by row */
	private double[] values(final Variable variable) {
		final int each = variable.embedding().orElseThrow().each();
		final int[] columns = IntStream.range(0, each).map(i -> column(variable, each == 1 ? variable.name() : variable
			.componentName(i))).toArray();
		final double[] all = IntStream.range(0, table.rows()).filter(row -> Arrays.stream(columns).anyMatch(c -> !Double.isNaN(table
			.value(row, c)))).boxed().flatMapToDouble(row -> Arrays.stream(columns).mapToDouble(c -> table.value(row, c))).toArray();
		if (all.length == 0) throw new InvalidInputException(table.source() + " has no value of " + variable.name()
			+ ": give some, or do not name it as given");
		if (!variable.isSet() && all.length != variable.size()) throw new InvalidInputException(table.source() + " has " + all.length
			+ " value(s) of " + variable.name() + ", but the signal of model " + specification.name() + " has " + variable.size()
			+ ": give one in each row, without gaps");
		return all;
	}

	private int column(final Variable variable, final String heading) {
		final int column = table.indexOf(heading);
		if (column < 0) throw new InvalidInputException(table.source() + " has no column " + heading + ", which "
			+ (variable.isSet() ? "the set " : "the signal ") + variable.name() + " of model " + specification.name()
			+ " needs: it has " + String.join(", ", table.columns()) + "; rename or add it, with a row for each "
			+ (variable.isSet() ? "member" : "sample"));
		return column;
	}

	private static double[] latent(final ModelSpecification specification) {
		final double[] row = new double[specification.rowSize()];
		Arrays.fill(row, Double.NaN);
		return row;
	}
}
