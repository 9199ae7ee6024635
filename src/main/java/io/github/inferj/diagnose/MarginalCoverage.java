// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Map;
import java.util.TreeMap;

import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;

/**
 * Expected coverage of a model's conditionals, for each latent column by itself: the central interval of
 * credibility c should hold the true value with frequency c. Hermans et al. (2022) use regions of
 * highest density of all columns jointly, which take the density of every draw; ranks of single columns
 * take only the draws, and do not see wrong dependence between columns.
 *
 * @param columns the coverage of each column that any row asks for, over all rows that do
 */
public record MarginalCoverage(Map<Integer, ExpectedCoverage> columns) {

	public MarginalCoverage {
		columns = Map.copyOf(columns);
	}

	/**
	 * Draws from the conditional of each row and ranks the true values among the draws.
	 *
	 * @param sampler draws from the model
	 * @param rows draws from the joint distribution, other ones than the model was trained on
	 * @param draws number of draws for each row
	 * @param seed seed of the draws
	 */
	public static MarginalCoverage of(final ConditionalSampler sampler, final ConditionedRows rows, final int draws,
		final long seed)
	{
		final Draws all = sampler.sample(rows.given(), rows.latentColumns(), draws, seed, Progress.NONE);
		final Map<Integer, ExpectedCoverage> columns = new TreeMap<>();
		for (int position = 0; position < all.columns().length; position++)
			columns.put(all.columns()[position], coverage(all, position, rows));
		return new MarginalCoverage(columns);
	}

	private static ExpectedCoverage coverage(final Draws all, final int position, final ConditionedRows rows) {
		final int column = all.columns()[position];
		final int[] asking = rows.askingFor(column);
		final double[] values = new double[asking.length * all.draws()];
		final double[][] truths = new double[asking.length][];
		for (int i = 0; i < asking.length; i++) {
			System.arraycopy(all.column(asking[i], position), 0, values, i * all.draws(), all.draws());
			truths[i] = new double[] { rows.rows()[asking[i]][column] };
		}
		final Draws draws = new Draws(all.specification(), new int[] { column }, asking.length, all.draws(), values);
		return ExpectedCoverage.ofCentralIntervals(SbcRanks.of(draws, truths), 0);
	}

	/**
	 * @return {@link ExpectedCoverage#meanError} averaged over the columns, each by the number of its rows; with
	 *         right conditionals about 0.31 / sqrt(n) for n rows a column
	 */
	public double meanError() {
		double sum = 0;
		long count = 0;
		for (final ExpectedCoverage coverage : columns.values()) {
			final int rows = coverage.credibilities().length;
			sum += rows * coverage.meanError();
			count += rows;
		}
		return sum / count;
	}
}
