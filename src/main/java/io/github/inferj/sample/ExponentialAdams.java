// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * An exponential multistep solver of the probability-flow ODE (Hochbruck and Ostermann 2010, section 2.4; with a
 * corrector as in UniPC, Zhao et al. 2023), or of a reverse SDE with the same marginal distributions (SA-Solver, Xue et
 * al. 2023, proposition 4.1), that evaluates the denoiser once per step. With lambda = -log sigma and stochasticity tau, which
 * is 0 for the ODE, the equation is dx = (1 + tau^2) (D(x, lambda) - x) dlambda + sqrt(2) tau sigma dw, of which, with
 * k = 1 + tau^2 and z ~ N(0, 1),
 * <p>
 * x(lambda + h) = e^-kh x(lambda) + k int_0^h e^(k (s - h)) D(lambda + s) ds + sigma(lambda + h) sqrt(1 - e^(-2 tau^2 h)) z
 * <p>
 * is solved exactly for the polynomial through the latest estimates D: the predictor. The estimate at its result then
 * joins them and the step is taken once more, with the same z and without evaluating again: the corrector. With noise its
 * polynomial goes through one estimate less, because estimates answer to noise that is not a polynomial of time. The last step,
 * to noise level 0, is of first order, so that samples are denoised estimates themselves.
 */
public final class ExponentialAdams implements Sampler {

	private final double[] levels;
	private final int order;
	private final double stochasticity;

	/**
	 * A solver of the ODE.
	 *
	 * @param levels the noise levels at which the denoiser is evaluated, descending
	 * @param order how many estimates the polynomials go through, at least 1
	 */
	public ExponentialAdams(final double[] levels, final int order) {
		this(levels, order, 0);
	}

	/**
	 * @param levels the noise levels at which the denoiser is evaluated, descending
	 * @param order how many estimates the polynomials go through, at least 1
	 * @param stochasticity tau: 0 for the ODE, 1 for the time reversal of the diffusion
	 */
	public ExponentialAdams(final double[] levels, final int order, final double stochasticity) {
		if (order < 1) throw new IllegalArgumentException("order " + order + ": at least 1");
		if (!(stochasticity >= 0)) throw new IllegalArgumentException("stochasticity " + stochasticity + ": at least 0");
		this.levels = levels.clone();
		this.order = order;
		this.stochasticity = stochasticity;
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer[] estimates = new FloatBuffer[order + 1];
		for (int k = 0; k <= order; k++) estimates[k] = Buffers.like(x);
		final FloatBuffer start = Buffers.like(x);
		final FloatBuffer z = Buffers.like(x);
		final int corrected = stochasticity > 0 ? order - 1 : order;
		final int[] latent = noise.latent(x.capacity());
		for (int i = 0; i < levels.length; i++) {
			final FloatBuffer latest = estimates[order];
			System.arraycopy(estimates, 0, estimates, 1, order);
			estimates[0] = latest;
			denoiser.denoise(x, levels[i], latest);
			if (i == levels.length - 1) {
				x.put(0, latest, 0, x.capacity());
				return;
			}
			if (i > 0 && corrected > 1) step(latent, i - 1, i, Math.min(corrected, i + 1), start, estimates, z, x);
			start.put(0, x, 0, x.capacity());
			if (stochasticity > 0) noise.fill(z);
			step(latent, i, i, Math.min(order, i + 1), start, estimates, z, x);
		}
	}

	/**
	 * Steps from one level to the next.
	 *
	 * @param latent the entries that change
	 * @param from index of the level
	 * @param latest index of the level of the first estimate; the others are of those before
	 * @param count how many estimates to use
	 */
	private void step(final int[] latent, final int from, final int latest, final int count, final FloatBuffer start,
		final FloatBuffer[] estimates, final FloatBuffer z, final FloatBuffer x)
	{
		final double h = Math.log(levels[from] / levels[from + 1]);
		final double rate = 1 + stochasticity * stochasticity;
		final double[] nodes = new double[count];
		for (int j = 0; j < count; j++) nodes[j] = rate * Math.log(levels[from] / levels[latest - j]);
		final double[] weights = weights(nodes, rate * h);
		final double kept = Math.exp(-rate * h);
		final double spread = levels[from + 1] * Math.sqrt(-Math.expm1(-2 * stochasticity * stochasticity * h));
		for (final int k : latent) {
			double value = kept * start.get(k) + spread * z.get(k);
			for (int j = 0; j < count; j++) value += weights[j] * estimates[j].get(k);
			x.put(k, (float) value);
		}
	}

	/** @return the integrals of e^(s - h) l_j(s) over 0 ... h, with l_j the Lagrange polynomials of the nodes */
	static double[] weights(final double[] nodes, final double h) {
		final int n = nodes.length;
		final double[] moments = new double[n];
		moments[0] = -Math.expm1(-h);
		for (int k = 1; k < n; k++) moments[k] = Math.pow(h, k) - k * moments[k - 1];
		final double[] weights = new double[n];
		for (int j = 0; j < n; j++) {
			final double[] polynomial = lagrange(nodes, j);
			for (int k = 0; k < n; k++) weights[j] += polynomial[k] * moments[k];
		}
		return weights;
	}

	/** @return the coefficients of the polynomial that is 1 at one node and 0 at the others, the constant first */
	private static double[] lagrange(final double[] nodes, final int one) {
		final double[] polynomial = new double[nodes.length];
		polynomial[0] = 1;
		for (int i = 0; i < nodes.length; i++) {
			if (i == one) continue;
			final double scale = 1 / (nodes[one] - nodes[i]);
			for (int k = nodes.length - 1; k >= 0; k--) polynomial[k] = scale * ((k > 0 ? polynomial[k - 1] : 0) - nodes[i]
				* polynomial[k]);
		}
		return polynomial;
	}
}
