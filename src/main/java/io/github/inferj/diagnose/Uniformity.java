// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;

/** The Kolmogorov-Smirnov test of uniformity on [0, 1]. */
final class Uniformity {

	private Uniformity() {}

	/** @return the largest distance between the empirical distribution function and the diagonal */
	static double distance(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		double distance = 0;
		for (int i = 0; i < sorted.length; i++) {
			distance = Math.max(distance, sorted[i] - (double) i / sorted.length);
			distance = Math.max(distance, (i + 1.0) / sorted.length - sorted[i]);
		}
		return distance;
	}

	/**
	 * @return the probability of a distance at least as large among so many independent uniform values, by
	 *         Kolmogorov's limit with the correction of Stephens (1970)
	 */
	static double pValue(final double distance, final int count) {
		final double root = Math.sqrt(count);
		final double scaled = (root + 0.12 + 0.11 / root) * distance;
		if (scaled < 0.2) return 1;
		double sum = 0;
		for (int k = 1; k <= 20; k++) sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2 * k * k * scaled * scaled);
		return Math.min(1, Math.max(0, sum));
	}
}
