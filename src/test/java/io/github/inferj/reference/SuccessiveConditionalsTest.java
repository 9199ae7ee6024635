// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All conditionals of all tasks by {@link SuccessiveConditionals}: the posterior, and every row with a mask of its own, of
 * any density. The seeds are fixed; with others, one of the 700 comparisons fails with probability below 5e-5.
 */
class SuccessiveConditionalsTest {

	private static final double RATE = 5e-8;

	@ParameterizedTest
	@CsvSource({ "gaussian_linear, 400", "gaussian_mixture, 400", "hmm, 80", "inverse_kinematics, 80", "slcp, 40", "toy, 150",
		"tree, 120", "two_moons, 400" })
	void completesRowsToSimulations(final String task, final int rows) {
		final ConditionalReference reference = ConditionalReferences.of(task);
		final int width = reference.specification().size(), parameters = reference.specification().parameterCount();
		assertPasses(new SuccessiveConditionals(reference, rows, (row, rng) -> {
			final boolean[] latent = new boolean[width];
			Arrays.fill(latent, 0, parameters, true);
			return latent;
		}, 100, RATE));
		assertPasses(new SuccessiveConditionals(reference, rows, (row, rng) -> {
			final boolean[] latent = new boolean[width];
			final double share = rng.nextDouble();
			for (int c = 0; c < width; c++) latent[c] = rng.nextDouble() < share;
			return latent;
		}, 200, RATE));
	}

	private static void assertPasses(final SuccessiveConditionals check) {
		final SuccessiveConditionals.Finding worst = check.worst();
		assertTrue(worst.multiple() < 1, worst.toString());
	}
}
