// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

import io.github.inferj.Progress;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;

/**
 * Expectations over simulations, compared with their formulae. The seed is fixed, so a test passes
 * always or never; with another seed each comparison fails with probability 6e-7 (five standard
 * errors), and all 160 of this package together with less than 1e-4.
 */
final class Expectation {

	private static final double STANDARD_ERRORS = 5;

	private final Simulations simulations;

	Expectation(final Simulator simulator, final int count) {
		simulations = SimulationRun.of(simulator, count, 20261).run(Progress.NONE);
		assertEquals(0, simulations.rejected());
	}

	/** @param quantity of a row: the parameters, the data, and the places of functions */
	void of(final String what, final double expected, final ToDoubleFunction<double[]> quantity) {
		final int width = simulations.specification().rowSize();
		final int n = simulations.count();
		double sum = 0, squares = 0;
		for (int row = 0; row < n; row++) {
			final double value = quantity.applyAsDouble(Arrays.copyOfRange(simulations.values(), row * width, (row + 1) * width));
			sum += value;
			squares += value * value;
		}
		final double mean = sum / n;
		final double standardError = Math.sqrt((squares / n - mean * mean) / n);
		assertTrue(Math.abs(mean - expected) <= STANDARD_ERRORS * standardError, what + ": mean " + mean + " +- " +
			standardError + ", expected " + expected);
	}
}
