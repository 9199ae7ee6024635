// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import io.github.inferj.variable.ModelSpecification;

/**
 * Draws from the joint distribution of parameters and data, every value finite.
 *
 * @param specification names the columns
 * @param values {@code count x specification.size()}, row by row, parameters first
 * @param rejected number of further simulations that were left out because a value was not finite
 */
public record Simulations(ModelSpecification specification, double[] values, long rejected) {

	public Simulations {
		if (values.length % specification.size() != 0) throw new IllegalArgumentException(values.length
			+ " values do not fill rows of " + specification.size());
	}

	/** @return number of simulations */
	public int count() {
		return values.length / specification.size();
	}

	/** @return the value in a row and column */
	public double get(final int row, final int column) {
		return values[row * specification.size() + column];
	}
}
