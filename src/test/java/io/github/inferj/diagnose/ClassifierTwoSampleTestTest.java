// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;

/**
 * The expected figures are scikit-learn 1.9.1's for other samples of the same distributions and sizes (mean
 * of two runs); the tolerance of 0.015 is four times the binomial standard deviation of 20,000
 * classifications, and the seeds are fixed.
 */
class ClassifierTwoSampleTestTest {

	@ParameterizedTest
	@CsvSource({ "2, 0, 1, 0.502", "2, 0.5, 1, 0.561", "5, 0, 1.3, 0.638", "10, 1, 1, 0.684" })
	void agreesWithScikitLearn(final int dimensions, final double shift, final double scale, final double expected) {
		final double[][] reference = gaussians(10_000, dimensions, 0, 1, 1);
		final double[][] samples = gaussians(10_000, dimensions, shift, scale, 2);
		assertEquals(expected, new ClassifierTwoSampleTest(1).accuracy(reference, samples), 0.015);
	}

	@Test
	void reachesOneWhereTheSetsDoNotOverlap() {
		assertEquals(1, new ClassifierTwoSampleTest(1).accuracy(gaussians(300, 3, 0, 1, 1), gaussians(300, 3, 100, 1, 2)));
	}

	@Test
	void dependsOnTheSeedAloneAndNotOnThreads() throws Exception {
		final double[][] reference = gaussians(500, 2, 0, 1, 1);
		final double[][] samples = gaussians(500, 2, 0.3, 1, 2);
		final double expected = new ClassifierTwoSampleTest(20, 5, 7).accuracy(reference, samples);
		final ForkJoinPool single = new ForkJoinPool(1);
		try {
			assertEquals(expected, single.submit(() -> new ClassifierTwoSampleTest(20, 5, 7).accuracy(reference, samples)).get());
		}
		finally {
			single.shutdown();
		}
		assertTrue(expected != new ClassifierTwoSampleTest(20, 5, 8).accuracy(reference, samples));
	}

	@Test
	void isBalancedWhateverTheSizes() {
		final double[][] reference = gaussians(2000, 2, 0, 1, 1);
		final double[][] samples = gaussians(400, 2, 0, 1, 2);
		assertEquals(0.5, new ClassifierTwoSampleTest(1).accuracy(reference, samples), 0.1);
	}

	@Test
	void copesWithConstantAndRepeatedValues() {
		final double[][] same = new double[100][];
		Arrays.setAll(same, i -> new double[] { 3, i % 2 });
		assertEquals(0.5, new ClassifierTwoSampleTest(1).accuracy(same, same), 0.2);
	}

	@Test
	void refusesWhatCannotBeCompared() {
		final ClassifierTwoSampleTest test = new ClassifierTwoSampleTest(1);
		final double[][] three = gaussians(50, 3, 0, 1, 1);
		assertTrue(assertThrows(InvalidInputException.class, () -> test.accuracy(three, gaussians(50, 2, 0, 1, 1)))
			.getMessage().contains("row 1 of the samples has 2 value(s)"));
		final double[][] holed = gaussians(50, 3, 0, 1, 2);
		holed[4][1] = Double.NaN;
		assertTrue(assertThrows(InvalidInputException.class, () -> test.accuracy(three, holed)).getMessage()
			.contains("row 5, column 2 of the samples is NaN"));
		assertThrows(InvalidInputException.class, () -> test.accuracy(three, new double[0][]));
		assertThrows(InvalidInputException.class, () -> new ClassifierTwoSampleTest(0, 5, 1));
		assertThrows(InvalidInputException.class, () -> new ClassifierTwoSampleTest(10, 1, 1));
	}

	static double[][] gaussians(final int count, final int dimensions, final double shift, final double scale,
		final long seed)
	{
		final SeededRandom rng = new SeededRandom(seed, 0);
		final double[][] rows = new double[count][dimensions];
		for (final double[] row : rows) {
			Arrays.setAll(row, i -> scale * rng.nextGaussian());
			row[0] += shift;
		}
		return rows;
	}
}
