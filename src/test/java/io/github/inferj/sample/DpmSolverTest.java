// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.diffusion.NoiseLevels;

/**
 * The exact denoiser of a one-dimensional Gaussian N(m, s^2) is m + s^2 / (s^2 + sigma^2) (x - m), and
 * its probability-flow ODE carries x at level a to m + (x - m) sqrt((s^2 + b^2) / (s^2 + a^2)) at b.
 */
class DpmSolverTest {

	private static final double MEAN = 0.7;
	private static final double VARIANCE = 0.25;
	private static final NoiseLevels LEVELS = new NoiseLevels(1e-3, 10);

	private static final Denoiser EXACT = (x, sigma, denoised) -> {
		for (int k = 0; k < x.capacity(); k++)
			denoised.put(k, (float) (MEAN + VARIANCE / (VARIANCE + sigma * sigma) * (x.get(k) - MEAN)));
	};

	private static double error(final int evaluations) {
		final float start = 12;
		final FloatBuffer x = FloatBuffer.wrap(new float[] { start });
		new DpmSolver(LEVELS.grid(evaluations)).sample(EXACT, NoiseSource.NONE, x);
		final double exact = MEAN + (start - MEAN) * Math.sqrt(VARIANCE / (VARIANCE + LEVELS.largest() * LEVELS.largest()));
		return Math.abs(x.get(0) - exact);
	}

	@Test
	void followsTheExactSolution() {
		assertEquals(0, error(20), 0.02);
		assertEquals(0, error(320), 1e-4);
	}

	@Test
	void isOfSecondOrder() {
		final double order = Math.log(error(40) / error(160)) / Math.log(4);
		assertTrue(order > 1.7 && order < 2.4, "order " + order);
	}

	@Test
	void leavesObservedVariablesAlone() {
		final FloatBuffer x = FloatBuffer.wrap(new float[] { 0.3f, 5 });
		new DpmSolver(LEVELS.grid(20)).sample((from, sigma, to) -> {
			EXACT.denoise(from, sigma, to);
			to.put(0, from.get(0));
		}, NoiseSource.NONE, x);
		assertEquals(0.3f, x.get(0));
	}
}
