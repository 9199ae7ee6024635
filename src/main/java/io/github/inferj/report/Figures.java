// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.Arrays;

/**
 * What tables and plots say about the draws of one value. Quantiles are interpolated linearly between order statistics
 * (type 7 of Hyndman and Fan 1996).
 *
 * @param mean mean of the draws
 * @param sd standard deviation (with n - 1)
 * @param q05 5 % quantile
 * @param q25 25 % quantile
 * @param q50 median
 * @param q75 75 % quantile
 * @param q95 95 % quantile
 */
public record Figures(double mean, double sd, double q05, double q25, double q50, double q75, double q95) {

	/** @param draws at least one; they get sorted */
	static Figures of(final double[] draws) {
		Arrays.sort(draws);
		final double mean = Arrays.stream(draws).average().orElseThrow();
		final double squares = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum();
		return new Figures(mean, Math.sqrt(squares / Math.max(1, draws.length - 1)), Summary.quantile(draws, 0.05), Summary
			.quantile(draws, 0.25), Summary.quantile(draws, 0.5), Summary.quantile(draws, 0.75), Summary.quantile(draws, 0.95));
	}
}
