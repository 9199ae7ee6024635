// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Importance weights of particles, as logarithms. */
final class Weights {

	private final double[] logarithms;

	/** All particles weigh 1. */
	Weights(final int particles) {
		logarithms = new double[particles];
	}

	/** Multiplies a particle's weight; NaN counts as 0. */
	void multiply(final int particle, final double logarithm) {
		final double product = logarithms[particle] + logarithm;
		logarithms[particle] = Double.isNaN(product) ? Double.NEGATIVE_INFINITY : product;
	}

	/** @return how many are not 0 */
	int positive() {
		return (int) Arrays.stream(logarithms).filter(w -> w > Double.NEGATIVE_INFINITY).count();
	}

	/** @return the logarithm of the mean weight */
	double logMean() {
		final double largest = largest();
		if (largest == Double.NEGATIVE_INFINITY) return largest;
		return largest + Math.log(Arrays.stream(logarithms).map(w -> Math.exp(w - largest)).sum() / logarithms.length);
	}

	/** @return the effective sample size, (sum w)^2 / sum w^2 */
	double effectiveSize() {
		final double largest = largest();
		if (largest == Double.NEGATIVE_INFINITY) return 0;
		double sum = 0;
		double squares = 0;
		for (final double logarithm : logarithms) {
			final double w = Math.exp(logarithm - largest);
			sum += w;
			squares += w * w;
		}
		return sum * sum / squares;
	}

	private double largest() {
		return Arrays.stream(logarithms).max().orElseThrow();
	}

	/**
	 * Systematic resampling (Kitagawa 1996): each particle is chosen as often as its share of the weight
	 * says, up to less than 1.
	 *
	 * @return so many indices of particles, ascending
	 */
	int[] resample(final int count, final RandomGenerator rng) {
		final double total = Math.log(count) - logMean() - Math.log(logarithms.length);
		final int[] chosen = new int[count];
		double position = rng.nextDouble();
		double sum = 0;
		int taken = 0;
		int last = 0;
		for (int i = 0; i < logarithms.length && taken < count; i++) {
			final double share = Math.exp(logarithms[i] + total);
			if (share > 0) last = i;
			for (sum += share; taken < count && position < sum; position++) chosen[taken++] = i;
		}
		Arrays.fill(chosen, taken, count, last);
		return chosen;
	}

	/** Makes all weights 1 again. */
	void reset() {
		Arrays.fill(logarithms, 0);
	}
}
