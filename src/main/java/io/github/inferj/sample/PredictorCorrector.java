// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * Predictor-corrector sampling (Song et al. 2021, algorithm 1): a step of {@link EulerMaruyama} to the
 * next level, then steps of Langevin dynamics at that level, x + e s(x, sigma) + sqrt(2 e) z with the
 * score s = (D(x, sigma) - x) / sigma^2. The step size is e = strength (a^2 - b^2) / 2 from level a to
 * b (strength 1 mixes as much again as the reverse SDE itself does), at most b^2 / 2; so the error
 * vanishes with the number of levels, of weak order 1, and draws do not depend on each other as with
 * Song's step size from norms over the batch. 1 + corrections evaluations per level.
 */
public final class PredictorCorrector implements Sampler {

	private static final double LARGEST_PULL = 0.5;

	private final double[] levels;
	private final int corrections;
	private final double strength;

	/**
	 * @param levels the noise levels, descending
	 * @param corrections number of Langevin steps at each level, at least 0
	 * @param strength how much each of them mixes, positive
	 */
	public PredictorCorrector(final double[] levels, final int corrections, final double strength) {
		if (corrections < 0 || !(strength > 0)) throw new IllegalArgumentException("corrections = " + corrections
			+ ", strength = " + strength + ": they must be at least 0, and positive");
		this.levels = levels.clone();
		this.corrections = corrections;
		this.strength = strength;
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer denoised = Buffers.like(x);
		final FloatBuffer z = Buffers.like(x);
		for (int i = 0; i < levels.length - 1; i++) {
			denoiser.denoise(x, levels[i], denoised);
			EulerMaruyama.step(x, denoised, levels[i], levels[i + 1], noise, z);
			final double ratio = levels[i] / levels[i + 1];
			final double pull = Math.min(LARGEST_PULL, strength * (ratio * ratio - 1) / 2);
			for (int c = 0; c < corrections; c++) {
				denoiser.denoise(x, levels[i + 1], denoised);
				EulerMaruyama.add(x, denoised, pull, levels[i + 1] * Math.sqrt(2 * pull), noise, z);
			}
		}
		denoiser.denoise(x, levels[levels.length - 1], denoised);
		x.put(0, denoised, 0, x.capacity());
	}
}
