// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * Euler and Maruyama's method for the reverse SDE (Song et al. 2021, equation 6), here dx = -s(x,
 * sigma) d(sigma^2) + dw with the score s = (D(x, sigma) - x) / sigma^2 and the variance sigma^2 as
 * time: from level a to b, x + (1 - b^2 / a^2) (D - x) + sqrt(a^2 - b^2) z. Of weak order 1. The last
 * step, to noise level 0, takes the denoised estimate. One evaluation per level; with 500 levels the
 * reference for other samplers.
 */
public final class EulerMaruyama implements Sampler {

	private final double[] levels;

	/** @param levels the noise levels at which the denoiser is evaluated, descending */
	public EulerMaruyama(final double[] levels) {
		this.levels = levels.clone();
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer denoised = Buffers.like(x);
		final FloatBuffer z = Buffers.like(x);
		for (int i = 0; i < levels.length - 1; i++) {
			denoiser.denoise(x, levels[i], denoised);
			step(x, denoised, levels[i], levels[i + 1], noise, z);
		}
		denoiser.denoise(x, levels[levels.length - 1], denoised);
		x.put(0, denoised, 0, x.capacity());
	}

	/** Takes x from one level to the next, given its denoised estimate; z is overwritten. */
	static void step(final FloatBuffer x, final FloatBuffer denoised, final double from, final double to,
		final NoiseSource noise, final FloatBuffer z)
	{
		final double variance = from * from - to * to;
		add(x, denoised, variance / (from * from), Math.sqrt(variance), noise, z);
	}

	/** x + pull (denoised - x) + spread z, with fresh z. */
	static void add(final FloatBuffer x, final FloatBuffer denoised, final double pull, final double spread,
		final NoiseSource noise, final FloatBuffer z)
	{
		noise.fill(z);
		final float a = (float) pull;
		final float b = (float) spread;
		for (int k = 0; k < x.capacity(); k++) x.put(k, x.get(k) + a * (denoised.get(k) - x.get(k)) + b * z.get(k));
	}
}
