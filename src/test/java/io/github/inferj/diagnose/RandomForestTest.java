// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

class RandomForestTest {

	@Test
	void memorisesItsTrainingSet() {
		final SeededRandom rng = new SeededRandom(1, 0);
		final double[][] x = new double[2][300];
		final boolean[] classOne = new boolean[300];
		for (int i = 0; i < classOne.length; i++) {
			x[0][i] = rng.nextGaussian();
			x[1][i] = rng.nextGaussian();
			classOne[i] = rng.nextBoolean();
		}
		final boolean[] predicted = RandomForest.grow(x, classOne, 200, 1).classify(x);
		assertArrayEquals(classOne, predicted);
	}

	@Test
	void learnsExclusiveOr() {
		final SeededRandom rng = new SeededRandom(2, 0);
		final double[][] x = new double[2][4000];
		final boolean[] classOne = new boolean[4000];
		for (int i = 0; i < classOne.length; i++) {
			x[0][i] = rng.nextGaussian();
			x[1][i] = rng.nextGaussian();
			classOne[i] = x[0][i] > 0 ^ x[1][i] > 0;
		}
		final double[][] fresh = { { 1, 1, -1, -1 }, { 1, -1, 1, -1 } };
		assertArrayEquals(new boolean[] { false, true, true, false }, RandomForest.grow(x, classOne, 50, 1).classify(fresh));
	}

	@Test
	void aTreeSplitsHalfwayBetweenTheClasses() {
		final double[][] x = { { 0, 1, 2, 10, 11, 12 } };
		final boolean[] classOne = { false, false, false, true, true, true };
		final int[][] sorted = { IntStream.range(0, 6).toArray() };
		for (int seed = 0; seed < 20; seed++) {
			final SeededRandom bootstrap = new SeededRandom(seed, 0);
			final boolean[] drawn = new boolean[6];
			for (int i = 0; i < 6; i++) drawn[bootstrap.nextInt(6)] = true;
			final double below = Arrays.stream(new int[] { 2, 1, 0 }).filter(i -> drawn[i]).mapToDouble(i -> x[0][i]).findFirst()
				.orElse(Double.NaN);
			final double above = Arrays.stream(new int[] { 3, 4, 5 }).filter(i -> drawn[i]).mapToDouble(i -> x[0][i]).findFirst()
				.orElse(Double.NaN);
			if (Double.isNaN(below + above)) continue;
			final double middle = (below + above) / 2;
			final TwoClassTree tree = TwoClassTree.grow(x, classOne, sorted, 1, new SeededRandom(seed, 0));
			assertEquals(0, tree.classOneShare(new double[][] { { middle } }, 0));
			assertEquals(1, tree.classOneShare(new double[][] { { Math.nextUp(middle) } }, 0));
		}
	}
}
