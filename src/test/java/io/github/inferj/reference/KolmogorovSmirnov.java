// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;

/** The Kolmogorov-Smirnov test of one and two samples. */
final class KolmogorovSmirnov {

	private KolmogorovSmirnov() {}

	/** @return the distance from the uniform distribution on [0, 1], as a multiple of its limit */
	static double uniform(final double[] sample, final double falseFailureRate) {
		final double[] sorted = sample.clone();
		Arrays.sort(sorted);
		double distance = 0;
		for (int i = 0; i < sorted.length; i++) distance = Math.max(distance, Math.max(sorted[i] - (double) i / sorted.length,
			(i + 1.0) / sorted.length - sorted[i]));
		return distance / limit(sorted.length, falseFailureRate);
	}

	/** @return the distance between two samples, as a multiple of its limit */
	static double between(final double[] one, final double[] other, final double falseFailureRate) {
		final double[] a = one.clone(), b = other.clone();
		Arrays.sort(a);
		Arrays.sort(b);
		double distance = 0;
		for (int i = 0, j = 0; i < a.length && j < b.length;) {
			final double x = Math.min(a[i], b[j]);
			while (i < a.length && a[i] <= x) i++;
			while (j < b.length && b[j] <= x) j++;
			distance = Math.max(distance, Math.abs((double) i / a.length - (double) j / b.length));
		}
		return distance / limit((double) a.length * b.length / (a.length + b.length), falseFailureRate);
	}

	/** The distance exceeds it with at most this probability (Dvoretzky, Kiefer and Wolfowitz; Massart 1990). */
	private static double limit(final double size, final double falseFailureRate) {
		return Math.sqrt(Math.log(2 / falseFailureRate) / (2 * size));
	}
}
