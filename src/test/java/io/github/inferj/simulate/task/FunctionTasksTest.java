// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.Progress;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/** The tasks whose data are functions of time follow the dynamics that they are made of. */
class FunctionTasksTest {

	private static final int PREY = LotkaVolterra.RATES;
	private static final int PREDATOR = PREY + LotkaVolterraSeries.PLACES;
	private static final int SPECIES_TIMES = PREDATOR + LotkaVolterraSeries.PLACES;
	private static final int CONTACT_TIMES = 2 + SirdSeries.CONTACT_PLACES + 3 * SirdSeries.DATA_PLACES;

	static Stream<FunctionSimulator> tasks() {
		return Stream.of(new LotkaVolterraSeries(), new SirdSeries(), new LynxHareSeries());
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void simulationsAreFiniteReproducibleAndAtRandomTimesInRange(final FunctionSimulator task) {
		final SimulationRun run = SimulationRun.of(task, 60, 7);
		final Simulations simulations = run.withThreads(1).run(Progress.NONE);
		assertEquals(0, simulations.rejected());
		assertArrayEquals(simulations.values(), run.withThreads(2).run(Progress.NONE).values());
		final ModelSpecification specification = task.specification();
		assertTrue(specification.declaresDependencies());
		final int[] functions = specification.functionColumns();
		for (int row = 0; row < 60; row++) {
			for (int c = 0; c < specification.size(); c++) {
				final Variable variable = specification.components().get(c).variable();
				final double value = simulations.get(row, c);
				assertTrue(Double.isFinite(variable.transform().forward(value)) && variable.support().contains(value));
			}
			for (int k = 0; k < functions.length; k++) {
				final double time = simulations.get(row, specification.size() + k);
				assertTrue(specification.components().get(functions[k]).variable().index().orElseThrow().scaled(time) <= 1);
				if (row > 0) assertTrue(time != simulations.get(row - 1, specification.size() + k));
				if (k > 0 && specification.components().get(functions[k]).index() > 0) assertTrue(time >= simulations.get(row,
					specification.size() + k - 1));
			}
		}
	}

	@Test
	void populationsAreTheSolutionPlusIndependentNoise() {
		final Expectation mean = new Expectation(new LotkaVolterraSeries(), 1_000);
		for (final int column : new int[] { PREY, PREY + 7, PREDATOR, PREDATOR + 11 }) {
			mean.of("noise", 0, row -> noise(row, column));
			mean.of("noise squared", 1, row -> Math.pow(noise(row, column), 2));
		}
		mean.of("times are independent", 0, row -> noise(row, PREY) * noise(row, PREY + 1));
		mean.of("species are independent", 0, row -> noise(row, PREY) * noise(row, PREDATOR));
		mean.of("rates", 0, row -> LotkaVolterra.RATE_PRIOR.defaultTransform().forward(row[2]));
	}

	private static double noise(final double[] row, final int column) {
		final double exact = LotkaVolterra.of(row).solve(new double[] { row[SPECIES_TIMES + column - PREY] })[column < PREDATOR ? 0
			: 1][0];
		return (row[column] - exact) / LotkaVolterra.NOISE_SD;
	}

	@Test
	void contactRatesAreTheProcessAtTheirTimes() {
		final Expectation mean = new Expectation(new SirdSeries(), 1_000);
		for (final int other : new int[] { 0, 1, 4, 9 }) mean.of("covariance with " + other, 0, row -> logit(row, 0) * logit(row,
			other) - 6.25 * Math.exp(-Math.pow(row[CONTACT_TIMES] - row[CONTACT_TIMES + other], 2) / 98));
	}

	private static double logit(final double[] row, final int place) {
		final double rate = row[2 + place];
		return Math.log(rate / (1 - rate));
	}

	/**
	 * Data and contact rates at fixed times against the dynamics used directly, a function drawn once: three data and
	 * four of their combinations with contact rates, 400 draws each. The seeds are fixed; other ones fail with
	 * probability 7e-6.
	 */
	@Test
	void epidemicsAreThoseOfTheDynamics() {
		final SirdSeries task = new SirdSeries();
		final double[] contactTimes = { 1, 4, 7, 8, 10, 10.01, 16, 24, 33, 48 };
		final double[] dataTimes = { 2, 5, 9, 13, 20, 28, 40, 50 };
		final double[] places = DoubleStream.concat(Arrays.stream(contactTimes), IntStream.range(0, 3).boxed().flatMapToDouble(
			i -> Arrays.stream(dataTimes))).toArray();
		final int count = 400;
		final double[][] simulated = new double[7][count];
		final double[][] direct = new double[7][count];
		for (int draw = 0; draw < count; draw++) {
			final SeededRandom rng = new SeededRandom(31, draw);
			final double[] theta = new double[12];
			Arrays.fill(theta, Double.NaN);
			theta[0] = Sird.RATE_PRIOR.sample(rng);
			theta[1] = Sird.RATE_PRIOR.sample(rng);
			task.drawParameters(theta, places, rng);
			put(simulated, draw, Arrays.copyOfRange(theta, 2, 12), task.simulate(theta, places, rng));
			final DoubleUnaryOperator contact = Sird.drawContactRate(rng);
			final double[][] solution = new Sird(Sird.RATE_PRIOR.sample(rng), Sird.RATE_PRIOR.sample(rng),
				Sird.INITIAL_INFECTED_PRIOR.sample(rng), contact).solve(dataTimes);
			put(direct, draw, Arrays.stream(contactTimes).map(contact).toArray(), IntStream.range(1, 4).boxed().flatMapToDouble(
				group -> Arrays.stream(solution[group]).map(x -> Sird.observe(x, rng))).toArray());
		}
		for (int k = 0; k < simulated.length; k++) assertTrue(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(simulated[k],
			direct[k]) > 1e-6, "statistic " + k);
	}

	private static void put(final double[][] statistics, final int draw, final double[] contact, final double[] data) {
		statistics[0][draw] = Math.log(data[2]);
		statistics[1][draw] = Math.log(data[8 + 4]);
		statistics[2][draw] = Math.log(data[16 + 7]);
		statistics[3][draw] = Math.log(data[3] / data[1]) - 8 * contact[3];
		statistics[4][draw] = Math.log(data[3] / data[1]) + 8 * contact[3];
		statistics[5][draw] = Math.log(data[8 + 3] / data[8]) - 4 * contact[1];
		statistics[6][draw] = Math.log(data[16 + 6] / data[5]) - 4 * contact[7];
	}

	/** Deaths over recovered are delta over gamma but for the noise; five standard errors, failing with probability 2e-6. */
	@Test
	void deathsAndRecoveredShareTheirHistory() {
		final SirdSeries task = new SirdSeries();
		final double[] places = new double[34];
		for (int i = 0; i < places.length; i++) places[i] = i < 10 ? 5 * i : 1 + 6 * ((i - 10) % 8);
		final List<Double> noise = new ArrayList<>();
		for (int draw = 0; draw < 50; draw++) {
			final double[] theta = { 0.1, 0.3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
			final SeededRandom rng = new SeededRandom(32, draw);
			task.drawParameters(theta, places, rng);
			final double[] data = task.simulate(theta, places, rng);
			for (int i = 8; i < 16; i++) noise.add((Math.log(data[i + 8] / data[i]) - Math.log(3)) / (Sird.NOISE_SD * Math.sqrt(2)));
		}
		assertEquals(0, noise.stream().mapToDouble(z -> z).average().orElseThrow(), 5 / Math.sqrt(noise.size()));
		assertEquals(1, noise.stream().mapToDouble(z -> z * z).average().orElseThrow(), 5 * Math.sqrt(2. / noise.size()));
	}

	/**
	 * 4,000 draws given two values, one pair of times close together: through the values, and elsewhere with the mean
	 * and variance of Gaussian process regression. Five standard errors; another seed fails with probability 2.4e-6.
	 */
	@Test
	void drawsGivenValuesAreTheProcessGivenThem() {
		final SmoothProcess process = Sird.CONTACT_PROCESS;
		final double[] known = { 12, 12.001, 20 };
		final double[] values = { 1.5, 1.5001, -2 };
		final int count = 4_000;
		final double[] at = { 16, 30 };
		final double[] sum = new double[2], squares = new double[2];
		for (int draw = 0; draw < count; draw++) {
			final DoubleUnaryOperator f = process.drawGiven(known, values, new SeededRandom(33, draw));
			for (int i = 0; i < known.length; i++) assertEquals(values[i], f.applyAsDouble(known[i]), 1e-5);
			for (int i = 0; i < at.length; i++) {
				sum[i] += f.applyAsDouble(at[i]) / count;
				squares[i] += Math.pow(f.applyAsDouble(at[i]), 2) / count;
			}
		}
		for (int i = 0; i < at.length; i++) {
			final double[] expected = regression(at[i]);
			assertEquals(expected[0], sum[i], 5 * Math.sqrt(expected[1] / count));
			assertEquals(expected[1], squares[i] - sum[i] * sum[i], 5 * expected[1] * Math.sqrt(2. / count));
		}
	}

	/**
	 * Mean and variance at a time given f(12) = 1.5, f'(12) = 0.1 and f(20) = -2: the limit of two values close together,
	 * whose difference has a relative error below 1e-3 here.
	 */
	private static double[] regression(final double t) {
		final double[] k = { kernel(t - 12), (t - 12) / 49 * kernel(t - 12), kernel(t - 20) };
		final double[][] covariance = { { 6.25, 0, kernel(8) }, { 0, 6.25 / 49, 8. / 49 * kernel(8) }, { kernel(8), 8. / 49
			* kernel(8), 6.25 } };
		final double[] y = { 1.5, 0.1, -2 };
		final DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(
			covariance)).getSolver();
		final double[] weights = solver.solve(new ArrayRealVector(k)).toArray();
		double mean = 0, variance = 6.25;
		for (int i = 0; i < 3; i++) {
			mean += weights[i] * y[i];
			variance -= weights[i] * k[i];
		}
		return new double[] { mean, variance };
	}

	private static double kernel(final double distance) {
		return 6.25 * Math.exp(-distance * distance / 98);
	}

	/** With the same random numbers, so that both posteriors given all counts are the same. */
	@Test
	void countsOfWholeYearsAreThoseOfTheYearlyModel() {
		final LynxHare yearly = new LynxHare();
		final LynxHareSeries series = new LynxHareSeries();
		assertEquals(yearly.specification().variables().subList(0, 8), series.specification().variables().subList(0, 8));
		final double[] places = new double[2 * LynxHare.YEARS];
		for (int i = 0; i < places.length; i++) places[i] = LynxHare.FIRST_YEAR + i % LynxHare.YEARS;
		final Simulations draws = SimulationRun.of(yearly, 20, 3).run(Progress.NONE);
		for (int row = 0; row < 20; row++) {
			final double[] theta = Arrays.copyOfRange(draws.values(), row * 50, row * 50 + 8);
			final double[] expected = yearly.simulate(theta, new SeededRandom(4, row));
			final double[] actual = series.simulate(theta, places, new SeededRandom(4, row));
			for (int i = 0; i < expected.length; i++) assertEquals(1, actual[i] / expected[i], 1e-12);
		}
	}

	@Test
	void columnsAreInTheOrderOfTheSimulators() {
		assertEquals(List.of("alpha", "beta", "gamma", "delta", "prey", "predator"), names(new LotkaVolterraSeries()));
		assertEquals(List.of("gamma", "delta", "contact_rate", "infected", "recovered", "deaths"), names(new SirdSeries()));
		final boolean[][] parents = new SirdSeries().specification().dependencies();
		assertEquals(List.of(false, false, true), List.of(parents[1][0], parents[2][0], parents[12][11]));
		final boolean[][] populations = new LotkaVolterraSeries().specification().dependencies();
		for (int i = PREY; i < SPECIES_TIMES; i++) for (int j = 0; j < SPECIES_TIMES; j++) assertEquals(j < PREY, populations[i][j]);
	}

	private static List<String> names(final FunctionSimulator task) {
		return task.specification().variables().stream().map(Variable::name).toList();
	}
}
