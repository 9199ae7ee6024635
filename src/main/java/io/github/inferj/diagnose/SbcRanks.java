// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;
import java.util.List;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SeededRandom;

/**
 * Simulation-based calibration (Talts et al. 2018): for parameters drawn from the prior and data simulated
 * from them, the rank of each true value among the draws of its posterior is uniform on 0 to the number of
 * draws if the posteriors are right. Ranks heaped in the middle mean posteriors too wide, at both ends too
 * narrow, at one end biased.
 *
 * @param draws number of draws that each rank is among
 * @param ranks {@code simulations x columns}, each from 0 to {@code draws}
 */
public record SbcRanks(int draws, int[][] ranks) {

	/**
	 * Ranks true values.
	 *
	 * @param draws draws for each simulation (an observation each), independent of each other
	 * @param truths the true values, {@code simulations x draws.columns().length}
	 * @return the ranks; among equal values a rank is drawn at random, the same at each call
	 * @throws InvalidInputException if there are no simulations or draws, or truths and draws do not match
	 */
	public static SbcRanks of(final Draws draws, final double[][] truths) {
		requireMatching(draws, truths);
		final int[][] ranks = new int[truths.length][draws.columns().length];
		for (int i = 0; i < truths.length; i++) {
			final SeededRandom ties = new SeededRandom(0, i);
			for (int c = 0; c < ranks[i].length; c++) ranks[i][c] = rank(draws.column(i, c), truths[i][c], ties);
		}
		return new SbcRanks(draws.draws(), ranks);
	}

	/**
	 * Joins columns, such as the places of a function. Ranks of one simulation depend on each other, so that each
	 * simulation keeps only one of each group: with right posteriors it is uniform too.
	 *
	 * @param groups columns of each group, from 0
	 * @return ranks with one column for each group, chosen at random for each simulation, the same at each call
	 */
	SbcRanks oneOfEach(final List<int[]> groups) {
		final int[][] chosen = new int[ranks.length][groups.size()];
		for (int i = 0; i < ranks.length; i++) {
			final SeededRandom rng = new SeededRandom(2, i);
			for (int g = 0; g < chosen[i].length; g++) chosen[i][g] = ranks[i][groups.get(g)[rng.nextInt(groups.get(g).length)]];
		}
		return new SbcRanks(draws, chosen);
	}

	static void requireMatching(final Draws draws, final double[][] truths) {
		if (truths.length == 0 || draws.draws() == 0) throw new InvalidInputException("calibration with " + truths.length
			+ " simulations of " + draws.draws() + " draws: it needs at least 1 of each");
		if (truths.length != draws.observations()) throw new InvalidInputException("calibration with " + truths.length
			+ " true values for " + draws.observations() + " observations: give one for each");
		for (final double[] truth : truths) if (truth.length != draws.columns().length) throw new InvalidInputException(
			"calibration with " + truth.length + " true values for " + draws.columns().length + " columns: give one for each");
	}

	private static int rank(final double[] values, final double truth, final SeededRandom ties) {
		int below = 0;
		int equal = 0;
		for (final double value : values) {
			if (value < truth) below++;
			else if (value == truth) equal++;
		}
		return below + (equal == 0 ? 0 : ties.nextInt(equal + 1));
	}

	/** @return number of simulations */
	public int simulations() {
		return ranks.length;
	}

	/**
	 * Counts the ranks of a column in bins of (nearly) equal width.
	 *
	 * @param column from 0
	 * @param bins at least 2 and at most {@code draws + 1}
	 */
	public int[] histogram(final int column, final int bins) {
		requireBins(bins);
		final int[] counts = new int[bins];
		for (final int[] row : ranks) counts[bin(row[column], bins)]++;
		return counts;
	}

	/**
	 * Pearson's chi-squared test of uniformity, which sees any shape of misfit; at least five simulations
	 * for each bin are advisable.
	 *
	 * @param column from 0
	 * @param bins at least 2 and at most {@code draws + 1}
	 * @return the probability of a histogram at least as uneven, if the posteriors are right
	 */
	public double chiSquaredPValue(final int column, final int bins) {
		final double[] expected = new double[bins];
		requireBins(bins);
		for (int rank = 0; rank <= draws; rank++) expected[bin(rank, bins)] += (double) ranks.length / (draws + 1);
		final int[] counts = histogram(column, bins);
		double statistic = 0;
		for (int i = 0; i < bins; i++) statistic += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
		return ChiSquaredDistribution.of(bins - 1).survivalProbability(statistic);
	}

	/**
	 * The Kolmogorov-Smirnov test of uniformity, which sees bias best.
	 *
	 * @param column from 0
	 * @return the probability that the ranks' distribution function strays as far from the diagonal
	 *         anywhere, if the posteriors are right
	 */
	public double kolmogorovPValue(final int column) {
		return Uniformity.pValue(Uniformity.distance(uniforms(column)), ranks.length);
	}

	/** @return the ranks of a column spread evenly over [0, 1]: uniform if the posteriors are right */
	double[] uniforms(final int column) {
		final SeededRandom rng = new SeededRandom(1, column);
		return Arrays.stream(ranks).mapToDouble(row -> (row[column] + rng.nextDouble()) / (draws + 1)).toArray();
	}

	private int bin(final int rank, final int bins) {
		return (int) ((long) rank * bins / (draws + 1));
	}

	private void requireBins(final int bins) {
		if (bins < 2 || bins > draws + 1) throw new InvalidInputException(bins + " bins for ranks among " + draws
			+ " draws: use 2 to " + (draws + 1));
	}
}
