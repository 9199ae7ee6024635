// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Oracle: theta ~ N(0, I) in two dimensions, x ~ N(theta, I), so the posterior is N(x / 2, I / 2). Right
 * posteriors are accepted at p > 1e-5 (eight tests: false-failure rate below 1e-4, and the seeds are
 * fixed), wrong ones must be rejected at p < 1e-5.
 */
class CalibrationTest {

	private static final double LEVEL = 1e-5;
	private static final int SIMULATIONS = 1000;
	private static final ModelSpecification MODEL = ModelSpecification.of("gaussian",
		Variable.parameter("theta", Prior.normal(0, 1), 2), Variable.data("x", 2));
	private static final ModelSpecification FUNCTION = ModelSpecification.of("path", Variable.parameter("rate", Prior
		.drawnBySimulator()).over(new Index("time", "s", 0, 1), 2), Variable.data("x", 2));

	private record Posteriors(Draws draws, double[][] truths) {}

	private static Posteriors posteriors(final double bias, final double widening, final double correlation) {
		final int draws = 199;
		final double[] values = new double[SIMULATIONS * draws * 2];
		final double[][] truths = new double[SIMULATIONS][2];
		for (int i = 0; i < SIMULATIONS; i++) {
			final SeededRandom rng = new SeededRandom(11, i);
			final double[] x = new double[2];
			for (int c = 0; c < 2; c++) {
				truths[i][c] = rng.nextGaussian();
				x[c] = truths[i][c] + rng.nextGaussian();
			}
			for (int k = 0; k < draws; k++) {
				final double first = rng.nextGaussian();
				final double second = correlation * first + Math.sqrt(1 - correlation * correlation) * rng.nextGaussian();
				values[(i * draws + k) * 2] = x[0] / 2 + bias + widening * Math.sqrt(0.5) * first;
				values[(i * draws + k) * 2 + 1] = x[1] / 2 + bias + widening * Math.sqrt(0.5) * second;
			}
		}
		return new Posteriors(new Draws(MODEL, new int[] { 0, 1 }, SIMULATIONS, draws, values), truths);
	}

	private static SbcRanks ranks(final Posteriors posteriors) {
		return SbcRanks.of(posteriors.draws(), posteriors.truths());
	}

	@Test
	void acceptsRightPosteriors() {
		final Posteriors right = posteriors(0, 1, 0);
		final SbcRanks ranks = ranks(right);
		for (int c = 0; c < 2; c++) {
			assertTrue(ranks.chiSquaredPValue(c, 20) > LEVEL);
			assertTrue(ranks.kolmogorovPValue(c) > LEVEL);
			final ExpectedCoverage coverage = ExpectedCoverage.ofCentralIntervals(ranks, c);
			assertTrue(coverage.pValue() > LEVEL);
			assertEquals(0.9, coverage.at(0.9), 0.045);
		}
		assertTrue(ExpectedCoverage.ofRandomBalls(right.draws(), right.truths()).pValue() > LEVEL);
	}

	@Test
	void rejectsBias() {
		final SbcRanks ranks = ranks(posteriors(0.2, 1, 0));
		assertTrue(ranks.kolmogorovPValue(0) < LEVEL);
		assertTrue(ranks.chiSquaredPValue(1, 20) < LEVEL);
	}

	@Test
	void rejectsOverconfidence() {
		final Posteriors narrow = posteriors(0, 0.7, 0);
		assertTrue(ranks(narrow).chiSquaredPValue(0, 20) < LEVEL);
		final ExpectedCoverage coverage = ExpectedCoverage.ofCentralIntervals(ranks(narrow), 0);
		assertTrue(coverage.pValue() < LEVEL);
		assertEquals(0.750, coverage.at(0.9), 0.06, "P(|z| < 0.7 x 1.645)");
	}

	@Test
	void rejectsUnderconfidence() {
		final Posteriors wide = posteriors(0, 1.5, 0);
		assertTrue(ranks(wide).chiSquaredPValue(0, 20) < LEVEL);
		final ExpectedCoverage coverage = ExpectedCoverage.ofCentralIntervals(ranks(wide), 0);
		assertTrue(coverage.pValue() < LEVEL);
		assertTrue(coverage.at(0.5) > 0.6);
	}

	@Test
	void randomBallsSeeWrongDependence() {
		final Posteriors wrong = posteriors(0, 1, 0.95);
		assertTrue(ranks(wrong).chiSquaredPValue(0, 20) > LEVEL, "each column alone is right");
		assertTrue(ExpectedCoverage.ofRandomBalls(wrong.draws(), wrong.truths()).pValue() < LEVEL);
	}

	@Test
	void ranksCountTheDrawsBelow() {
		final Draws draws = new Draws(MODEL, new int[] { 0 }, 2, 4, new double[] { 1, 2, 3, 4, 1, 1, 1, 1 });
		final SbcRanks ranks = SbcRanks.of(draws, new double[][] { { 2.5 }, { 1 } });
		assertEquals(2, ranks.ranks()[0][0]);
		assertTrue(ranks.ranks()[1][0] >= 0 && ranks.ranks()[1][0] <= 4);
		assertEquals(2, Arrays.stream(ranks.histogram(0, 5)).sum());
	}

	@Test
	void refusesWhatDoesNotMatch() {
		final Draws draws = new Draws(MODEL, new int[] { 0 }, 1, 2, new double[] { 1, 2 });
		assertThrows(InvalidInputException.class, () -> SbcRanks.of(draws, new double[2][1]));
		assertThrows(InvalidInputException.class, () -> SbcRanks.of(draws, new double[1][2]));
		assertThrows(InvalidInputException.class, () -> SbcRanks.of(draws, new double[][] { { 1 } }).chiSquaredPValue(0, 4));
	}

	/** The share of values below c is 0, 1/2 and 1, from 0, 0.2 and 0.6 on. */
	@Test
	void meanErrorIsTheAreaBetweenTheCurves() {
		assertEquals(0.2 * 0.2 / 2 + 0.3 * 0.3 / 2 + 0.1 * 0.1 / 2 + 0.4 * 0.4 / 2, new ExpectedCoverage(new double[] { 0.6, 0.2 })
			.meanError(), 1e-12);
		assertEquals(0.5, new ExpectedCoverage(new double[] { 1 }).meanError(), 1e-12);
		assertEquals(0.5, new ExpectedCoverage(new double[] { 0 }).meanError(), 1e-12);
		assertEquals(0.25, new ExpectedCoverage(new double[] { 0.5 }).meanError(), 1e-12);
	}

	private static Calibration.Finding finding(final double bias, final double widening) {
		final Posteriors posteriors = posteriors(bias, widening, 0);
		final Calibration calibration = Calibration.of(posteriors.draws(), posteriors.truths());
		assertEquals(SIMULATIONS, calibration.simulations());
		assertEquals("theta_2", calibration.lines().get(1).parameter());
		assertEquals(calibration.lines().get(0).finding(), calibration.lines().get(1).finding());
		assertEquals(calibration.lines().get(0).finding() == Calibration.Finding.NONE, calibration.lines().get(0).pValue()
			>= Calibration.LEVEL / 2);
		return calibration.lines().get(0).finding();
	}

	/** A bias of one place of two is a bias of the function; each simulation counts once. The seed is fixed, as below. */
	@Test
	void functionsAreCheckedAtOnePlaceOfEachSimulation() {
		final Posteriors right = posteriors(0, 1, 0);
		final Draws draws = new Draws(FUNCTION, new int[] { 0, 1 }, SIMULATIONS, 199, right.draws().values());
		final Calibration calibration = Calibration.of(draws, right.truths());
		assertEquals(List.of("rate"), calibration.lines().stream().map(Calibration.Line::parameter).toList());
		assertEquals(Calibration.Finding.NONE, calibration.lines().get(0).finding());
		assertEquals(SIMULATIONS, calibration.lines().get(0).coverage().credibilities().length);
		for (int i = 1; i < draws.values().length; i += 2) draws.values()[i] += 0.6;
		assertEquals(Calibration.Finding.HIGH, Calibration.of(draws, right.truths()).lines().get(0).finding());
	}

	@Test
	void ranksAreChosenAmongTheirGroup() {
		final int[][] ranks = new int[SIMULATIONS][];
		Arrays.setAll(ranks, i -> new int[] { 1, 2, 3 });
		final SbcRanks chosen = new SbcRanks(3, ranks).oneOfEach(List.of(new int[] { 1 }, new int[] { 0, 2 }));
		assertEquals(SIMULATIONS, chosen.histogram(0, 4)[2]);
		assertEquals(SIMULATIONS / 2, chosen.histogram(1, 4)[1], 4 * Math.sqrt(SIMULATIONS / 4.0), "false-failure rate 6e-5");
		assertEquals(SIMULATIONS - chosen.histogram(1, 4)[1], chosen.histogram(1, 4)[3]);
	}

	/** The seed is fixed; another would find a fault in the right posteriors with probability 0.01. */
	@Test
	void faultsAreNamed() {
		assertEquals(Calibration.Finding.NONE, finding(0, 1));
		assertEquals(Calibration.Finding.HIGH, finding(0.3, 1));
		assertEquals(Calibration.Finding.LOW, finding(-0.3, 1));
		assertEquals(Calibration.Finding.WIDE, finding(0, 1.4));
		assertEquals(Calibration.Finding.NARROW, finding(0, 0.7));
	}
}
