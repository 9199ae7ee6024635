// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.task.InverseKinematics;

/**
 * Draws on the surface or curve of arms that reach a point, against prior draws that come near it. The
 * seed is fixed; each of the 12 comparisons fails with probability 1e-6, besides the width of "near".
 */
class InverseKinematicsReferenceTest {

	private static final double NEAR = 0.02;

	@ParameterizedTest
	@CsvSource({ "NaN, NaN, 1.5, 100000", "0.1, 0.6, NaN, 100000", "0.1, 0.7, 1.7, 2000000", "NaN, 0.9, 1.5, 2000000" })
	void limitOfThinShells(final double height, final double x1, final double x2, final int trials) {
		final InverseKinematics simulator = new InverseKinematics();
		final List<double[]> near = new ArrayList<>();
		final SeededRandom rng = new SeededRandom(1, 1);
		for (int i = 0; i < trials; i++) {
			final double[] theta = { Double.isNaN(height) ? 0.25 * rng.nextGaussian() : height, 0.5 * rng.nextGaussian(), 0.5
				* rng.nextGaussian(), 0.5 * rng.nextGaussian() };
			final double[] x = simulator.simulate(theta, rng);
			if (!(Math.abs(x[0] - x1) > NEAR || Math.abs(x[1] - x2) > NEAR)) near.add(theta);
		}
		assertTrue(near.size() > 500, "only " + near.size());
		final double[][] draws = new InverseKinematicsReference().sample(new double[] { height, Double.NaN, Double.NaN,
			Double.NaN, x1, x2 }, 4000, 1);
		for (int i = 1; i <= 3; i++) {
			final int column = i;
			final double multiple = KolmogorovSmirnov.between(near.stream().mapToDouble(row -> row[column]).toArray(), Arrays
				.stream(draws).mapToDouble(row -> row[column]).toArray(), 1e-6);
			assertTrue(multiple < 1, "angle_" + i + ": distance is " + multiple + " of its limit");
		}
		for (final double[] row : draws) {
			final double[] x = simulator.simulate(Arrays.copyOf(row, 4), rng);
			assertEquals(x[0], row[4], 1e-9);
			assertEquals(x[1], row[5], 1e-9);
		}
	}
}
