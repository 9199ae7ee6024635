// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

class SeparateSurfacesTest {

	private static final int FUNCTIONS = 30;

	/** Function k at a point of its own variable x and shared ones a and b. */
	private static double function(final int k, final double x, final double a, final double b) {
		return k + x - 0.5 * x * a * b + 0.1 * k * Math.pow(a, 3) - b * b;
	}

	private static double[][] points(final int count) {
		final SeededRandom rng = new SeededRandom(3, 9);
		return Stream.generate(() -> IntStream.range(0, FUNCTIONS + 2).mapToDouble(k -> rng.nextGaussian()).toArray()).limit(count)
			.toArray(double[][]::new);
	}

	private static double[] values(final double[] point) {
		return IntStream.range(0, FUNCTIONS).mapToDouble(k -> function(k, point[k], point[FUNCTIONS], point[FUNCTIONS + 1])).toArray();
	}

	/** Cubics of three variables have 20 coefficients; of all 32 variables there would be 6,545. */
	@Test
	void cubicsOfOwnAndSharedVariablesAreExactWithFewPoints() {
		final double[][] points = points(60);
		final Surface surfaces = SeparateSurfaces.through(points, Arrays.stream(points).map(SeparateSurfacesTest::values).toArray(
			double[][]::new), 1e-8).orElseThrow();
		final double[] between = IntStream.range(0, FUNCTIONS + 2).mapToDouble(k -> (points[3][k] + points[4][k]) / 2).toArray();
		final double[] found = surfaces.at(between);
		final double[] expected = values(between);
		for (int k = 0; k < FUNCTIONS; k++) assertEquals(expected[k], found[k], 1e-7);
		assertEquals(8, SeparateSurfaces.leastPoints(2));
	}

	@Test
	void theErrorIsThatOfTheWorst() {
		final double[][] points = points(60);
		final double[][] values = Arrays.stream(points).map(SeparateSurfacesTest::values).toArray(double[][]::new);
		for (int i = 0; i < points.length; i++) values[i][7] += points[i][8];
		assertTrue(SeparateSurfaces.through(points, values, 1.6).isPresent());
		assertTrue(SeparateSurfaces.through(points, values, 0.8).isEmpty(), "another function's variable");
	}

	/** Of six variables there are 84 cubic terms, which 500 points would tell, and 28 quadratic ones. */
	@Test
	void cubicsAreOfFewVariablesAlone() {
		final SeededRandom rng = new SeededRandom(3, 10);
		final double[][] points = Stream.generate(() -> IntStream.range(0, 6).mapToDouble(k -> rng.nextGaussian()).toArray()).limit(500)
			.toArray(double[][]::new);
		assertTrue(SeparateSurfaces.through(points, Arrays.stream(points).map(x -> new double[] { x[1] * x[5] - x[0] }).toArray(
			double[][]::new), 1e-6).isPresent());
		assertTrue(SeparateSurfaces.through(points, Arrays.stream(points).map(x -> new double[] { x[1] * x[2] * x[5] }).toArray(
			double[][]::new), 0.5).isEmpty());
	}

	@Test
	void reachesWhereAllDo() {
		final double[][] points = points(60);
		final Surface surfaces = SeparateSurfaces.through(points, Arrays.stream(points).map(SeparateSurfacesTest::values).toArray(
			double[][]::new), 1).orElseThrow();
		assertTrue(surfaces.reaches(points[0], 0.25));
		for (int k = 0; k < FUNCTIONS + 2; k++) {
			final double[] far = points[0].clone();
			far[k] = 9;
			assertFalse(surfaces.reaches(far, 0.25), "variable " + k);
		}
	}
}
