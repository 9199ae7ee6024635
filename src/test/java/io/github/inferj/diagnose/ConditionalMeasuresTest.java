// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.GaussianModel;
import io.github.inferj.simulate.Simulations;

/** Coverage and likelihood of an exact model, and of the same model on rows it is wrong about. */
class ConditionalMeasuresTest {

	private static final int ROWS = 400;

	private static MarginalCoverage coverage(final double widening) {
		try (ConditionalSampler sampler = GaussianModel.sampler()) {
			return MarginalCoverage.of(sampler, GaussianModel.rows(ROWS, widening), 99, 5);
		}
	}

	/**
	 * The integral of |B| over a Brownian bridge B is Gaussian with variance at most 1/12 for each choice of signs;
	 * beyond 1.4 it lies with probability below 1e-5, for each of two columns.
	 */
	@Test
	void rightConditionalsCover() {
		final MarginalCoverage coverage = coverage(1);
		assertEquals(Set.of(0, 1), coverage.columns().keySet());
		assertTrue(coverage.meanError() < 1.4 / Math.sqrt(ROWS), "error " + coverage.meanError());
		for (final ExpectedCoverage column : coverage.columns().values()) assertEquals(ROWS, column.credibilities().length);
	}

	/**
	 * True values r times as far off as the model expects have central credibilities of mean 2 / pi arctan r, and all
	 * coverage below nominal, so the error is that less 1/2. Its standard deviation is below 0.3 / sqrt(400); the
	 * tolerance is five of them.
	 */
	@Test
	void overconfidenceShowsAsMuchAsItIs() {
		assertEquals(2 / Math.PI * Math.atan(2) - 0.5, coverage(2).meanError(), 0.075);
		assertEquals(2 / Math.PI * Math.atan(5) - 0.5, coverage(5).meanError(), 0.075);
	}

	@Test
	void likelihoodIsThatOfTheExactDensity() {
		try (ConditionalDensity density = GaussianModel.density()) {
			for (final double widening : new double[] { 1, 2 }) {
				final ConditionedRows rows = GaussianModel.rows(ROWS, widening);
				assertEquals(-Arrays.stream(rows.rows()).mapToDouble(GaussianModel::logDensity).average().orElseThrow(),
					NegativeLogLikelihood.mean(density, rows), 2e-3);
			}
			final double[][] outside = { { -1, 0, 0 }, { 1, 1, 0 } };
			assertEquals(Double.POSITIVE_INFINITY, NegativeLogLikelihood.mean(density, new ConditionedRows(outside, new int[][] { { 0,
				1 }, { 0, 1 } })));
		}
	}

	/** Rows that ask for different columns, against asking one by one. */
	@Test
	void likelihoodOfMixedQuestions() {
		final double[][] rows = Arrays.copyOf(GaussianModel.rows(4, 1).rows(), 4);
		final int[][] latent = { { 0, 1 }, { 2 }, { 0, 1 }, { 1, 2 } };
		try (ConditionalDensity density = GaussianModel.untrained()) {
			double sum = 0;
			for (int i = 0; i < 4; i++) sum -= density.logDensity(new double[][] { rows[i] }, latent[i], Progress.NONE)[0];
			assertEquals(sum / 4, NegativeLogLikelihood.mean(density, new ConditionedRows(rows, latent)), 1e-4);
		}
	}

	@Test
	void masksTakeTurns() {
		final Simulations simulations = new Simulations(GaussianModel.specification(), new double[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, 0);
		final ConditionedRows rows = ConditionedRows.of(simulations, List.of(new int[] { 0, 1 }, new int[] { 2 }));
		final double nan = Double.NaN;
		assertArrayEquals(new double[][] { { nan, nan, 3 }, { 4, 5, nan }, { nan, nan, 9 } }, rows.given());
		assertArrayEquals(new double[] { 4, 5, 6 }, rows.rows()[1], "complete");
		assertArrayEquals(new int[] { 0, 2 }, rows.askingFor(1));
		assertArrayEquals(new int[] { 0, 1, 2 }, rows.latentColumns());
	}

	@Test
	void refusesRowsThatAskForNothing() {
		assertThrows(InvalidInputException.class, () -> new ConditionedRows(new double[0][], new int[0][]));
		assertThrows(InvalidInputException.class, () -> new ConditionedRows(new double[1][2], new int[2][1]));
		assertThrows(InvalidInputException.class, () -> new ConditionedRows(new double[1][2], new int[1][0]));
	}
}
