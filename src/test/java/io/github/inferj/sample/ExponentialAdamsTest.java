// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

/** The steps against integrals that are known. */
class ExponentialAdamsTest {

	/** The integral of e^(s - h) over 0 ... h is 1 - e^-h, that of s e^(s - h) is h - 1 + e^-h. */
	@Test
	void weightsIntegrateLinesExactly() {
		final double h = 0.7;
		final double[] nodes = { 0, -0.4 };
		final double[] weights = ExponentialAdams.weights(nodes, h);
		assertEquals(1 - Math.exp(-h), weights[0] + weights[1], 1e-14);
		assertEquals(h - 1 + Math.exp(-h), weights[0] * nodes[0] + weights[1] * nodes[1], 1e-14);
		assertArrayEquals(new double[] { 1 - Math.exp(-h) }, ExponentialAdams.weights(new double[] { 0.2 }, h), 1e-14);
	}

	/**
	 * For the estimate D = lambda, dx/dlambda = D - x has the solution x = lambda - 1 + C e^-lambda. The corrector knows two
	 * estimates from the first step on, so every later prediction starts from the exact value.
	 */
	@Test
	void followsLinearEstimatesExactly() {
		final double[] levels = { 5, 3, 2, 1.2, 0.7 };
		final double[] predicted = new double[levels.length];
		final FloatBuffer x = FloatBuffer.wrap(new float[] { 4 });
		final int[] call = new int[1];
		new ExponentialAdams(levels, 2).sample((from, sigma, to) -> {
			predicted[call[0]++] = from.get(0);
			to.put(0, (float) -Math.log(sigma));
		}, NoiseSource.NONE, x);
		final double constant = (4 + Math.log(5) + 1) / 5;
		for (int i = 2; i < levels.length; i++) assertEquals(-Math.log(levels[i]) - 1 + constant * levels[i], predicted[i], 1e-6,
			"level " + levels[i]);
		assertEquals(-Math.log(0.7), x.get(0), 1e-6);
	}

	@Test
	void ordersBelowOneAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new ExponentialAdams(new double[] { 1 }, 0));
		assertThrows(IllegalArgumentException.class, () -> new ExponentialAdams(new double[] { 1 }, 1, -0.1));
	}
}
