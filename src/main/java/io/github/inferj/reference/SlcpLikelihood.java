// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.random.RandomGenerator;

import io.github.inferj.simulate.task.Slcp;

/**
 * The likelihood of the given coordinates of the points of {@link Slcp}, as a Gaussian function of the mean. Those
 * components of the mean that are latent and have data are integrated out over all reals; the others are
 * held at their given value. Coordinates count from the average of the given ones on their axis, so that tight
 * points lose no digits.
 */
final class SlcpLikelihood {

	private static final int AXES = 2;
	private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

	private final double[] centre = new double[AXES];
	private final double[] held = new double[AXES];
	private final boolean[] integrated = new boolean[AXES];
	private final int[] given = new int[AXES];
	private final int[] singles = new int[AXES];
	private final double[] singleSum = new double[AXES], singleSquares = new double[AXES];
	private final double[] pairSum = new double[AXES], pairSquares = new double[AXES];
	private double pairProducts;
	private int pairs;

	/**
	 * @param row five parameters, of which the first two are used, and the points; NaN = latent
	 */
	SlcpLikelihood(final double[] row) {
		for (int axis = 0; axis < AXES; axis++) {
			double sum = 0;
			for (int i = 0; i < Slcp.POINTS; i++) if (!Double.isNaN(at(row, i, axis))) {
				sum += at(row, i, axis);
				given[axis]++;
			}
			centre[axis] = given[axis] == 0 ? 0 : sum / given[axis];
			integrated[axis] = Double.isNaN(row[axis]) && given[axis] > 0;
			held[axis] = Double.isNaN(row[axis]) ? 0 : row[axis] - centre[axis];
		}
		for (int i = 0; i < Slcp.POINTS; i++) add(at(row, i, 0) - centre[0], at(row, i, 1) - centre[1]);
	}

	private static double at(final double[] row, final int point, final int axis) {
		return row[SlcpReference.PARAMETERS + AXES * point + axis];
	}

	private void add(final double... point) {
		final boolean isPair = !Double.isNaN(point[0]) && !Double.isNaN(point[1]);
		for (int axis = 0; axis < AXES; axis++) {
			if (Double.isNaN(point[axis])) continue;
			if (!isPair) singles[axis]++;
			(isPair ? pairSum : singleSum)[axis] += point[axis];
			(isPair ? pairSquares : singleSquares)[axis] += point[axis] * point[axis];
		}
		if (!isPair) return;
		pairs++;
		pairProducts += point[0] * point[1];
	}

	/** @return number of given coordinates on an axis */
	int given(final int axis) {
		return given[axis];
	}

	/** @return number of points of which both coordinates are given */
	int pairs() {
		return pairs;
	}

	/** @return of the given coordinates on an axis, about the given mean or else about their own */
	double standardDeviation(final int axis) {
		return Math.sqrt((pairSquares[axis] + singleSquares[axis]) / given[axis] + held[axis] * held[axis]);
	}

	/**
	 * @return the standard deviation on the second axis over that on the first, of the points of which both coordinates are
	 *         given, about their average unless both means are held; NaN if that is undefined
	 */
	double ratio() {
		return Math.sqrt(moment(1) / moment(0));
	}

	private double moment(final int axis) {
		if (integrated[0] || integrated[1]) return pairSquares[axis] - pairSum[axis] * pairSum[axis] / pairs;
		return pairSquares[axis] - 2 * pairSum[axis] * held[axis] + pairs * held[axis] * held[axis];
	}

	/** @return whether this component of the mean is integrated out */
	boolean integrates(final int axis) {
		return integrated[axis];
	}

	/**
	 * The density of the given coordinates at a covariance, and what it says of the mean m counted from the
	 * centre: exp(logFactor + linear . m - m . precision . m / 2).
	 */
	final class AtCovariance {

		private final double logFactor;
		private final double[] linear = new double[AXES];
		private final double precision11, precision22, precision12;

		/**
		 * @param theta the parameters; theta_3, theta_4 and theta_5 are used
		 */
		AtCovariance(final double[] theta) {
			final double[] inverse = { 1 / (theta[2] * theta[2]), 1 / (theta[3] * theta[3]) };
			final double[] variance = { inverse[0] * inverse[0], inverse[1] * inverse[1] };
			final double coupling = Math.cosh(theta[4]) * Math.cosh(theta[4]);
			final double product = inverse[0] * inverse[1] * Math.tanh(theta[4]);
			double log = -0.5 * coupling * (pairSquares[0] * variance[0] + pairSquares[1] * variance[1] - 2 * product
				* pairProducts) + 0.5 * pairs * Math.log(coupling);
			for (int axis = 0; axis < AXES; axis++) {
				log += given[axis] == 0 ? 0 : given[axis] * (Math.log(inverse[axis]) - 0.5 * LOG_TWO_PI) - 0.5
					* singleSquares[axis] * variance[axis];
				linear[axis] = coupling * (pairSum[axis] * variance[axis] - product * pairSum[1 - axis]) + singleSum[axis]
					* variance[axis];
			}
			logFactor = log;
			precision11 = (pairs * coupling + singles[0]) * variance[0];
			precision22 = (pairs * coupling + singles[1]) * variance[1];
			precision12 = -pairs * coupling * product;
		}

		private double precision(final int axis) {
			return axis == 0 ? precision11 : precision22;
		}

		private double determinant() {
			return precision11 * precision22 - precision12 * precision12;
		}

		/** @return log p(given coordinates | covariance, held components of the mean) */
		double logEvidence() {
			if (integrated[0] && integrated[1]) return logFactor + LOG_TWO_PI - 0.5 * Math.log(determinant()) + 0.5 * (linear[0]
				* linear[0] * precision22 - 2 * linear[0] * linear[1] * precision12 + linear[1] * linear[1] * precision11)
				/ determinant();
			double log = logFactor;
			for (int axis = 0; axis < AXES; axis++) {
				if (!integrated[axis]) log += held[axis] * (linear[axis] - 0.5 * precision(axis) * held[axis]);
			}
			for (int axis = 0; axis < AXES; axis++) {
				final double rest = linear[axis] - precision12 * held[1 - axis];
				if (integrated[axis]) log += 0.5 * (LOG_TWO_PI - Math.log(precision(axis)) + rest * rest / precision(axis));
			}
			return integrated[0] || integrated[1] ? log : log - precision12 * held[0] * held[1];
		}

		/** Draws the integrated components of the mean; leaves the others alone. */
		void drawMean(final double[] theta, final RandomGenerator rng) {
			final double[] mean = held.clone();
			if (integrated[0] && integrated[1]) mean[0] = (linear[0] * precision22 - linear[1] * precision12) / determinant()
				+ rng.nextGaussian() * Math.sqrt(precision22 / determinant());
			else if (integrated[0]) mean[0] = conditional(0, mean[1], rng);
			if (integrated[1]) mean[1] = conditional(1, mean[0], rng);
			for (int axis = 0; axis < AXES; axis++) if (integrated[axis]) theta[axis] = centre[axis] + mean[axis];
		}

		private double conditional(final int axis, final double other, final RandomGenerator rng) {
			return (linear[axis] - precision12 * other) / precision(axis) + rng.nextGaussian() / Math.sqrt(precision(axis));
		}
	}
}
