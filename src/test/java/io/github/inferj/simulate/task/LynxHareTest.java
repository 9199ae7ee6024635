// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.inferj.Progress;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;

class LynxHareTest {

	private static final int YEARS = LynxHare.YEARS;

	/** Over 1,000 draws from the prior, against a step eight times smaller (error 4,000 times smaller). */
	@Test
	void solutionIsAccurateOverThePrior() {
		final Simulations draws = SimulationRun.of(new LynxHare(), 1000, 1).run(Progress.NONE);
		assertEquals(0, draws.rejected());
		double worst = 0;
		for (int row = 0; row < draws.count(); row++) {
			final double[] theta = Arrays.copyOfRange(draws.values(), row * 50, row * 50 + 8);
			worst = Math.max(worst, largestRelativeError(solve(theta, LynxHare.STEPS_PER_YEAR), solve(theta, 8 *
				LynxHare.STEPS_PER_YEAR)));
		}
		assertTrue(worst < 1e-3, "largest relative error " + worst);
	}

	@Test
	void methodIsOfOrderFour() {
		final double[] theta = { 0.55, 0.028, 0.80, 0.024, 34, 5.9 };
		final double[][] exact = solve(theta, 1000);
		final double coarse = largestRelativeError(solve(theta, 20), exact);
		final double fine = largestRelativeError(solve(theta, 40), exact);
		assertEquals(16, coarse / fine, 2);
	}

	/** delta hare - gamma log hare + beta lynx - alpha log lynx stays constant along every solution. */
	@Test
	void solutionKeepsTheConservedQuantity() {
		final double[] theta = { 0.55, 0.028, 0.80, 0.024, 34, 5.9 };
		final double[][] solution = solve(theta, LynxHare.STEPS_PER_YEAR);
		final double[] conserved = IntStream.range(0, YEARS).mapToDouble(year -> theta[3] * solution[0][year] - theta[2] *
			Math.log(solution[0][year]) + theta[1] * solution[1][year] - theta[0] * Math.log(solution[1][year])).toArray();
		for (final double value : conserved) assertEquals(conserved[0], value, 1e-8);
		for (final double[] species : solution) assertTrue(Arrays.stream(species).max().getAsDouble() > 4 * Arrays.stream(
			species).min().getAsDouble(), "the populations swing");
	}

	@Test
	void populationsThatVanishStayFinite() {
		final double[][] solution = solve(new double[] { 0.1, 3, 30, 1e-3, 10, 200 }, LynxHare.STEPS_PER_YEAR);
		for (final double[] species : solution) for (final double count : species) assertTrue(count >= PredatorPrey.SMALLEST &&
			Double.isFinite(Math.log(count)));
	}

	@Test
	void priorsAndNoise() {
		final Expectation mean = new Expectation(new LynxHare(), 2000);
		final double truncatedMean = 1 + 0.5 * density(2) / 0.977249868051821;
		mean.of("alpha", truncatedMean, row -> row[0]);
		mean.of("gamma", truncatedMean, row -> row[2]);
		final double truncatedMeanOfRate = 0.05 * (1 + density(1) / 0.841344746068543);
		mean.of("beta", truncatedMeanOfRate, row -> row[1]);
		mean.of("delta", truncatedMeanOfRate, row -> row[3]);
		for (final int start : new int[] { 4, 5 }) {
			mean.of("log of start", Math.log(10), row -> Math.log(row[start]));
			mean.of("variance of log of start", 1, row -> Math.pow(Math.log(row[start] / 10), 2));
		}
		for (final int sigma : new int[] { 6, 7 }) {
			mean.of("log of sigma", -1, row -> Math.log(row[sigma]));
			mean.of("variance of log of sigma", 1, row -> Math.pow(Math.log(row[sigma]) + 1, 2));
		}
		for (final int year : new int[] { 0, 7, 20 })
			for (int s = 0; s < 2; s++) {
				final int species = s;
				mean.of("noise", 0, row -> noise(row, species, year));
				mean.of("noise squared", 1, row -> Math.pow(noise(row, species, year), 2));
			}
		mean.of("years are independent", 0, row -> noise(row, 0, 3) * noise(row, 0, 4));
		mean.of("species are independent", 0, row -> noise(row, 0, 3) * noise(row, 1, 3));
	}

	@Test
	void columnsAndCountsFitTogether() {
		final ModelSpecification specification = new LynxHare().specification();
		final LynxHareCounts counts = LynxHareCounts.load();
		assertEquals("alpha, beta, gamma, delta, hare0, lynx0, sigma_hare, sigma_lynx", String.join(", ", specification
			.columnNames().subList(0, 8)));
		assertEquals(8, specification.parameterCount());
		assertEquals(8 + YEARS, specification.indexOf("lynx_1"));
		assertEquals("thousand pelts", specification.components().get(8).variable().unit());
		assertArrayEquals(IntStream.rangeClosed(1900, 1920).toArray(), counts.years());
		final double[] observation = counts.observation();
		assertEquals(specification.dataCount(), observation.length);
		assertEquals(30, observation[0]);
		assertEquals(4, observation[YEARS]);
		assertEquals(8.6, observation[2 * YEARS - 1]);
	}

	private static double[][] solve(final double[] theta, final int stepsPerYear) {
		return new PredatorPrey(theta[0], theta[1], theta[2], theta[3]).solve(theta[4], theta[5], IntStream.range(0,
			YEARS).asDoubleStream().toArray(), stepsPerYear);
	}

	private static double noise(final double[] row, final int species, final int year) {
		return Math.log(row[8 + species * YEARS + year] / solve(row, LynxHare.STEPS_PER_YEAR)[species][year]) / row[6 +
			species];
	}

	private static double largestRelativeError(final double[][] actual, final double[][] exact) {
		double worst = 0;
		for (int species = 0; species < 2; species++)
			for (int year = 0; year < YEARS; year++) worst = Math.max(worst, Math.abs(actual[species][year] /
				exact[species][year] - 1));
		return worst;
	}

	private static double density(final double x) {
		return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
	}
}
