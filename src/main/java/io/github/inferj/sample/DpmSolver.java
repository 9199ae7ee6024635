// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * DPM-Solver++(2M) (Lu et al. 2022, algorithm 2), a multistep solver of the probability-flow ODE of
 * second order that evaluates the denoiser once per step, here for x_sigma = x_0 + sigma eps. The last
 * step, to noise level 0, is of first order, so that samples are denoised estimates themselves.
 */
public final class DpmSolver implements Sampler {

	private final double[] levels;

	/**
	 * @param levels the noise levels at which the denoiser is evaluated, descending
	 */
	public DpmSolver(final double[] levels) {
		this.levels = levels.clone();
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final int count = x.capacity();
		FloatBuffer denoised = Buffers.like(x);
		FloatBuffer previous = Buffers.like(x);
		double previousStep = 0;
		for (int i = 0; i < levels.length; i++) {
			denoiser.denoise(x, levels[i], denoised);
			final boolean last = i == levels.length - 1;
			final double ratio = last ? 0 : levels[i + 1] / levels[i];
			final double step = -Math.log(ratio);
			final double extrapolation = i == 0 || last ? 0 : step / (2 * previousStep);
			final float pull = (float) (1 - ratio);
			final float trend = (float) ((1 - ratio) * extrapolation);
			for (int k = 0; k < count; k++) x.put(k, x.get(k) + pull * (denoised.get(k) - x.get(k)) + trend * (denoised.get(k)
				- previous.get(k)));
			previousStep = step;
			final FloatBuffer swap = previous;
			previous = denoised;
			denoised = swap;
		}
	}
}
