// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.variable.ModelSpecification;

/**
 * Draws from the joint distribution of parameters and data, every value finite but those of absent members of sets.
 *
 * @param specification names the columns
 * @param rows of {@code specification.rowSize()} values each: parameters, data, the places of functions, and the
 *          values of embedded variables
 * @param rejected number of further simulations that were left out because a value was not finite
 */
public record Simulations(ModelSpecification specification, SimulationRows rows, long rejected) {

	public Simulations {
		if (rows.width() != specification.rowSize()) throw new IllegalArgumentException("rows of " + rows.width()
			+ " values, not of " + specification.rowSize());
	}

	/**
	 * @param values {@code count x specification.rowSize()}, row by row
	 */
	public Simulations(final ModelSpecification specification, final double[] values, final long rejected) {
		this(specification, SimulationRows.of(specification, values), rejected);
	}

	/** @return number of simulations */
	public int count() {
		return rows.count();
	}

	/** @return the value in a row and column; the places of functions follow the columns */
	public double get(final int row, final int column) {
		return rows.get(row, column);
	}

	/** @return all values, row by row; not to be changed. A new array where something is embedded */
	public double[] values() {
		return rows.values();
	}

	/** @return all values of a row, a new array */
	public double[] row(final int row) {
		final double[] values = new double[rows.width()];
		rows.get(row, values);
		return values;
	}

	/**
	 * Leaves out places of functions at random, others in every simulation.
	 *
	 * @param fewer the model with as many places of each function, or fewer
	 * @param seed says which places stay
	 */
	public Simulations at(final ModelSpecification fewer, final long seed) {
		if (fewer.equals(specification)) return this;
		final PlaceSelection selection = new PlaceSelection(specification, fewer);
		final int[] functionColumns = fewer.functionColumns();
		final int embedded = rows.width() - specification.embeddedOffset(0);
		final double[] all = new double[rows.width()];
		final double[] values = new double[Math.multiplyExact(count(), fewer.rowSize())];
		final int[] placesInRow = specification.placesInRow();
		for (int row = 0; row < count(); row++) {
			rows.get(row, all);
			final int[] columns = selection.draw(new SeededRandom(seed, row));
			int next = row * fewer.rowSize();
			for (final int column : columns) values[next++] = all[column];
			for (final int c : functionColumns) values[next++] = all[placesInRow[columns[c]]];
			System.arraycopy(all, specification.embeddedOffset(0), values, next, embedded);
		}
		return new Simulations(fewer, values, rejected);
	}
}
