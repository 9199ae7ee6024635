// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

class ResponseSurfaceTest {

	private static ResponseSurface through(final double[][] points, final double[][] values) {
		return ResponseSurface.through(points, values, 100, 0);
	}

	private static double[][] points(final int count, final int variables, final long seed) {
		final SeededRandom rng = new SeededRandom(3, seed);
		return Stream.generate(() -> IntStream.range(0, variables).mapToDouble(k -> 5 * k + rng.nextGaussian()).toArray()).limit(count)
			.toArray(double[][]::new);
	}

	@SafeVarargs
	private static double[][] values(final double[][] points, final ToDoubleFunction<double[]>... functions) {
		return Arrays.stream(points).map(point -> Arrays.stream(functions).mapToDouble(f -> f.applyAsDouble(point)).toArray()).toArray(
			double[][]::new);
	}

	/** Ten coefficients of two variables. */
	@Test
	void cubicsAreExact() {
		final ToDoubleFunction<double[]> f = x -> 1 - 2 * x[0] + x[0] * x[0] * x[1] - 0.1 * Math.pow(x[1], 3);
		final ToDoubleFunction<double[]> g = x -> 3 + x[0] * x[1];
		final double[][] points = points(30, 2, 0);
		final ResponseSurface surface = through(points, values(points, f, g));
		assertEquals(0, surface.error(), 1e-9);
		for (int i = 0; i < points.length; i += 7) {
			final double[] between = { (points[i][0] + points[1][0]) / 2, (points[i][1] + points[1][1]) / 2 };
			assertArrayEquals(new double[] { f.applyAsDouble(between), g.applyAsDouble(between) }, surface.at(between), 1e-9);
		}
	}

	/** 17 points are too few for ten coefficients, and 10 for six. */
	@Test
	void fewPointsMakePolynomialsOfLowerDegree() {
		final ToDoubleFunction<double[]> square = x -> x[0] * x[1];
		final ToDoubleFunction<double[]> cube = x -> x[0] * x[0] * x[0];
		final double[][] points = points(17, 2, 1);
		assertEquals(0, through(points, values(points, square)).error(), 1e-9);
		assertTrue(through(points, values(points, cube)).error() > 0.5);
		final double[][] fewer = Arrays.copyOf(points, 10);
		assertTrue(through(fewer, values(fewer, square)).error() > 0.5);
		assertEquals(0, through(fewer, values(fewer, x -> x[0] - x[1])).error(), 1e-9);
		assertEquals(6, ResponseSurface.leastPoints(2));
		assertTrue(ResponseSurface.through(points, values(points, square), 5, 0).error() > 0.5);
		assertTrue(ResponseSurface.through(points, values(points, square), 100, 5).error() > 0.5, "a plane is enough");
	}

	/** Of the worse of two functions, at points like those given: the mean of twenty fits of ten coefficients to 40 points each. */
	@Test
	void theErrorIsThatOfOtherPoints() {
		final ToDoubleFunction<double[]> wave = x -> Math.sin(2 * x[0] + x[1]);
		final ToDoubleFunction<double[]> plane = x -> x[0];
		double ratio = 0;
		for (int k = 0; k < 20; k++) {
			final double[][] points = square(40, 2 * k);
			final ResponseSurface surface = through(points, values(points, wave, plane));
			final double error = Math.sqrt(Arrays.stream(square(2_000, 2 * k + 1)).mapToDouble(x -> Math.pow(surface.at(x)[0] - wave
				.applyAsDouble(x), 2)).average().orElseThrow());
			ratio += surface.error() / error / 20;
		}
		assertEquals(1, ratio, 0.2);
	}

	private static double[][] square(final int count, final long seed) {
		final SeededRandom rng = new SeededRandom(3, seed);
		return Stream.generate(() -> new double[] { 2 * rng.nextDouble() - 1, 2 * rng.nextDouble() - 1 }).limit(count).toArray(
			double[][]::new);
	}

	/** Two variables that are always the same. */
	@Test
	void pointsThatDoNotTellTheCoefficientsHaveAnInfiniteError() {
		final double[][] points = Arrays.stream(points(30, 1, 4)).map(x -> new double[] { x[0], x[0] }).toArray(double[][]::new);
		assertEquals(Double.POSITIVE_INFINITY, through(points, values(points, x -> x[0])).error());
	}

	/** A cubic of 20 points with noise would have a larger error than the plane. */
	@Test
	void theDegreeIsThatOfTheLeastError() {
		final SeededRandom rng = new SeededRandom(3, 77);
		int planes = 0;
		for (int k = 0; k < 20; k++) {
			final double[][] points = points(20, 2, 100 + k);
			final ResponseSurface surface = through(points, values(points, x -> x[0] + rng.nextGaussian()));
			final double[] far = { 40, 5 };
			if (Math.abs(surface.at(far)[0] - 40) < 30) planes++;
		}
		assertTrue(planes >= 10, planes + " of 20");
	}

	@Test
	void reachesAQuarterOfTheirRangeBeyondThePoints() {
		final double[][] points = { { 0, 1 }, { 1, -3 }, { 2, 2 }, { 3, 0 }, { 4, 5 }, { 2, 2 }, { 1, 1 }, { 0, 0 }, { 3, 3 } };
		final ResponseSurface surface = through(points, values(points, x -> 2 * x[0]));
		assertTrue(surface.reaches(new double[] { -0.99, 6.99 }, 0.25));
		assertTrue(surface.reaches(new double[] { 4.99, -4.99 }, 0.25));
		assertFalse(surface.reaches(new double[] { -1.01, 2 }, 0.25));
		assertFalse(surface.reaches(new double[] { 2, 7.01 }, 0.25));
		assertFalse(surface.reaches(new double[] { Double.NaN, 2 }, 0.25));
	}
}
