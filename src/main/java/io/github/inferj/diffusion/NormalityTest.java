// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Whether samples can come from a multivariate normal distribution: Mardia's tests of multivariate skewness
 * and kurtosis (Mardia 1970), equations 2.13 and 3.12 there, on at most the first 10,000 samples.
 */
final class NormalityTest {

	private static final int MOST_SAMPLES = 10_000;
	/** Smallest eigenvalue of a covariance that has a direction of its own, over the largest one. */
	private static final double SINGULAR = 1e-6;

	private final double[][] whitened;

	/**
	 * @param approximation with the mean and covariance of the samples
	 * @param rows samples, (count x variables), row by row
	 */
	NormalityTest(final GaussianApproximation approximation, final float[] rows) {
		final int variables = approximation.size();
		final int count = Math.min(MOST_SAMPLES, rows.length / variables);
		final double[] mean = approximation.mean();
		final EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(approximation.covariance(), false));
		final double[] values = eigen.getRealEigenvalues();
		int rank = 0;
		while (rank < variables && values[rank] > SINGULAR * values[0]) rank++;
		whitened = new double[count][rank];
		for (int row = 0; row < count; row++) for (int k = 0; k < rank; k++) {
			for (int i = 0; i < variables; i++) whitened[row][k] += eigen.getV().getEntry(i, k) * (rows[row * variables + i] - mean[i]);
			whitened[row][k] /= Math.sqrt(values[k]);
		}
	}

	/** @return the smaller of the probabilities that normal samples have so large a skewness, and so unusual a kurtosis */
	double probability() {
		return Math.min(ofSkewness(), ofKurtosis());
	}

	private double ofSkewness() {
		final int p = whitened[0].length;
		double sum = 0;
		for (int i = 0; i < p; i++) for (int j = 0; j <= i; j++) for (int k = 0; k <= j; k++) {
			double moment = 0;
			for (final double[] z : whitened) moment += z[i] * z[j] * z[k];
			moment /= whitened.length;
			final int orders = i == j && j == k ? 1 : i == j || j == k ? 3 : 6;
			sum += orders * moment * moment;
		}
		final double freedom = p * (p + 1) * (p + 2) / 6.0;
		return 1 - new ChiSquaredDistribution(freedom).cumulativeProbability(whitened.length * sum / 6);
	}

	private double ofKurtosis() {
		final int p = whitened[0].length;
		double kurtosis = 0;
		for (final double[] z : whitened) {
			double square = 0;
			for (final double value : z) square += value * value;
			kurtosis += square * square / whitened.length;
		}
		final double deviations = (kurtosis - p * (p + 2.0)) / Math.sqrt(8 * p * (p + 2.0) / whitened.length);
		return 2 * new NormalDistribution().cumulativeProbability(-Math.abs(deviations));
	}
}
