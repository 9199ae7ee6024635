// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import io.github.inferj.diffusion.DenoiserJacobian;
import io.github.inferj.diffusion.NoiseLevels;

/**
 * The log-density of samples by the probability-flow ODE (Song et al. 2021, appendix D.2). With u the
 * logarithm of the noise level, dx/du = x - D(x, e^u) carries a sample from the smallest level to the
 * largest, and log p(x) = log p_T(x_T) + integral of (n - tr dD/dx) du, with the exact trace; both by
 * the classical fourth-order Runge-Kutta method with equal steps in u.
 * <p>
 * p_T is the Gaussian that the denoiser itself describes at the largest level: its mean m is where
 * D(m) = m, its covariance sigma^2 (I - dD/dx)^-1. For a Gaussian this is exact, and for others it
 * errs by what their third and higher moments still amount to at that level. What is returned is the
 * density after adding noise of the smallest level.
 */
public final class FlowDensity {

	private static final int MEAN_ITERATIONS = 4;

	private final NoiseLevels levels;
	private final int steps;

	/**
	 * @param levels where to start and to end
	 * @param steps number of steps, each with four evaluations
	 */
	public FlowDensity(final NoiseLevels levels, final int steps) {
		if (steps < 1) throw new IllegalArgumentException("steps = " + steps + ": at least 1 is needed");
		this.levels = levels;
		this.steps = steps;
	}

	/**
	 * @param denoiser knows the observations
	 * @param samples the latent variables, (samples x n); unchanged
	 * @param n number of latent variables
	 * @return the natural logarithm of each sample's density, in the denoiser's units
	 * @throws NoDistributionException if the denoiser at the largest level describes no distribution
	 */
	public double[] logDensity(final DenoiserJacobian denoiser, final double[] samples, final int n) {
		final Flow flow = new Flow(denoiser, samples, n);
		final double start = Math.log(levels.smallest());
		final double h = (Math.log(levels.largest()) - start) / steps;
		for (int i = 0; i < steps; i++) flow.step(start + i * h, h);
		final double[] result = flow.terminal(levels.largest());
		for (int s = 0; s < result.length; s++) result[s] += flow.gain[s];
		return result;
	}

	/** Samples on their way to the largest noise level, and the log-density they gained against it. */
	private static final class Flow {

		private final DenoiserJacobian denoiser;
		private final int n;
		private final double[] x;
		private final double[] gain;
		private final double[] denoised;
		private final double[] jacobian;

		Flow(final DenoiserJacobian denoiser, final double[] samples, final int n) {
			this.denoiser = denoiser;
			this.n = n;
			x = samples.clone();
			gain = new double[x.length / n];
			denoised = new double[x.length];
			jacobian = new double[x.length * n];
		}

		void step(final double u, final double h) {
			final double[] from = x.clone();
			final double[] slope = new double[x.length];
			final double[] at = x.clone();
			final double[] offsets = { 0, h / 2, h / 2, h };
			final double[] weights = { h / 6, h / 3, h / 3, h / 6 };
			for (int stage = 0; stage < 4; stage++) {
				for (int k = 0; k < at.length; k++) at[k] = from[k] + offsets[stage] * slope[k];
				denoiser.evaluate(at, Math.exp(u + offsets[stage]), denoised, jacobian);
				for (int k = 0; k < at.length; k++) {
					slope[k] = at[k] - denoised[k];
					x[k] += weights[stage] * slope[k];
				}
				for (int s = 0; s < gain.length; s++) gain[s] += weights[stage] * (n - trace(s));
			}
		}

		private double trace(final int sample) {
			double trace = 0;
			for (int i = 0; i < n; i++) trace += jacobian[(sample * n + i) * n + i];
			return trace;
		}

		/** @return log p_T of each sample as it is now */
		double[] terminal(final double sigma) {
			final double[] mean = new double[x.length];
			for (int i = 0; i < MEAN_ITERATIONS; i++) {
				denoiser.evaluate(mean, sigma, denoised, jacobian);
				System.arraycopy(denoised, 0, mean, 0, mean.length);
			}
			final double[] result = new double[gain.length];
			for (int s = 0; s < result.length; s++) {
				final double[] deviation = new double[n];
				for (int i = 0; i < n; i++) deviation[i] = x[s * n + i] - mean[s * n + i];
				result[s] = logNormal(deviation, precision(s), sigma);
			}
			return result;
		}

		/** @return the symmetric part of I - dD/dx */
		private double[][] precision(final int sample) {
			final double[][] precision = new double[n][n];
			final int first = sample * n * n;
			for (int i = 0; i < n; i++) for (int j = 0; j < n; j++)
				precision[i][j] = (i == j ? 1 : 0) - (jacobian[first + i * n + j] + jacobian[first + j * n + i]) / 2;
			return precision;
		}
	}

	/** log N(deviation; 0, sigma^2 precision^-1), by Cholesky's decomposition. */
	private static double logNormal(final double[] deviation, final double[][] precision, final double sigma) {
		final int n = deviation.length;
		final double[][] l = new double[n][n];
		double result = -n * (Math.log(2 * Math.PI) / 2 + Math.log(sigma));
		for (int j = 0; j < n; j++) {
			for (int i = j; i < n; i++) {
				double sum = precision[i][j];
				for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
				if (i == j && !(sum > 0)) throw new NoDistributionException("the denoiser's Jacobian at noise level " + sigma
					+ " is not that of a distribution: the network is not trained well enough for densities");
				l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
			}
			double projected = 0;
			for (int i = j; i < n; i++) projected += l[i][j] * deviation[i];
			result += Math.log(l[j][j]) - projected * projected / (2 * sigma * sigma);
		}
		return result;
	}
}
