// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import io.github.inferj.diffusion.DenoiserJacobian;
import io.github.inferj.variable.Support;

/** Exact denoisers with known maxima. */
class ModeAscentTest {

	private static final DoubleUnaryOperator LEVEL = x -> 0;
	private static final double[] WEIGHTS = { 0.7, 0.3 };
	private static final double[] MEANS = { -1, 1 };
	private static final double[] SDS = { 0.5, 0.1 };

	/** E[x_0 | x] = m + S (S + sigma^2 I)^-1 (x - m) of the three latent variables of a {@link GaussianJoint}. */
	private static DenoiserJacobian gaussian(final GaussianJoint joint) {
		return (x, sigma, denoised, jacobian) -> {
			final double[][] gain = GaussianJoint.times(joint.covariance, GaussianJoint.inverse(joint.noisy(sigma)));
			for (int s = 0; s < x.length / 3; s++) for (int i = 0; i < 3; i++) {
				denoised[s * 3 + i] = joint.mean[i];
				for (int j = 0; j < 3; j++) {
					denoised[s * 3 + i] += gain[i][j] * (x[s * 3 + j] - joint.mean[j]);
					jacobian[(s * 3 + i) * 3 + j] = gain[i][j];
				}
			}
		};
	}

	private static Support[] real(final int n) {
		final Support[] supports = new Support[n];
		Arrays.fill(supports, Support.REAL);
		return supports;
	}

	@Test
	void theMaximumOfAGaussianIsItsMean() {
		final GaussianJoint joint = new GaussianJoint();
		final double[] top = new ModeAscent(0.2, 1e-3).climb(gaussian(joint), real(3), new DoubleUnaryOperator[] { LEVEL, LEVEL,
			LEVEL }, new double[] { 2, -3, 1, -1, 0.5, 0 });
		for (int k = 0; k < top.length; k++) assertEquals(joint.mean[k % 3], top[k], 1e-4);
	}

	/** A tilt g . x moves the maximum by S g, and one of -q x^2 / 2 is another Gaussian. */
	@Test
	void tiltsMoveTheMaximum() {
		final GaussianJoint joint = new GaussianJoint();
		final double[] top = new ModeAscent(0.2, 1e-3).climb(gaussian(joint), real(3), new DoubleUnaryOperator[] { x -> 0.5 * x,
			LEVEL, x -> -2 * x * x }, new double[] { 1, 1, 1 });
		final double[][] precision = GaussianJoint.inverse(joint.covariance);
		final double[] right = new double[3];
		for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) right[i] += precision[i][j] * joint.mean[j];
		right[0] += 0.5;
		precision[2][2] += 4;
		final double[][] covariance = GaussianJoint.inverse(precision);
		for (int i = 0; i < 3; i++) {
			double expected = 0;
			for (int j = 0; j < 3; j++) expected += covariance[i][j] * right[j];
			assertEquals(expected, top[i], 1e-3);
		}
	}

	/** The score and its derivative of 0.7 N(-1, 0.5^2) + 0.3 N(1, 0.1^2) with noise. */
	private static void mixture(final double[] x, final double sigma, final double[] denoised, final double[] jacobian) {
		for (int s = 0; s < x.length; s++) {
			double density = 0;
			double first = 0;
			double second = 0;
			for (int k = 0; k < 2; k++) {
				final double variance = SDS[k] * SDS[k] + sigma * sigma;
				final double d = (x[s] - MEANS[k]) / variance;
				final double p = WEIGHTS[k] * Math.exp(-d * d * variance / 2) / Math.sqrt(variance);
				density += p;
				first -= p * d;
				second += p * (d * d - 1 / variance);
			}
			denoised[s] = x[s] + sigma * sigma * first / density;
			jacobian[s] = 1 + sigma * sigma * (second / density - first * first / density / density);
		}
	}

	@Test
	void everyStartClimbsItsOwnHill() {
		final double[] starts = { -2.5, -1.4, -0.6, 0.8, 1, 1.25 };
		final double[] tops = new ModeAscent(0.25, 1e-3).climb(ModeAscentTest::mixture, real(1), new DoubleUnaryOperator[] {
			LEVEL }, starts);
		assertArrayEquals(new double[] { -1, -1, -1, 1, 1, 1 }, tops, 2e-3);
	}

	/** N(-1, 0.5^2) cut to positive values, as samplers cut it: estimates are clipped to the support. */
	@Test
	void stopsAtTheEndOfASupport() {
		final DenoiserJacobian cut = (x, sigma, denoised, jacobian) -> {
			final double gain = 0.25 / (0.25 + sigma * sigma);
			for (int s = 0; s < x.length; s++) {
				final double estimate = -1 + gain * (x[s] + 1);
				denoised[s] = Math.max(0, estimate);
				jacobian[s] = estimate < 0 ? 0 : gain;
			}
		};
		final double[] tops = new ModeAscent(0.2, 1e-3).climb(cut, new Support[] { Support.POSITIVE }, new DoubleUnaryOperator[] {
			LEVEL }, new double[] { 0.6, 0.01 });
		assertArrayEquals(new double[] { 0, 0 }, tops, 1e-9);
	}

	@Test
	void refusesLevelsOutOfOrder() {
		assertThrows(IllegalArgumentException.class, () -> new ModeAscent(0.1, 0.2));
	}
}
