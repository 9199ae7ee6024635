// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import io.github.inferj.variable.ModelSpecification;

/**
 * Draws from the joint distribution of parameters and data, every value finite.
 *
 * @param specification names the columns
 * @param values {@code count x specification.rowSize()}, row by row: parameters, data, and the places of
 *          functions
 * @param rejected number of further simulations that were left out because a value was not finite
 */
public record Simulations(ModelSpecification specification, double[] values, long rejected) {

	public Simulations {
		if (values.length % specification.rowSize() != 0) throw new IllegalArgumentException(values.length
			+ " values do not fill rows of " + specification.rowSize());
	}

	/** @return number of simulations */
	public int count() {
		return values.length / specification.rowSize();
	}

	/** @return the value in a row and column; the places of functions follow the columns */
	public double get(final int row, final int column) {
		return values[row * specification.rowSize() + column];
	}
}
