// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.random.RandomGenerator;

/** The normal distribution of a mean and a standard deviation. */
record Normal(double mean, double sd) {

	private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

	double logDensity(final double x) {
		final double z = (x - mean) / sd;
		return -0.5 * z * z - Math.log(sd) - HALF_LOG_TWO_PI;
	}

	double draw(final RandomGenerator rng) {
		return mean + sd * rng.nextGaussian();
	}

	double lower(final double sds) {
		return mean - sds * sd;
	}

	double upper(final double sds) {
		return mean + sds * sd;
	}
}
