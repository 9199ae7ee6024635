// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.simulate.task.LotkaVolterraSeries;
import io.github.inferj.simulate.task.SirdSeries;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class PredictiveRunTest {

	/** y is drawn from N(10 a + b, 1); b is drawn by the simulator unless given. */
	private static final class Line implements Simulator {

		@Override
		public ModelSpecification specification() {
			return ModelSpecification.of("line", Variable.parameter("a", Prior.normal(0, 1)), Variable.parameter("b", Prior
				.drawnBySimulator()), Variable.data("y"));
		}

		@Override
		public void drawParameters(final double[] theta, final RandomGenerator rng) {
			theta[1] = 1e6;
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			return new double[] { theta[0] == 99 ? Double.NaN : 10 * theta[0] + theta[1] + rng.nextGaussian() };
		}
	}

	private static SimulationRows run(final double[][] parameters, final long seed, final int threads) {
		return new PredictiveRun(new Line(), parameters, seed, threads).run(Progress.NONE);
	}

	@Test
	void runsOnWhatIsGiven() {
		final double[][] parameters = IntStream.range(0, 50).mapToObj(i -> new double[] { i, -3 }).toArray(double[][]::new);
		final SimulationRows rows = run(parameters, 1, 1);
		assertEquals(50, rows.count());
		for (int i = 0; i < 50; i++) {
			assertEquals(i, rows.get(i, 0));
			assertEquals(-3, rows.get(i, 1));
			assertEquals(10 * i - 3, rows.get(i, 2), 7);
		}
		assertArrayEquals(rows.values(), run(parameters, 1, 2).values());
		assertNotEquals(rows.get(0, 2), run(parameters, 2, 1).get(0, 2));
	}

	@Test
	void simulationsOfEqualParametersDiffer() {
		final SimulationRows rows = run(new double[][] { { 1, 1 }, { 1, 1 } }, 1, 1);
		assertNotEquals(rows.get(0, 2), rows.get(1, 2));
	}

	@Test
	void failedSimulationsAreKept() {
		final PredictiveRun run = new PredictiveRun(new Line(), new double[][] { { 99, 0 }, { 1, 1 } }, 1, 1);
		final SimulationRows rows = run.run(Progress.NONE);
		assertTrue(Double.isNaN(rows.get(0, 2)));
		assertEquals(1, run.unusable(rows));
	}

	@Test
	void functionsStandAtEquallySpacedPlaces() {
		final LotkaVolterraSeries simulator = new LotkaVolterraSeries();
		final ModelSpecification specification = simulator.specification();
		final SimulationRows rows = new PredictiveRun(simulator, new double[][] { { 1, 0.1, 1, 0.1 } }, 1, 1).run(Progress.NONE);
		final double[] row = new double[rows.width()];
		rows.get(0, row);
		int first = specification.size();
		for (final Variable function : specification.variables()) {
			if (!function.isFunction()) continue;
			final Index over = function.index().orElseThrow();
			final double step = (over.upper() - over.lower()) / (function.size() - 1);
			for (int i = 0; i < function.size(); i++) assertEquals(over.lower() + i * step, row[first + i], 1e-9);
			first += function.size();
		}
		assertEquals(row.length, first);
		assertTrue(Arrays.stream(row).allMatch(Double::isFinite));
	}

	/** Contact rates at given times, which rise from end to end, go into the rows as they are; the data's times are spaced. */
	@Test
	void functionParametersComeWithTheirPlaces() {
		final SirdSeries simulator = new SirdSeries();
		final ModelSpecification specification = simulator.specification();
		final double[] given = new double[2 + 2 * SirdSeries.CONTACT_PLACES];
		Arrays.setAll(given, i -> i < 2 ? 0.3 : i < 2 + SirdSeries.CONTACT_PLACES ? 0.2 : 3.5 * (i - 2 - SirdSeries.CONTACT_PLACES) + 1);
		final SimulationRows rows = new PredictiveRun(simulator, new double[][] { given }, 1, 1).run(Progress.NONE);
		final double[] row = new double[rows.width()];
		rows.get(0, row);
		assertArrayEquals(Arrays.copyOf(given, 2 + SirdSeries.CONTACT_PLACES), Arrays.copyOf(row, 2 + SirdSeries.CONTACT_PLACES), 1e-6);
		final int places = specification.size();
		assertArrayEquals(Arrays.copyOfRange(given, 2 + SirdSeries.CONTACT_PLACES, given.length), Arrays.copyOfRange(row, places, places
			+ SirdSeries.CONTACT_PLACES), 1e-6);
		final Index time = specification.variables().get(3).index().orElseThrow();
		assertArrayEquals(time.even(SirdSeries.DATA_PLACES), Arrays.copyOfRange(row, places + SirdSeries.CONTACT_PLACES, places
			+ SirdSeries.CONTACT_PLACES + SirdSeries.DATA_PLACES), 1e-5);
	}

	@Test
	void parametersWithoutTheirPlacesAreRefused() {
		final String message = assertThrows(InvalidInputException.class, () -> new PredictiveRun(new SirdSeries(), new double[][] {
			new double[2 + SirdSeries.CONTACT_PLACES] }, 1, 1)).getMessage();
		assertTrue(message.contains("12 values") && message.contains("takes 22"), message);
	}

	@Test
	void cancelEnds() {
		final PredictiveRun run = new PredictiveRun(new Line(), new double[][] { { 1, 1 } }, 1, 1);
		assertThrows(CancellationException.class, () -> run.run(new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {}

			@Override
			public boolean cancelled() {
				return true;
			}
		}));
	}
}
