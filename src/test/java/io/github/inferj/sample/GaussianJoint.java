// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * The exact denoiser of variables 0, 1 and 2 of a five-dimensional Gaussian N(m, S) given variables 3
 * and 4: their conditional is N(m_c, S_c), and E[x_0 | x] = m_c + S_c (S_c + sigma^2 I)^-1 (x - m_c).
 */
final class GaussianJoint implements Denoiser {

	static final int VARIABLES = 5;
	static final int LATENT = 3;
	static final float[] OBSERVED = { 0.7f, -1.1f };

	private static final double[] MEAN = { 0.2, -0.4, 0.1, 0.3, 0 };
	/** S = F F^T. */
	private static final double[][] FACTOR = { { 1, 0, 0, 0, 0 }, { 0.5, 0.8, 0, 0, 0 }, { -0.3, 0.4, 0.6, 0, 0 }, { 0.6, 0.2,
		0.5, 0.5, 0 }, { 0.1, -0.7, 0.3, 0.2, 0.4 } };

	final double[] mean = new double[LATENT];
	final double[][] covariance = new double[LATENT][LATENT];
	int evaluations;

	GaussianJoint() {
		final double[][] s = times(FACTOR, transpose(FACTOR));
		final double[][] cross = new double[LATENT][2];
		final double[][] given = new double[2][2];
		for (int j = 0; j < 2; j++) {
			for (int i = 0; i < LATENT; i++) cross[i][j] = s[i][LATENT + j];
			for (int i = 0; i < 2; i++) given[i][j] = s[LATENT + i][LATENT + j];
		}
		final double[][] gain = times(cross, inverse(given));
		final double[][] explained = times(gain, transpose(cross));
		for (int i = 0; i < LATENT; i++) {
			mean[i] = MEAN[i];
			for (int j = 0; j < 2; j++) mean[i] += gain[i][j] * (OBSERVED[j] - MEAN[LATENT + j]);
			for (int j = 0; j < LATENT; j++) covariance[i][j] = s[i][j] - explained[i][j];
		}
	}

	/** @return S_c + sigma^2 I */
	double[][] noisy(final double sigma) {
		final double[][] noisy = new double[LATENT][];
		for (int i = 0; i < LATENT; i++) {
			noisy[i] = covariance[i].clone();
			noisy[i][i] += sigma * sigma;
		}
		return noisy;
	}

	/** @return the covariance of exact samples at a level after their last denoising, S_c (S_c + sigma^2 I)^-1 S_c */
	double[][] denoisedCovariance(final double sigma) {
		return times(times(covariance, inverse(noisy(sigma))), covariance);
	}

	@Override
	public void denoise(final FloatBuffer x, final double sigma, final FloatBuffer denoised) {
		evaluations++;
		final double[][] gain = times(covariance, inverse(noisy(sigma)));
		for (int row = 0; row < x.capacity(); row += VARIABLES) {
			final double[] estimate = mean.clone();
			for (int i = 0; i < LATENT; i++) for (int j = 0; j < LATENT; j++) estimate[i] += gain[i][j] * (x.get(row + j) - mean[j]);
			for (int i = 0; i < VARIABLES; i++) denoised.put(row + i, i < LATENT ? (float) estimate[i] : x.get(row + i));
		}
	}

	static double[][] times(final double[][] a, final double[][] b) {
		final double[][] product = new double[a.length][b[0].length];
		for (int i = 0; i < a.length; i++) for (int j = 0; j < b[0].length; j++) for (int k = 0; k < b.length; k++)
			product[i][j] += a[i][k] * b[k][j];
		return product;
	}

	static double[][] transpose(final double[][] a) {
		final double[][] result = new double[a[0].length][a.length];
		for (int i = 0; i < a.length; i++) for (int j = 0; j < a[0].length; j++) result[j][i] = a[i][j];
		return result;
	}

	/** Gauss-Jordan elimination without pivoting, enough for positive definite matrices. */
	static double[][] inverse(final double[][] matrix) {
		final int n = matrix.length;
		final double[][] a = new double[n][2 * n];
		for (int i = 0; i < n; i++) {
			System.arraycopy(matrix[i], 0, a[i], 0, n);
			a[i][n + i] = 1;
		}
		for (int p = 0; p < n; p++) {
			final double pivot = a[p][p];
			for (int j = 0; j < 2 * n; j++) a[p][j] /= pivot;
			for (int i = 0; i < n; i++) {
				final double factor = i == p ? 0 : a[i][p];
				for (int j = 0; j < 2 * n; j++) a[i][j] -= factor * a[p][j];
			}
		}
		final double[][] result = new double[n][n];
		for (int i = 0; i < n; i++) System.arraycopy(a[i], n, result[i], 0, n);
		return result;
	}

	/** @return the lower triangular L with L L^T = a */
	static double[][] cholesky(final double[][] a) {
		final double[][] l = new double[a.length][a.length];
		for (int i = 0; i < a.length; i++) for (int j = 0; j <= i; j++) {
			double sum = a[i][j];
			for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
			l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
		}
		return l;
	}
}
