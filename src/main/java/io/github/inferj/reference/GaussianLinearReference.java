// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import io.github.inferj.simulate.task.GaussianLinear;

/**
 * Conditionals of {@link GaussianLinear}. Its pairs (theta_i, x_i) are independent, and
 * theta_i given x_i is N(x_i / 2, variance 0.05).
 */
final class GaussianLinearReference extends TaskReference {

	private static final int SIZE = GaussianLinear.SIZE;
	private static final double SD = Math.sqrt(0.1);
	private static final double POSTERIOR_SD = Math.sqrt(0.05);

	GaussianLinearReference() {
		super(new GaussianLinear());
	}

	@Override
	double logDensity(final double[] row) {
		double sum = logPrior(row);
		for (int i = 0; i < SIZE; i++) sum += new Normal(row[i], SD).logDensity(row[SIZE + i]);
		return sum;
	}

	@Override
	RowSampler conditional(final double[] given) {
		return (row, rng) -> {
			for (int i = 0; i < SIZE; i++) {
				final double x = row[SIZE + i];
				final Normal theta = Double.isNaN(x) ? new Normal(0, SD) : new Normal(x / 2, POSTERIOR_SD);
				if (Double.isNaN(row[i])) row[i] = theta.draw(rng);
			}
			simulateLatentData(row, rng);
		};
	}
}
