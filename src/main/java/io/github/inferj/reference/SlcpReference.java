// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.github.inferj.simulate.task.Slcp;

/**
 * Conditionals of {@link Slcp}. The mean is integrated out over all reals, the latent ones of |theta_3|,
 * |theta_4| and theta_5 are drawn from the resulting density in at most three dimensions, then the mean from its
 * normal distribution given them; all is drawn again if the mean falls outside its prior. Signs of
 * theta_3 and theta_4 are fair coins. Latent coordinates of points are normal given the rest.
 */
final class SlcpReference extends TaskReference {

	static final int PARAMETERS = 5;

	private static final double EDGE = 3;
	private static final double LOG_EDGE = Math.log(EDGE), SMALLEST_LOG = Math.log(1e-4);
	private static final int CORRELATION = 4;
	private static final double CELL = 0.5;

	SlcpReference() {
		super(new Slcp());
	}

	@Override
	double logDensity(final double[] row) {
		final double logPrior = logPrior(row);
		if (logPrior == Double.NEGATIVE_INFINITY || row[2] == 0 || row[3] == 0) return Double.NEGATIVE_INFINITY;
		return logPrior + new SlcpLikelihood(row).new AtCovariance(row)
			.logEvidence();
	}

	@Override
	RowSampler conditional(final double[] given) {
		final SlcpLikelihood likelihood = new SlcpLikelihood(given);
		final int[] sought = IntStream.range(2, PARAMETERS).filter(i -> Double.isNaN(given[i]) && (i == CORRELATION ? likelihood
			.pairs() : likelihood.given(i - 2)) > 0).toArray();
		final EnvelopeSampler density = density(likelihood, sought, given);
		final boolean[] free = new boolean[PARAMETERS];
		for (int i = 0; i < PARAMETERS; i++) free[i] = Double.isNaN(given[i]) && (i < 2 ? !likelihood.integrates(i)
			: Arrays.binarySearch(sought, i) < 0);
		return (row, rng) -> {
			Rejection.untilAccepted(() -> {
				final double[] theta = parameters(sought, density.draw(rng).at(), given);
				likelihood.new AtCovariance(theta).drawMean(theta, rng);
				System.arraycopy(theta, 0, row, 0, PARAMETERS);
				return Math.abs(row[0]) <= EDGE && Math.abs(row[1]) <= EDGE;
			});
			for (int i = 0; i < PARAMETERS; i++) {
				if (free[i]) row[i] = EDGE * (2 * rng.nextDouble() - 1);
				else if (Double.isNaN(given[i]) && isRoot(i) && rng.nextBoolean()) row[i] = -row[i];
			}
			for (int i = 0; i < Slcp.POINTS; i++) completePoint(row, PARAMETERS + 2 * i, rng);
		};
	}

	private static boolean isRoot(final int parameter) {
		return parameter == 2 || parameter == 3;
	}

	private static void completePoint(final double[] row, final int first, final RandomGenerator rng) {
		for (int axis = 0; axis < 2; axis++) {
			if (!Double.isNaN(row[first + axis])) continue;
			final double sd = row[2 + axis] * row[2 + axis], other = row[first + 1 - axis];
			if (Double.isNaN(other)) row[first + axis] = new Normal(row[axis], sd).draw(rng);
			else row[first + axis] = row[axis] + sd * (Math.tanh(row[CORRELATION]) * (other - row[1 - axis]) / (row[3 - axis]
				* row[3 - axis]) + rng.nextGaussian() / Math.cosh(row[CORRELATION]));
		}
	}

	/**
	 * Of the logarithms of |theta_3| and |theta_4|, and of theta_5. The likelihood can be a thin wall along a standard
	 * deviation that fits the points, or along such a ratio of the two: cells begin at both deviations of the points and are
	 * as long as they are wide, so that all these walls run through their corners.
	 */
	private static EnvelopeSampler density(final SlcpLikelihood likelihood, final int[] sought, final double[] given) {
		final double[][] edges = new double[sought.length][];
		for (int d = 0; d < sought.length; d++) edges[d] = isRoot(sought[d]) ? edgesThrough(Math.log(likelihood
			.standardDeviation(sought[d] - 2)) / 2) : Piece.even(-EDGE, EDGE, 20);
		return new EnvelopeSampler(new Piece(edges, at -> {
			double logJacobian = 0;
			for (int d = 0; d < sought.length; d++) if (isRoot(sought[d])) logJacobian += at[d];
			return logJacobian + likelihood.new AtCovariance(parameters(sought, at, given)).logEvidence();
		}));
	}

	/** @return edges of cells for the logarithm of |theta_3| or |theta_4| */
	private static double[] edgesThrough(final double centre) {
		final double offset = Math.max(SMALLEST_LOG, Math.min(LOG_EDGE, centre)) - SMALLEST_LOG;
		final double first = SMALLEST_LOG + offset - CELL * Math.floor(offset / CELL);
		return DoubleStream.concat(DoubleStream.concat(DoubleStream.of(SMALLEST_LOG), IntStream.range(0, (int) Math.ceil((LOG_EDGE
			- first) / CELL)).mapToDouble(i -> first + i * CELL)), DoubleStream.of(LOG_EDGE)).distinct().toArray();
	}

	/** @return the parameters at these coordinates, those that nothing given depends on at an arbitrary value */
	private static double[] parameters(final int[] sought, final double[] values, final double[] given) {
		final double[] theta = new double[PARAMETERS];
		for (int i = 0; i < PARAMETERS; i++) theta[i] = Double.isNaN(given[i]) ? 1 : given[i];
		for (int d = 0; d < sought.length; d++) theta[sought[d]] = isRoot(sought[d]) ? Math.exp(values[d])
			: values[d];
		return theta;
	}
}
