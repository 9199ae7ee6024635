// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Mean and covariance of the conditional distribution of x_0, and what they say about x_0 given x_sigma
 * if it is Gaussian. Observed variables have variance 0.
 */
public final class GaussianMoments {

	private final double[] mean;
	private final double[][] covariance;

	/**
	 * @param mean E[x_0]
	 * @param covariance symmetric, positive semidefinite
	 */
	public GaussianMoments(final double[] mean, final double[][] covariance) {
		this.mean = mean.clone();
		this.covariance = new double[mean.length][];
		for (int i = 0; i < mean.length; i++) this.covariance[i] = covariance[i].clone();
	}

	/**
	 * @param samples (samples x variables), of at least two samples
	 * @return the moments of samples
	 */
	public static GaussianMoments of(final FloatBuffer samples, final int variables) {
		final int count = samples.capacity() / variables;
		final double[] mean = new double[variables];
		final double[][] covariance = new double[variables][variables];
		for (int k = 0; k < samples.capacity(); k++) mean[k % variables] += (double) samples.get(k) / count;
		for (int row = 0; row < samples.capacity(); row += variables) for (int i = 0; i < variables; i++) for (int j = 0; j <= i; j++)
			covariance[i][j] += (samples.get(row + i) - mean[i]) * (samples.get(row + j) - mean[j]) / (count - 1);
		for (int i = 0; i < variables; i++) for (int j = 0; j < i; j++) covariance[j][i] = covariance[i][j];
		return new GaussianMoments(mean, covariance);
	}

	/** @return number of variables */
	public int size() {
		return mean.length;
	}

	/** @return the mean of a variable */
	public double mean(final int variable) {
		return mean[variable];
	}

	/** @return the lower triangular Cholesky factor of the covariance of x_sigma, S + sigma^2 I */
	double[][] noisyFactor(final double sigma) {
		return cholesky(noisy(sigma));
	}

	private double[][] noisy(final double sigma) {
		final double[][] noisy = new double[size()][];
		for (int i = 0; i < noisy.length; i++) {
			noisy[i] = covariance[i].clone();
			noisy[i][i] += sigma * sigma;
		}
		return noisy;
	}

	/** @return the covariance of x_0 given x_sigma, sigma^2 (I - sigma^2 (S + sigma^2 I)^-1) */
	public double[][] posterior(final double sigma) {
		final double[][] result = new CholeskyDecomposition(new Array2DRowRealMatrix(noisy(sigma), false)).getSolver().solve(
			new Array2DRowRealMatrix(covariance)).scalarMultiply(sigma * sigma).getData();
		for (int i = 0; i < result.length; i++) for (int j = 0; j < i; j++) result[i][j] = result[j][i] = (result[i][j]
			+ result[j][i]) / 2;
		return result;
	}

	/** @return the lower triangular L with L L^T = a; rounding errors of a semidefinite a count as 0 */
	static double[][] cholesky(final double[][] a) {
		final double[][] l = new double[a.length][a.length];
		for (int j = 0; j < a.length; j++) for (int i = j; i < a.length; i++) {
			double sum = a[i][j];
			for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
			l[i][j] = i == j ? Math.sqrt(Math.max(0, sum)) : l[j][j] > 0 ? sum / l[j][j] : 0;
		}
		return l;
	}
}
