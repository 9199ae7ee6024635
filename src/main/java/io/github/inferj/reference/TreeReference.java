// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import io.github.inferj.simulate.task.Tree;

/**
 * Conditionals of {@link Tree}. Without theta_1, (theta_2, theta_3) are normal with variances 2 and
 * covariance 1; their density times that of the given data is drawn from in one or two dimensions. Then
 * theta_1 is N((theta_2 + theta_3) / 3, variance 1/3), and latent data are simulated.
 */
final class TreeReference extends TaskReference {

	private static final double REACH = 8;
	private static final double MARGINAL_SD = Math.sqrt(2);

	TreeReference() {
		super(new Tree());
	}

	@Override
	double logDensity(final double[] row) {
		return logPrior(row) + new Normal(row[0], 1).logDensity(row[1]) + new Normal(row[0], 1).logDensity(row[2])
			+ logLikelihood(1, row[1], row) + logLikelihood(2, row[2], row);
	}

	/** @return the log-density of what is given of the two data that depend on theta_2 (leaf 1) or theta_3 (leaf 2) */
	private static double logLikelihood(final int leaf, final double theta, final double[] row) {
		final double square = 0.1 * theta * theta;
		if (leaf == 1) return given(row[3], Math.pow(Math.sin(theta), 2), 0.2) + given(row[4], square, 0.2);
		return given(row[5], square, 0.6) + given(row[6], Math.pow(Math.cos(theta), 2), 0.1);
	}

	private static double given(final double x, final double mean, final double sd) {
		return Double.isNaN(x) ? 0 : new Normal(mean, sd).logDensity(x);
	}

	@Override
	RowSampler conditional(final double[] given) {
		final RowSampler leaves = leaves(given);
		return (row, rng) -> {
			leaves.complete(row, rng);
			if (Double.isNaN(row[0])) row[0] = (row[1] + row[2]) / 3 + rng.nextGaussian() / Math.sqrt(3);
			simulateLatentData(row, rng);
		};
	}

	private static RowSampler leaves(final double[] given) {
		if (!Double.isNaN(given[0])) {
			final Normal prior = new Normal(given[0], 1);
			final RowSampler second = leaf(1, prior, given), third = leaf(2, prior, given);
			return (row, rng) -> {
				second.complete(row, rng);
				third.complete(row, rng);
			};
		}
		if (Double.isNaN(given[1]) && Double.isNaN(given[2])) return bothLeaves(given);
		final int latent = Double.isNaN(given[1]) ? 1 : 2;
		return leaf(latent, new Normal(given[3 - latent] / 2, Math.sqrt(1.5)), given);
	}

	private static RowSampler leaf(final int leaf, final Normal prior, final double[] given) {
		if (!Double.isNaN(given[leaf])) return (row, rng) -> {};
		final EnvelopeSampler density = new EnvelopeSampler(Piece.on(prior.lower(REACH), prior.upper(REACH), 256,
			theta -> prior.logDensity(theta) + logLikelihood(leaf, theta, given)));
		return (row, rng) -> row[leaf] = density.draw(rng).at()[0];
	}

	private static RowSampler bothLeaves(final double[] given) {
		final double[] edges = Piece.even(-REACH * MARGINAL_SD, REACH * MARGINAL_SD, 64);
		final EnvelopeSampler density = new EnvelopeSampler(new Piece(new double[][] { edges, edges }, leaves -> {
			final double a = leaves[0], b = leaves[1];
			return -(a * a - a * b + b * b) / 3 + logLikelihood(1, a, given) + logLikelihood(2, b, given);
		}));
		return (row, rng) -> System.arraycopy(density.draw(rng).at(), 0, row, 1, 2);
	}
}
