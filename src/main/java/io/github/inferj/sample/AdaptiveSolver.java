// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.diffusion.NoiseLevels;

/**
 * The probability-flow ODE in the logarithm u of the noise level, dx/du = x - D(x, e^u), by Bogacki and
 * Shampine's third-order Runge-Kutta pair (1989) with steps that keep the estimated error of every
 * step and variable below a tolerance times the noise level reached. Errors made at high noise shrink
 * with the noise, so this bounds them in units of the result's own spread. All samples of a call share
 * their steps, those of the worst: with other company a draw differs within the tolerance. The last
 * step, to noise level 0, takes the denoised estimate. Three evaluations per step.
 */
public final class AdaptiveSolver implements Sampler {

	private static final double ROUNDING = 5e-7;
	private static final double FIRST_STEP = 0.1;
	private static final double SMALLEST_STEP = 1e-5;
	private static final double SAFETY = 0.9;
	private static final double LEAST_FACTOR = 0.2;
	private static final double LARGEST_FACTOR = 5;

	private final NoiseLevels levels;
	private final double tolerance;

	/**
	 * @param levels where to start and to end
	 * @param tolerance error per step relative to the noise level; 1e-2 is quick, 1e-4 near what single
	 *          precision gives
	 */
	public AdaptiveSolver(final NoiseLevels levels, final double tolerance) {
		if (!(tolerance > 0)) throw new IllegalArgumentException("tolerance = " + tolerance + ": it must be positive");
		this.levels = levels;
		this.tolerance = tolerance;
	}

	/** @throws IllegalStateException if the denoiser's estimates are not finite */
	@Override
	public void sample(final Denoiser denoiser, final NoiseSource noise, final FloatBuffer x) {
		final Stages stages = new Stages(denoiser, x);
		final double end = Math.log(levels.smallest());
		double u = Math.log(levels.largest());
		double step = FIRST_STEP;
		stages.start(u);
		while (u > end) {
			final boolean last = u - step <= end + SMALLEST_STEP;
			final double next = last ? end : u - step;
			final boolean smallest = step <= SMALLEST_STEP;
			final double error = stages.attempt(u, next);
			if (Double.isNaN(error) && smallest) throw new IllegalStateException("the denoiser's estimates at noise level " + Math
				.exp(u) + " are not finite");
			final double factor = Double.isNaN(error) ? LEAST_FACTOR : Math.max(LEAST_FACTOR, Math.min(LARGEST_FACTOR, SAFETY
				/ Math.cbrt(error)));
			step = Math.max(SMALLEST_STEP, (u - next) * factor);
			if (!(error <= 1 || smallest)) continue;
			stages.accept();
			u = next;
		}
		stages.finish();
	}

	private final class Stages {

		private final Denoiser denoiser;
		private final FloatBuffer x;
		private final FloatBuffer trial;
		private final FloatBuffer[] slopes = new FloatBuffer[4];

		Stages(final Denoiser denoiser, final FloatBuffer x) {
			this.denoiser = denoiser;
			this.x = x;
			trial = Buffers.like(x);
			for (int i = 0; i < slopes.length; i++) slopes[i] = Buffers.like(x);
		}

		void start(final double u) {
			slope(x, u, slopes[0]);
		}

		private void slope(final FloatBuffer at, final double u, final FloatBuffer slope) {
			denoiser.denoise(at, Math.exp(u), slope);
			for (int k = 0; k < at.capacity(); k++) slope.put(k, at.get(k) - slope.get(k));
		}

		/** @return the largest error in units of the tolerance; NaN if it is not finite */
		double attempt(final double from, final double to) {
			final double h = to - from;
			advance(h / 2, 0, 0);
			slope(trial, from + h / 2, slopes[1]);
			advance(0, 3 * h / 4, 0);
			slope(trial, from + 3 * h / 4, slopes[2]);
			advance(2 * h / 9, h / 3, 4 * h / 9);
			slope(trial, to, slopes[3]);
			double worst = 0;
			for (int k = 0; k < x.capacity(); k++) {
				final double error = Math.abs(h * (-5.0 / 72 * slopes[0].get(k) + slopes[1].get(k) / 12.0 + slopes[2].get(k) / 9.0
					- slopes[3].get(k) / 8.0));
				final double relative = error / (tolerance * Math.exp(to) + ROUNDING * (1 + Math.abs(trial.get(k))));
				if (!Double.isFinite(relative)) return Double.NaN;
				worst = Math.max(worst, relative);
			}
			return worst;
		}

		private void advance(final double first, final double second, final double third) {
			for (int k = 0; k < x.capacity(); k++) trial.put(k, (float) (x.get(k) + first * slopes[0].get(k) + second * slopes[1]
				.get(k) + third * slopes[2].get(k)));
		}

		/** Takes the last attempt; its last slope is the next one's first. */
		void accept() {
			x.put(0, trial, 0, x.capacity());
			final FloatBuffer swap = slopes[0];
			slopes[0] = slopes[3];
			slopes[3] = swap;
		}

		void finish() {
			for (int k = 0; k < x.capacity(); k++) x.put(k, x.get(k) - slopes[0].get(k));
		}
	}
}
