// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * A Gaussian process of mean 0 with the squared-exponential (RBF) kernel
 * k(s, t) = sd^2 exp(-(s - t)^2 / (2 length^2)) on an interval. It is a sum of smooth functions, each
 * times a standard normal number, so that a draw is a function that can be asked for any times, one by
 * one, and always agrees with itself. The functions are the Newton basis of the pivoted Cholesky
 * factorisation of k (Mueller and Schaback 2009, "A Newton basis for kernel spaces"): pivots are added
 * where the variance still missing is largest, until it is below 1e-9 sd^2 everywhere. Unlike a
 * factorisation on a grid it needs no jitter and no interpolation.
 */
final class SmoothProcess {

	private static final double MISSING_VARIANCE = 1e-9;
	private static final int CANDIDATES_PER_LENGTH = 20;
	private static final double VALUE_ERROR = 1e-6;
	/** Relative difference of entries across the diagonal from which commons-math refuses a matrix. */
	private static final double ASYMMETRY = 1e-12;

	private final double sd;
	private final double length;
	private final List<Double> pivots = new ArrayList<>();
	/** Of each pivot, the values of the basis functions there, up to its own; a row of the Cholesky factor. */
	private final List<double[]> rows = new ArrayList<>();

	/**
	 * @param sd standard deviation at every time
	 * @param length length scale of the kernel
	 * @param from start of the interval
	 * @param to end of the interval
	 */
	SmoothProcess(final double sd, final double length, final double from, final double to) {
		this.sd = sd;
		this.length = length;
		final int candidates = (int) Math.ceil((to - from) / length * CANDIDATES_PER_LENGTH);
		double missing = Double.POSITIVE_INFINITY;
		while (missing > MISSING_VARIANCE * sd * sd) {
			double worst = from;
			missing = 0;
			for (int i = 0; i <= candidates; i++) {
				final double t = from + (to - from) * i / candidates;
				if (missingVariance(t) <= missing) continue;
				worst = t;
				missing = missingVariance(t);
			}
			add(worst, missing);
		}
	}

	private void add(final double pivot, final double missing) {
		final double[] known = basis(pivot);
		final double[] row = new double[known.length + 1];
		System.arraycopy(known, 0, row, 0, known.length);
		row[known.length] = Math.sqrt(missing);
		pivots.add(pivot);
		rows.add(row);
	}

	private double missingVariance(final double t) {
		double variance = sd * sd;
		for (final double value : basis(t)) variance -= value * value;
		return variance;
	}

	/** @return number of basis functions */
	int size() {
		return rows.size();
	}

	/** @return the values of the basis functions; the sum of their products at two times is the kernel */
	double[] basis(final double t) {
		final double[] values = new double[rows.size()];
		for (int j = 0; j < values.length; j++) {
			final double[] row = rows.get(j);
			final double distance = (t - pivots.get(j)) / length;
			double rest = sd * sd * Math.exp(-distance * distance / 2);
			for (int i = 0; i < j; i++) rest -= row[i] * values[i];
			values[j] = rest / row[j];
		}
		return values;
	}

	/** @return a function drawn from the process */
	DoubleUnaryOperator draw(final RandomGenerator rng) {
		return function(weights(rng));
	}

	/**
	 * Draws from the process given some of its values, by Matheron's rule: a draw without them is corrected by
	 * the mean of the process given how far it is off (Journel and Huijbregts 1978).
	 *
	 * @param times where it is known, in any order
	 * @param values what it is there, up to normal errors of standard deviation 1e-6, without which values close
	 *          together could contradict each other by their rounding
	 * @param rng the only source of randomness
	 */
	DoubleUnaryOperator drawGiven(final double[] times, final double[] values, final RandomGenerator rng) {
		final double[] weights = weights(rng);
		if (times.length == 0) return function(weights);
		final double[][] bases = Arrays.stream(times).mapToObj(this::basis).toArray(double[][]::new);
		final double[][] covariance = new double[times.length][times.length];
		final double[] off = new double[times.length];
		for (int i = 0; i < times.length; i++) {
			for (int j = 0; j < times.length; j++) covariance[i][j] = dot(bases[i], bases[j]);
			covariance[i][i] += VALUE_ERROR * VALUE_ERROR;
			off[i] = values[i] + VALUE_ERROR * rng.nextGaussian() - dot(bases[i], weights);
		}
		final double[] solved = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), ASYMMETRY, 0).getSolver()
			.solve(new ArrayRealVector(off, false)).toArray();
		for (int i = 0; i < times.length; i++) for (int j = 0; j < weights.length; j++) weights[j] += solved[i] * bases[i][j];
		return function(weights);
	}

	private double[] weights(final RandomGenerator rng) {
		final double[] weights = new double[size()];
		for (int i = 0; i < weights.length; i++) weights[i] = rng.nextGaussian();
		return weights;
	}

	private DoubleUnaryOperator function(final double[] weights) {
		return t -> dot(weights, basis(t));
	}

	private static double dot(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
		return sum;
	}
}
