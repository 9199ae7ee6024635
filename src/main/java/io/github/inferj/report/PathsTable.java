// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.inferj.model.FurtherPlaces;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Draws of scalars and functions together as a table: the rows of a {@link DrawsTable} with the scalars, the values of functions
 * ({@code rate_1}, {@code rate_2}, ...) and where they were drawn ({@code rate_1.time}, ...), as simulations have them
 * ({@link ModelSpecification#rowNames}).
 */
public final class PathsTable implements Table {

	/** A number of each draw, in a column of the table of draws. */
	private record Drawn(String name, int column) {}

	/** Where a function has a value, which is the same for all draws. */
	private record Place(String name, Index index, double at) {

		String heading() {
			return name + "." + index.name();
		}

		String text() {
			return Numbers.format(at, index.lower(), index.upper());
		}
	}

	private final DrawsTable table;
	private final List<Drawn> drawn = new ArrayList<>();
	private final List<Place> places = new ArrayList<>();

	/**
	 * @param table draws at least of the scalars and of the functions at the further places
	 * @param scalars the columns of the draws' model that are shown before functions
	 * @param functions which are shown
	 * @param further where they were drawn
	 */
	public PathsTable(final DrawsTable table, final int[] scalars, final List<Variable> functions, final FurtherPlaces further) {
		this.table = table;
		for (final int column : scalars) add(table.draws().specification().components().get(column).name(), column);
		int next = 0;
		for (final Variable function : further.observed().columnVariables()) {
			final double[] at = further.places().getOrDefault(function.name(), new double[0]);
			final int first = next;
			next += at.length;
			if (functions.stream().noneMatch(shown -> shown.name().equals(function.name()))) continue;
			for (int i = 0; i < at.length; i++) {
				final String name = function.componentName(i);
				add(name, further.columns()[first + i]);
				places.add(new Place(name, function.index().orElseThrow(), at[i]));
			}
		}
	}

	private void add(final String name, final int column) {
		drawn.add(new Drawn(name, table.leading() + Arrays.binarySearch(table.draws().columns(), column)));
	}

	@Override
	public String source() {
		return "the table of paths";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>(table.columns().subList(0, table.leading()));
		drawn.forEach(column -> columns.add(column.name()));
		places.forEach(place -> columns.add(place.heading()));
		return columns;
	}

	@Override
	public int rows() {
		return table.rows();
	}

	@Override
	public String rowName(final int row) {
		return table.rowName(row);
	}

	@Override
	public boolean isText(final int column) {
		return table.isText(column);
	}

	@Override
	public String cell(final int row, final int column) {
		return isPlace(column) ? placeOf(column).text() : table.cell(row, inTable(column));
	}

	@Override
	public double value(final int row, final int column) {
		return isPlace(column) ? placeOf(column).at() : table.value(row, inTable(column));
	}

	private boolean isPlace(final int column) {
		return column >= table.leading() + drawn.size();
	}

	private Place placeOf(final int column) {
		return places.get(column - table.leading() - drawn.size());
	}

	private int inTable(final int column) {
		return isText(column) ? column : drawn.get(column - table.leading()).column();
	}
}
