// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * {@link EulerMaruyama} with self-recurrence (Lugmayr et al. 2022; Gloeckler et al. 2024, algorithm 1):
 * after a step from level a to b, noise of variance a^2 - b^2 takes the sample back to a and the step is
 * repeated. Errors of a guided denoiser are thereby forgotten while the level is the same. With one
 * repetition this is EulerMaruyama itself. As many evaluations per level as repetitions, and one for
 * the last level.
 */
public final class SelfRecurrent implements Sampler {

	private final double[] levels;
	private final int repetitions;

	/**
	 * @param levels the noise levels, descending
	 * @param repetitions how often each step is made, at least 1
	 */
	public SelfRecurrent(final double[] levels, final int repetitions) {
		if (repetitions < 1) throw new IllegalArgumentException("repetitions = " + repetitions + ": at least 1 is needed");
		this.levels = levels.clone();
		this.repetitions = repetitions;
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer denoised = Buffers.like(x);
		final FloatBuffer z = Buffers.like(x);
		for (int i = 0; i < levels.length - 1; i++) {
			for (int r = 0; r < repetitions; r++) {
				if (r > 0) EulerMaruyama.add(x, x, 0, Math.sqrt(levels[i] * levels[i] - levels[i + 1] * levels[i + 1]), noise, z);
				denoiser.denoise(x, levels[i], denoised);
				EulerMaruyama.step(x, denoised, levels[i], levels[i + 1], noise, z);
			}
		}
		denoiser.denoise(x, levels[levels.length - 1], denoised);
		x.put(0, denoised, 0, x.capacity());
	}
}
