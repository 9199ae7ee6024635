// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;

import io.github.inferj.diffusion.Denoiser;

/**
 * The exact denoiser of three variables: 0 and 1 are Gaussian with variances 0.8 and 0.05 along axes
 * turned by 0.6, and 2 is observed.
 */
final class ExactGaussian implements Denoiser {

	static final int VARIABLES = 3;
	static final double[] OBSERVED = { Double.NaN, Double.NaN, 0.4 };
	static final double[] MEAN = { 0.2, -0.4 };
	static final double LONG = 0.8;
	static final double SHORT = 0.05;

	private static final double COS = Math.cos(0.6);
	private static final double SIN = Math.sin(0.6);

	int evaluations;

	@Override
	public void denoise(final FloatBuffer x, final double sigma, final FloatBuffer denoised) {
		evaluations++;
		final double variance = sigma * sigma;
		for (int k = 0; k < x.capacity(); k += VARIABLES) {
			final double a = x.get(k) - MEAN[0];
			final double b = x.get(k + 1) - MEAN[1];
			final double along = LONG / (LONG + variance) * (COS * a + SIN * b);
			final double across = SHORT / (SHORT + variance) * (COS * b - SIN * a);
			denoised.put(k, (float) (MEAN[0] + COS * along - SIN * across));
			denoised.put(k + 1, (float) (MEAN[1] + SIN * along + COS * across));
			denoised.put(k + 2, x.get(k + 2));
		}
	}

	/** @return an exact draw of variables 0 and 1 */
	static double[] draw(final RandomGenerator rng) {
		final double along = Math.sqrt(LONG) * rng.nextGaussian();
		final double across = Math.sqrt(SHORT) * rng.nextGaussian();
		return new double[] { MEAN[0] + COS * along - SIN * across, MEAN[1] + SIN * along + COS * across };
	}

	static double[][] covariance() {
		final double cross = COS * SIN * (LONG - SHORT);
		return new double[][] { { COS * COS * LONG + SIN * SIN * SHORT, cross, 0 }, { cross, SIN * SIN * LONG + COS * COS * SHORT, 0 },
			{ 0, 0, 0 } };
	}

	static GaussianMoments moments() {
		return new GaussianMoments(new double[] { MEAN[0], MEAN[1], OBSERVED[2] }, covariance());
	}
}
