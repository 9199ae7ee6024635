// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.inferj.model.Draws;

/**
 * How often credible regions hold the truth, over simulations from the prior: a region of credibility c
 * should do so with frequency c. Less often means overconfident posteriors.
 *
 * @param credibilities for each simulation, the credibility of the smallest region of its posterior that
 *          holds the truth; uniform on [0, 1] if the posteriors are right
 */
public record ExpectedCoverage(double[] credibilities) {

	/** The credibilities, in ascending order. */
	public ExpectedCoverage {
		credibilities = credibilities.clone();
		Arrays.sort(credibilities);
	}

	/**
	 * Coverage of the central intervals of one column.
	 *
	 * @param ranks ranks of the true values
	 * @param column from 0
	 */
	public static ExpectedCoverage ofCentralIntervals(final SbcRanks ranks, final int column) {
		return new ExpectedCoverage(Arrays.stream(ranks.uniforms(column)).map(u -> Math.abs(2 * u - 1)).toArray());
	}

	/**
	 * Coverage of the central intervals of all columns, each column of each simulation counting once.
	 *
	 * @param ranks ranks of the true values
	 */
	public static ExpectedCoverage ofCentralIntervals(final SbcRanks ranks) {
		return new ExpectedCoverage(IntStream.range(0, ranks.ranks()[0].length).boxed().flatMapToDouble(column -> Arrays.stream(
			ofCentralIntervals(ranks, column).credibilities())).toArray());
	}

	/**
	 * Coverage of all columns jointly by balls around random points (TARP, Lemos et al. 2023), which sees
	 * wrong dependence between columns too and needs no densities. The points are the true values of other
	 * simulations; distances are in standard deviations of the true values.
	 *
	 * @param draws draws for each simulation (an observation each)
	 * @param truths the true values, {@code simulations x draws.columns().length}, at least two simulations
	 * @throws io.github.inferj.InvalidInputException if truths and draws do not match
	 */
	public static ExpectedCoverage ofRandomBalls(final Draws draws, final double[][] truths) {
		SbcRanks.requireMatching(draws, truths);
		final double[] scales = scales(truths);
		final double[] credibilities = new double[truths.length];
		for (int i = 0; i < truths.length; i++) {
			final double[] centre = truths[(i + 1) % truths.length];
			final double radius = distance(truths[i], centre, scales);
			int inside = 0;
			final double[] draw = new double[scales.length];
			for (int k = 0; k < draws.draws(); k++) {
				for (int c = 0; c < draw.length; c++) draw[c] = draws.get(i, k, c);
				if (distance(draw, centre, scales) < radius) inside++;
			}
			credibilities[i] = (inside + 0.5) / (draws.draws() + 1);
		}
		return new ExpectedCoverage(credibilities);
	}

	/**
	 * @param credibility in [0, 1]
	 * @return the share of simulations whose region of this credibility holds the truth
	 */
	public double at(final double credibility) {
		return (double) Arrays.stream(credibilities).filter(c -> c <= credibility).count() / credibilities.length;
	}

	/** @return the largest distance between coverage and credibility */
	public double largestError() {
		return Uniformity.distance(credibilities);
	}

	/** @return the distance between coverage and credibility, averaged over all credibilities from 0 to 1 */
	public double meanError() {
		double sum = 0;
		for (int i = 0; i <= credibilities.length; i++) {
			final double coverage = (double) i / credibilities.length;
			final double from = i == 0 ? 0 : credibilities[i - 1];
			final double to = i == credibilities.length ? 1 : credibilities[i];
			sum += ((to - coverage) * Math.abs(to - coverage) - (from - coverage) * Math.abs(from - coverage)) / 2;
		}
		return sum;
	}

	/** @return the probability of an error at least as large if the posteriors are right (Kolmogorov-Smirnov) */
	public double pValue() {
		return Uniformity.pValue(largestError(), credibilities.length);
	}

	private static double[] scales(final double[][] truths) {
		final double[] scales = new double[truths[0].length];
		for (int c = 0; c < scales.length; c++) {
			final int column = c;
			final double mean = Arrays.stream(truths).mapToDouble(row -> row[column]).average().orElseThrow();
			final double variance = Arrays.stream(truths).mapToDouble(row -> row[column] - mean).map(x -> x * x).average()
				.orElseThrow();
			scales[c] = variance > 0 ? Math.sqrt(variance) : 1;
		}
		return scales;
	}

	private static double distance(final double[] a, final double[] b, final double[] scales) {
		double sum = 0;
		for (int c = 0; c < scales.length; c++) sum += (a[c] - b[c]) * (a[c] - b[c]) / (scales[c] * scales[c]);
		return Math.sqrt(sum);
	}
}
