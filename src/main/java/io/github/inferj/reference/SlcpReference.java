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
	private static final double SMALLEST_ROOT = 1e-4;
	private static final double LOG_EDGE = Math.log(EDGE), SMALLEST_LOG = Math.log(SMALLEST_ROOT);
	private static final double ROUNDING = 1e-9;
	private static final int CORRELATION = 4;

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
	 * Of the latent ones of |theta_3|, |theta_4| and theta_5. The likelihood can be a thin wall along the ratio of
	 * standard deviations that fits the pairs. Therefore, with |theta_3| and |theta_4| both latent, the coordinates are the sum and
	 * the difference of their logarithms, else the logarithm of the one; edges of the first cells lie on that wall.
	 */
	private static EnvelopeSampler density(final SlcpLikelihood likelihood, final int[] sought, final double[] given) {
		final double[][] edges = new double[sought.length][];
		final double first = Math.log(likelihood.standardDeviation(0)) / 2;
		final double second = Math.log(likelihood.standardDeviation(1)) / 2;
		final double wall = Math.log(likelihood.ratio()) / 2;
		for (int d = 0; d < sought.length; d++) edges[d] = switch (sought[d]) {
			case 2 -> edges(SMALLEST_LOG, LOG_EDGE, 0.5, first, Math.log(Math.abs(given[3])) - wall);
			case 3 -> edges(SMALLEST_LOG, LOG_EDGE, 0.5, second, Math.log(Math.abs(given[2])) + wall);
			default -> edges(-EDGE, EDGE, 0.3);
		};
		if (seeksBoth(sought)) {
			edges[0] = edges(2 * SMALLEST_LOG, 2 * LOG_EDGE, 1, first + second, 2 * LOG_EDGE - Math.abs(wall));
			edges[1] = edges(SMALLEST_LOG - LOG_EDGE, LOG_EDGE - SMALLEST_LOG, 1, second - first, wall);
		}
		return new EnvelopeSampler(new Piece(edges, at -> {
			final double[] theta = parameters(sought, at, given);
			double logJacobian = 0;
			for (final int i : sought) {
				if (!isRoot(i)) continue;
				logJacobian += Math.log(theta[i]);
				if (theta[i] > EDGE * (1 + ROUNDING) || theta[i] < SMALLEST_ROOT * (1 - ROUNDING)) return Double.NEGATIVE_INFINITY;
			}
			return logJacobian + likelihood.new AtCovariance(theta).logEvidence();
		}));
	}

	private static boolean seeksBoth(final int[] sought) {
		return sought.length > 1 && isRoot(sought[1]);
	}

	/** @return edges of cells of at most a width, with further edges at those of some anchors that lie inside */
	private static double[] edges(final double lower, final double upper, final double width, final double... anchors) {
		return DoubleStream.concat(DoubleStream.of(Piece.even(lower, upper, (int) Math.ceil((upper - lower) / width))),
			DoubleStream.of(anchors).filter(x -> x > lower && x < upper)).sorted().distinct().toArray();
	}

	/** @return the parameters at coordinates of the density, those that nothing given depends on at an arbitrary value */
	private static double[] parameters(final int[] sought, final double[] at, final double[] given) {
		final double[] theta = new double[PARAMETERS];
		for (int i = 0; i < PARAMETERS; i++) theta[i] = Double.isNaN(given[i]) ? 1 : given[i];
		for (int d = 0; d < sought.length; d++) theta[sought[d]] = isRoot(sought[d]) ? Math.exp(at[d]) : at[d];
		if (seeksBoth(sought)) {
			theta[2] = Math.exp((at[0] - at[1]) / 2);
			theta[3] = Math.exp((at[0] + at[1]) / 2);
		}
		return theta;
	}
}
