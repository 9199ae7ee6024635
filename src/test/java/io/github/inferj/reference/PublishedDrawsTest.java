// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.diagnose.ReferencePosterior;
import io.github.inferj.simulate.SeededRandom;

/**
 * Posterior draws against those the sbi benchmark publishes: each parameter, random projections, and products of two. The
 * seed is fixed; with another, one of the 170 comparisons fails with probability 2e-5.
 */
class PublishedDrawsTest {

	private static final Path FOLDER = Path.of("src/test/resources/io/github/inferj/reference/sbibm");
	private static final int DRAWS = 10_000;
	private static final int COMBINATIONS = 8;
	private static final double RATE = 1e-7;

	@ParameterizedTest
	@CsvSource({ "gaussian_linear, 1", "gaussian_linear, 5", "gaussian_mixture, 1", "gaussian_mixture, 5", "two_moons, 1",
		"two_moons, 5", "slcp, 1", "slcp, 5" })
	void agree(final String task, final int observation) {
		final ReferencePosterior published = ReferencePosterior.read(FOLDER.resolve(task).resolve("observation_" + observation));
		final ConditionalReference reference = ConditionalReferences.of(task);
		final int parameters = reference.specification().parameterCount();
		final double[] given = new double[reference.specification().size()];
		Arrays.fill(given, Double.NaN);
		System.arraycopy(published.observation(), 0, given, parameters, published.observation().length);
		final double[][] draws = reference.sample(given, DRAWS, 1);
		for (int i = 0; i < parameters; i++) {
			final int column = i;
			assertAlike("theta_" + (i + 1), published.samples(), draws, row -> row[column]);
		}
		final SeededRandom rng = new SeededRandom(1, observation);
		for (int k = 0; k < COMBINATIONS; k++) {
			final double[] weights = rng.doubles(parameters, -1, 1).toArray();
			assertAlike("projection " + k, published.samples(), draws, row -> {
				double sum = 0;
				for (int i = 0; i < parameters; i++) sum += weights[i] * row[i];
				return sum;
			});
			final int a = rng.nextInt(parameters), b = rng.nextInt(parameters);
			assertAlike("product of " + a + " and " + b, published.samples(), draws, row -> row[a] * row[b]);
		}
	}

	private static void assertAlike(final String what, final double[][] published, final double[][] draws,
		final ToDoubleFunction<double[]> quantity)
	{
		final double multiple = KolmogorovSmirnov.between(Arrays.stream(published).mapToDouble(quantity).toArray(), Arrays
			.stream(draws).mapToDouble(quantity).toArray(), RATE);
		assertTrue(multiple < 1, what + ": distance is " + multiple + " of its limit");
	}
}
