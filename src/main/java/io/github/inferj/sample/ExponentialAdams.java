// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * An exponential multistep solver of the probability-flow ODE (Hochbruck and Ostermann 2010, section 2.4; with a
 * corrector as in UniPC, Zhao et al. 2023) that evaluates the denoiser once per step. With lambda = -log sigma the
 * ODE is dx/dlambda = D(x, lambda) - x, of which
 * <p>
 * x(lambda + h) = e^-h x(lambda) + int_0^h e^(s - h) D(lambda + s) ds
 * <p>
 * is solved exactly for the polynomial through the latest estimates D: the predictor. The estimate at its result then
 * joins them and the step is taken once more, without evaluating again: the corrector. The last step, to noise
 * level 0, is of first order, so that samples are denoised estimates themselves.
 */
public final class ExponentialAdams implements Sampler {

	private final double[] levels;
	private final int order;

	/**
	 * @param levels the noise levels at which the denoiser is evaluated, descending
	 * @param order how many estimates the polynomials go through, at least 1
	 */
	public ExponentialAdams(final double[] levels, final int order) {
		if (order < 1) throw new IllegalArgumentException("order " + order + ": at least 1");
		this.levels = levels.clone();
		this.order = order;
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer[] estimates = new FloatBuffer[order + 1];
		for (int k = 0; k <= order; k++) estimates[k] = Buffers.like(x);
		final FloatBuffer start = Buffers.like(x);
		for (int i = 0; i < levels.length; i++) {
			final FloatBuffer latest = estimates[order];
			System.arraycopy(estimates, 0, estimates, 1, order);
			estimates[0] = latest;
			denoiser.denoise(x, levels[i], latest);
			if (i == levels.length - 1) {
				x.put(0, latest, 0, x.capacity());
				return;
			}
			if (i > 0 && order > 1) step(i - 1, i, Math.min(order, i + 1), start, estimates, x);
			start.put(0, x, 0, x.capacity());
			step(i, i, Math.min(order, i + 1), start, estimates, x);
		}
	}

	/**
	 * Steps from one level to the next.
	 *
	 * @param from index of the level
	 * @param latest index of the level of the first estimate; the others are of those before
	 * @param count how many estimates to use
	 */
	private void step(final int from, final int latest, final int count, final FloatBuffer start, final FloatBuffer[] estimates,
		final FloatBuffer x)
	{
		final double[] nodes = new double[count];
		for (int j = 0; j < count; j++) nodes[j] = Math.log(levels[from] / levels[latest - j]);
		final double[] weights = weights(nodes, Math.log(levels[from] / levels[from + 1]));
		final double kept = levels[from + 1] / levels[from];
		for (int k = 0; k < x.capacity(); k++) {
			double value = kept * start.get(k);
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
