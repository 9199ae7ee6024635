// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

import io.github.inferj.variable.DependencyGraph;

/** The normal conditionals against the textbook formula of a linear measurement. */
class GaussianApproximationTest {

	private static final int SIZE = 4;
	private static final double[] MEAN = { 0.1, -0.2, 0, 0.3 };
	private static final double[][] COVARIANCE = { { 1, 0.5, -0.3, 0.4 }, { 0.5, 1.2, 0.2, 0.1 }, { -0.3, 0.2, 0.9, -0.6 }, { 0.4,
		0.1, -0.6, 1.1 } };
	private static final double[] X = { 0.7, 2, -1.3, 0.4 };
	/** What variances are raised by. */
	private static final double RIDGE = 1e-3;

	private static BitSet set(final int... members) {
		return Arrays.stream(members).collect(BitSet::new, BitSet::set, BitSet::or);
	}

	/**
	 * Mean and variance of a variable given the noisy ones of a group and its observed ones exactly: with H the
	 * rows of what is measured and R its noise, S H^T (H S H^T + R)^-1.
	 */
	private static double[] expected(final int wanted, final int[] group, final BitSet observed, final double sigma) {
		final RealMatrix s = new Array2DRowRealMatrix(COVARIANCE).copy();
		for (int i = 0; i < SIZE; i++) s.addToEntry(i, i, RIDGE);
		final RealMatrix measured = s.getSubMatrix(group, group);
		for (int i = 0; i < group.length; i++) if (!observed.get(group[i])) measured.addToEntry(i, i, sigma * sigma);
		final RealMatrix inverse = new LUDecomposition(measured).getSolver().getInverse();
		final RealMatrix row = s.getSubMatrix(new int[] { wanted }, group);
		final double[] differences = Arrays.stream(group).mapToDouble(i -> X[i] - MEAN[i]).toArray();
		return new double[] { MEAN[wanted] + row.multiply(inverse).operate(differences)[0], s.getEntry(wanted, wanted) - row.multiply(
			inverse).multiply(row.transpose()).getEntry(0, 0) };
	}

	private static void assertConditionals(final BitSet observed, final double sigma, final int[]... groups) {
		final GaussianApproximation.Conditional actual = new GaussianApproximation(MEAN, COVARIANCE).at(observed, Arrays.stream(
			groups).map(GaussianApproximationTest::set).toList(), sigma);
		for (final int[] group : groups) for (final int i : group) {
			double innovation = 0;
			for (int j = 0; j < SIZE; j++) innovation += actual.innovation()[i * SIZE + j] * (X[j] - MEAN[j]);
			final double estimate = X[i] - actual.gain()[i] * innovation;
			final double[] expected = observed.get(i) ? new double[] { X[i], 1 } : expected(i, group, observed, sigma);
			assertEquals(expected[0], estimate, 1e-4 * Math.max(1, sigma), "estimate of " + i + " at " + sigma);
			assertEquals(Math.sqrt(expected[1]), actual.spread()[i], 1e-4 * Math.sqrt(expected[1]), "spread of " + i + " at " + sigma);
		}
	}

	/** Variables 0 and 1 are parents of 2, 1 of 3. */
	private static final DependencyGraph GRAPH = new DependencyGraph(new boolean[][] { new boolean[4], new boolean[4], { true, true,
		false, false }, { false, true, false, false } });

	private static RealMatrix withGraph(final double[][] covariance) {
		return new Array2DRowRealMatrix(new GaussianApproximation(MEAN, covariance).with(GRAPH).covariance());
	}

	private static void assertRegression(final RealMatrix structured, final int child, final int... parents) {
		final RealMatrix s = new Array2DRowRealMatrix(COVARIANCE);
		final int[] row = { child };
		final RealMatrix weights = new LUDecomposition(s.getSubMatrix(parents, parents)).getSolver().solve(s.getSubMatrix(parents, row));
		final RealMatrix residual = s.getSubMatrix(row, row).subtract(s.getSubMatrix(row, parents).multiply(weights));
		final RealMatrix within = structured.getSubMatrix(parents, parents);
		assertEquals(0, within.multiply(weights).subtract(structured.getSubMatrix(parents, row)).getNorm(), 1e-12, "weights");
		assertEquals(residual.getEntry(0, 0), structured.getEntry(child, child) - weights.transpose().multiply(within).multiply(weights)
			.getEntry(0, 0), 1e-12, "what the parents leave");
	}

	/** The regressions on the parents are as before, everything else is independent, so that nothing is left to choose. */
	@Test
	void aGraphLeavesTheRegressionsOnParents() {
		final RealMatrix structured = withGraph(COVARIANCE);
		assertEquals(1, structured.getEntry(0, 0), 1e-12);
		assertEquals(1.2, structured.getEntry(1, 1), 1e-12);
		assertEquals(0, structured.getEntry(0, 1), 1e-12);
		assertEquals(0, structured.getEntry(0, 3), 1e-12);
		assertRegression(structured, 2, 0, 1);
		assertRegression(structured, 3, 1);
		final RealMatrix precision = new LUDecomposition(structured).getSolver().getInverse();
		assertEquals(0, precision.getEntry(2, 3), 1e-12, "2 and 3 given their parents");
		assertEquals(0, precision.getEntry(0, 3), 1e-12);
		assertEquals(0, withGraph(structured.getData()).subtract(structured).getNorm(), 1e-12, "no change without need");
		assertEquals(0, structured.subtract(structured.transpose()).getNorm());
	}

	@Test
	void parentsMayDetermineEachOther() {
		final RealMatrix structured = withGraph(new double[][] { { 1, 1, 2, 1 }, { 1, 1, 2, 1 }, { 2, 2, 5, 2 }, { 1, 1, 2, 3 } });
		assertEquals(5 - 4 + 2, structured.getEntry(2, 2), 1e-9, "a weight of 1 for each of two that count as independent");
		assertEquals(1, structured.getEntry(1, 3), 1e-9);
	}

	@Test
	void conditionalsAreThoseOfTheNormalDistribution() {
		for (final double sigma : new double[] { 0.01, 0.3, 1, 5 }) {
			assertConditionals(set(), sigma, new int[] { 0, 1, 2, 3 });
			assertConditionals(set(1, 3), sigma, new int[] { 0, 1, 2, 3 });
			assertConditionals(set(0, 1, 2, 3), sigma, new int[] { 0, 1, 2, 3 });
		}
	}

	@Test
	void groupsKnowNothingOfEachOther() {
		assertConditionals(set(1, 2), 0.5, new int[] { 0, 1 }, new int[] { 2, 3 });
	}

	@Test
	void innovationsHaveUnitVariance() {
		final double sigma = 0.6;
		final GaussianApproximation.Conditional actual = new GaussianApproximation(MEAN, COVARIANCE).at(set(3), List.of(set(0, 1, 2,
			3)), sigma);
		final RealMatrix noisy = new Array2DRowRealMatrix(COVARIANCE).copy();
		for (int i = 0; i < SIZE; i++) noisy.addToEntry(i, i, RIDGE + (i == 3 ? 0 : sigma * sigma));
		for (int i = 0; i < 3; i++) {
			final double[] row = new double[SIZE];
			for (int j = 0; j < SIZE; j++) row[j] = actual.innovation()[i * SIZE + j];
			final double[] times = noisy.operate(row);
			double variance = 0;
			for (int j = 0; j < SIZE; j++) variance += row[j] * times[j];
			assertEquals(1, variance, 1e-5);
			for (int j = 0; j < SIZE; j++) if (j != i) assertEquals(0, times[j], 1e-5, "correlation with " + j);
		}
	}

	@Test
	void variablesThatDetermineEachOtherStayFinite() {
		final GaussianApproximation same = new GaussianApproximation(new double[2], new double[][] { { 1, 1 }, { 1, 1 } });
		final GaussianApproximation.Conditional actual = same.at(set(0), List.of(set(0, 1)), 2);
		assertEquals(Math.sqrt(2 * RIDGE), actual.spread()[1], 1e-3);
	}

	@Test
	void momentsAreThoseOfTheSamples() {
		final int count = 500;
		final Random random = new Random(1);
		final float[] rows = new float[count * 2];
		for (int k = 0; k < rows.length; k++) rows[k] = (float) (k % 2 == 0 ? 3 + random.nextGaussian() : rows[k - 1] + random
			.nextGaussian());
		final GaussianApproximation actual = GaussianApproximation.of(rows, 2);
		double mean = 0;
		for (int i = 0; i < count; i++) mean += rows[2 * i] / (double) count;
		double covariance = 0;
		for (int i = 0; i < count; i++) covariance += (rows[2 * i] - mean) * rows[2 * i + 1] / count;
		assertEquals(mean, actual.mean()[0], 1e-9);
		assertEquals(covariance, actual.covariance()[0][1], 1e-9);
		assertEquals(covariance, actual.covariance()[1][0], 1e-9);
	}

	private static float[] samples(final int count, final Function<double[], double[]> map) {
		final Random random = new Random(2);
		final float[] rows = new float[count * 3];
		for (int i = 0; i < count; i++) {
			final double[] z = map.apply(new double[] { random.nextGaussian(), random.nextGaussian(), random.nextGaussian() });
			for (int k = 0; k < 3; k++) rows[3 * i + k] = (float) z[k];
		}
		return rows;
	}

	private static boolean looksNormal(final float[] rows) {
		return GaussianApproximation.of(rows, 3).describes(rows);
	}

	/** The seed is fixed; another one would fail with probability 2e-4 for each set. */
	@Test
	void normalSamplesAreTold() {
		assertTrue(looksNormal(samples(1_000, z -> z)));
		assertTrue(looksNormal(samples(20_000, z -> new double[] { z[0], z[0] + 0.1 * z[1], 2 * z[2] - z[1] })));
		assertTrue(looksNormal(samples(5_000, z -> new double[] { z[0], z[1], z[0] + z[1] })), "one variable is the sum of two");
	}

	@Test
	void otherSamplesAreTold() {
		assertFalse(looksNormal(samples(1_000, z -> new double[] { z[0], z[1], z[2] * z[2] })), "skewed");
		assertFalse(looksNormal(samples(1_000, z -> new double[] { z[0], z[1], z[0] * z[1] })), "dependent");
		assertFalse(looksNormal(samples(1_000, z -> new double[] { z[0], z[1], Math.signum(z[2]) + 0.5 * z[2] })), "two modes");
		assertFalse(looksNormal(samples(1_000, z -> new double[] { z[0], z[1], z[0] * z[2] })), "heteroscedastic");
	}

	@Test
	void marginalsKeepTheirMoments() {
		final GaussianApproximation marginal = new GaussianApproximation(MEAN, COVARIANCE).marginal(new int[] { 1, 3 });
		assertEquals(-0.2, marginal.mean()[0]);
		assertEquals(0.1, marginal.covariance()[0][1]);
		assertEquals(2, marginal.size());
	}

	@Test
	void meansAndCovariancesBelongTogether() {
		assertThrows(IllegalArgumentException.class, () -> new GaussianApproximation(new double[3], COVARIANCE));
	}
}
