// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The seeds are fixed. The effective number of draws is taken as a tenth of their number, with few walkers as a
 * twentieth; with that, another seed fails each of the 24 comparisons with probability 6e-7 (five standard errors).
 */
class EnsembleSamplerTest {

	private static final EnsembleSampler SAMPLER = new EnsembleSampler(4, 100, 10, 10, 1.02);
	private static final int DRAWS = 4000;
	private static final double BOUND = 5 / Math.sqrt(DRAWS / 10.);

	/** z ~ N(0, I) and z1 + z2 observed as 3 with variance 0.01: mean 3 / 2.01 each, variance 1 - 1 / 2.01. */
	@Test
	void gaussianPosteriorOfStronglyCorrelatedVariables() {
		final double[][] draws = SAMPLER.sample(3, z -> -Math.pow(z[0] + z[1] - 3, 2) / (2 * 0.01), DRAWS, 1);
		assertEquals(DRAWS, draws.length);
		final double variance = 1 - 1 / 2.01;
		for (int i = 0; i < 2; i++) {
			final int k = i;
			assertEquals(3 / 2.01, mean(draws, z -> z[k]), BOUND * Math.sqrt(variance));
			assertEquals(variance, mean(draws, z -> Math.pow(z[k] - 3 / 2.01, 2)), BOUND * variance * Math.sqrt(2));
		}
		final double sumVariance = 2 - 4 / 2.01;
		assertEquals(6 / 2.01, mean(draws, z -> z[0] + z[1]), BOUND * Math.sqrt(sumVariance));
		assertEquals(sumVariance, mean(draws, z -> Math.pow(z[0] + z[1] - 6 / 2.01, 2)), BOUND * sumVariance * Math.sqrt(2));
		assertEquals(0, mean(draws, z -> z[2]), BOUND);
		assertEquals(1, mean(draws, z -> z[2] * z[2]), BOUND * Math.sqrt(2));
	}

	/** With few walkers and many moves, an error of the moves would show that large ensembles hide. */
	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 4 })
	void movesLeaveTheNormalDistributionAsItIs(final int dimension) {
		final int count = 40_000;
		final double[][] draws = new EnsembleSampler(4, 10, 1000, 3, 1.05).sample(dimension, z -> 0, count, 2);
		final double bound = 5 / Math.sqrt(count / 20.);
		for (int i = 0; i < dimension; i++) {
			final int k = i;
			assertEquals(0, mean(draws, z -> z[k]), bound);
			assertEquals(1, mean(draws, z -> z[k] * z[k]), bound * Math.sqrt(2));
		}
	}

	/** Two separate modes, 40 standard deviations apart, of weights 1 to 3. */
	@Test
	void separateModesKeepTheirWeights() {
		final double[][] draws = new EnsembleSampler(4, 400, 2, 10, 1.05).sample(2, z -> Math.log(Math.exp(-200 * distance(z, -1))
			+ 3 * Math.exp(-200 * distance(z, 1)) + 1e-300), DRAWS, 1);
		assertEquals(0.75, mean(draws, z -> z[0] > 0 ? 1 : 0), 5 * Math.sqrt(0.75 * 0.25 / 400));
	}

	private static double distance(final double[] z, final double centre) {
		return Math.pow(z[0] - centre, 2) + Math.pow(z[1] - centre, 2);
	}

	@Test
	void sameSeedSameDraws() {
		final EnsembleSampler sampler = new EnsembleSampler(2, 10, 2, 2, 10);
		final double[][] draws = sampler.sample(1, z -> -z[0] * z[0], 30, 5);
		assertArrayEquals(draws, sampler.sample(1, z -> -z[0] * z[0], 30, 5));
		assertTrue(draws[0][0] != sampler.sample(1, z -> -z[0] * z[0], 30, 6)[0][0]);
	}

	@Test
	void runThatDoesNotConvergeIsRefused() {
		final EnsembleSampler strict = new EnsembleSampler(2, 10, 2, 1, 1 - 1e-3);
		assertThrows(IllegalStateException.class, () -> strict.sample(1, z -> -z[0] * z[0], 10, 1));
	}

	/** Halves (0, 2), (0, 2), (3, 5), (3, 5): W = 2, means 1, 1, 4, 4 of variance 3, n = 2. */
	@Test
	void splitRHatByHand() {
		assertEquals(Math.sqrt(0.5 + 3 / 2.), EnsembleSampler.splitRHat(new double[][] { { 0, 2, 0, 2 }, { 3, 5, 3, 5 } }),
			1e-15);
		assertEquals(Math.sqrt(0.5 + 3 / 2.), EnsembleSampler.splitRHat(new double[][] { { 0, 2, 3, 5 }, { 3, 5, 0, 2 } }),
			1e-15, "a trend within the chains counts as well");
	}

	private static double mean(final double[][] draws, final ToDoubleFunction<double[]> quantity) {
		return Arrays.stream(draws).mapToDouble(quantity).average().orElseThrow();
	}
}
