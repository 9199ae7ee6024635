// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;
import java.util.Optional;

import io.github.inferj.diffusion.Denoiser;

/**
 * Heun's method for the probability-flow ODE dx/dsigma = (x - D(x, sigma)) / sigma (Karras et al. 2022,
 * algorithm 1), and with {@link Churn} their stochastic sampler (algorithm 2). Of second order. The
 * last step, to noise level 0, takes the denoised estimate. Two evaluations per step.
 */
public final class HeunSolver implements Sampler {

	/**
	 * Noise added before each step.
	 *
	 * @param amount S_churn: how much over all steps; each raises the level by at most a factor sqrt(2),
	 *          and never above the largest level
	 * @param lowest S_min: the lowest level at which noise is added
	 * @param highest S_max: the highest
	 * @param inflation S_noise: the standard deviation of the added noise, relative to the exact one
	 */
	public record Churn(double amount, double lowest, double highest, double inflation) {

		public Churn {
			if (!(amount > 0 && highest >= lowest && inflation > 0)) throw new IllegalArgumentException("churn " + amount
				+ " between levels " + lowest + " and " + highest + " with inflation " + inflation
				+ ": amount and inflation must be positive, levels ascending");
		}

		/** @return churn at all levels, without inflation */
		public static Churn of(final double amount) {
			return new Churn(amount, 0, Double.POSITIVE_INFINITY, 1);
		}
	}

	private final double[] levels;
	private final Optional<Churn> churn;

	/** The deterministic sampler; {@code levels} are the noise levels, descending. */
	public HeunSolver(final double[] levels) {
		this(levels, Optional.empty());
	}

	/** The stochastic sampler; {@code levels} are the noise levels, descending. */
	public HeunSolver(final double[] levels, final Churn churn) {
		this(levels, Optional.of(churn));
	}

	private HeunSolver(final double[] levels, final Optional<Churn> churn) {
		this.levels = levels.clone();
		this.churn = churn;
	}

	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final FloatBuffer denoised = Buffers.like(x);
		final FloatBuffer euler = Buffers.like(x);
		final FloatBuffer corrected = Buffers.like(x);
		for (int i = 0; i < levels.length - 1; i++) {
			final double from = raise(levels[i], noise, x, euler);
			final double to = levels[i + 1];
			denoiser.denoise(x, from, denoised);
			final float step = (float) (to / from - 1);
			for (int k = 0; k < x.capacity(); k++) euler.put(k, x.get(k) + step * (x.get(k) - denoised.get(k)));
			denoiser.denoise(euler, to, corrected);
			final float atStart = (float) ((to / from - 1) / 2);
			final float atEnd = (float) ((1 - from / to) / 2);
			for (int k = 0; k < x.capacity(); k++) x.put(k, x.get(k) + atStart * (x.get(k) - denoised.get(k)) + atEnd * (euler.get(
				k) - corrected.get(k)));
		}
		denoiser.denoise(x, levels[levels.length - 1], denoised);
		x.put(0, denoised, 0, x.capacity());
	}

	/** Adds the churn's noise to x and returns the level it then has; z is overwritten. */
	private double raise(final double level, final NoiseSource noise, final FloatBuffer x, final FloatBuffer z) {
		if (churn.isEmpty() || level < churn.get().lowest() || level > churn.get().highest()) return level;
		final double factor = 1 + Math.min(churn.get().amount() / levels.length, Math.sqrt(2) - 1);
		final double raised = Math.min(levels[0], level * factor);
		final float sd = (float) (churn.get().inflation() * Math.sqrt(raised * raised - level * level));
		if (sd == 0) return level;
		noise.fill(z);
		for (int k = 0; k < x.capacity(); k++) x.put(k, x.get(k) + sd * z.get(k));
		return raised;
	}
}
