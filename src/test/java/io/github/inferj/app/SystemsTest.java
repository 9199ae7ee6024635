// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.Progress;
import io.github.inferj.constraint.Interval;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.reference.ConditionalReferences;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.HodgkinHuxley;
import io.github.inferj.simulate.task.LotkaVolterra;
import io.github.inferj.simulate.task.LotkaVolterraSeries;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.LynxHareSeries;
import io.github.inferj.simulate.task.SirdSeries;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;

/** The checks of the larger systems, with networks that have learned next to nothing. */
class SystemsTest {

	private static JointModel untrained(final Simulator simulator) {
		return new Trainer(TrainingSettings.defaults(simulator.specification()).withSteps(1).withBatchSize(8).withArchitecture(
			new Architecture(1, 4, 1, 1))).train(SimulationRun.of(simulator, 40, 1).run(Progress.NONE), Optional.empty(),
				Progress.NONE);
	}

	/** Draws of an untrained network are unlike populations given the rates. */
	@Test
	void lotkaVolterraIsComparedWithItsReference() {
		final double[] row = RandomConditionals.data(new LotkaVolterraSeries(), 1)[0];
		Arrays.fill(row, 0, 4, 2);
		Arrays.fill(row, 4, 28, Double.NaN);
		final LotkaVolterraCheck check = LotkaVolterraCheck.of(untrained(new LotkaVolterraSeries()), new double[][] { row, row }, 100,
			1);
		assertEquals(2, check.c2st().size());
		final double mean = check.c2st().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		assertTrue(mean > 0.7, "C2ST " + mean);
	}

	/** Columns and times are where the reference expects them: with all rates given, its draws are the solution plus noise. */
	@Test
	void referenceReadsTheRowsOfTheTask() {
		final double[] row = RandomConditionals.data(new LotkaVolterraSeries(), 1)[0];
		final double[] rates = { 1.5, 1.2, 2.1, 1.8 };
		System.arraycopy(rates, 0, row, 0, 4);
		final int column = 4 + LotkaVolterraSeries.PLACES + 5;
		row[column] = Double.NaN;
		final double[][] draws = LotkaVolterraCheck.sample(row, 400, 1);
		final double time = row[4 + 3 * LotkaVolterraSeries.PLACES + 5];
		assertEquals(LotkaVolterra.of(rates).solve(new double[] { time })[1][0], Arrays.stream(draws).mapToDouble(d -> d[column])
			.average().orElseThrow(), 5 * LotkaVolterra.NOISE_SD / 20, "five standard errors; another seed fails with probability 6e-7");
		row[column] = draws[0][column];
		assertArrayEquals(Arrays.copyOf(row, 28), draws[0]);
	}

	@Test
	void coverageOfTheContactRateIsOverAllTimes() {
		final SirdCheck check = SirdCheck.of(untrained(new SirdSeries()), 3, 9, 1);
		assertEquals(3 * SirdCheck.TIMES, check.contactRate().credibilities().length);
		assertEquals(1, check.contactRate().at(1));
	}

	@Test
	void energiesAreSimulatedAnew() {
		final List<Double> all = EnergyCheck.of(untrained(new HodgkinHuxley()), 2, 20, 1).inside();
		assertEquals(2, all.size());
		for (final double inside : all) {
			assertTrue(inside >= 0 && inside <= 1);
			assertEquals(Math.rint(inside * 20), inside * 20, 1e-9);
		}
	}

	/** Of the shipped model's draws for the first neuron most have an energy as low as asked for. */
	@Test
	void energiesOfASavingNeuronAreLow() {
		final JointModel shipped = JointModel.load(Path.of("models", "hodgkin_huxley.onnx"));
		final double inside = EnergyCheck.of(shipped, 1, 100, 1).inside().get(0);
		assertTrue(inside > 0.6, "share inside " + inside);
	}

	@Test
	void detectorsThatAreNotGivenAreHidden() {
		final ModelSpecification specification = new Chirp().specification();
		final int[] hidden = { 2, 2 + Chirp.SAMPLES, 2 + Chirp.SAMPLES };
		for (final ChirpCheck.Detectors detectors : ChirpCheck.Detectors.values()) {
			final double[] row = new double[specification.rowSize()];
			ChirpCheck.hide(specification, row, detectors);
			assertEquals(hidden[detectors.ordinal()], Arrays.stream(row).filter(Double::isNaN).count(), detectors.toString());
			assertTrue(Double.isNaN(row[0]) && Double.isNaN(row[1]));
			assertEquals(detectors == ChirpCheck.Detectors.SECOND, Double.isNaN(row[2]));
			assertEquals(detectors == ChirpCheck.Detectors.FIRST, Double.isNaN(row[row.length - 1]));
		}
	}

	/** Masses drawn by a network that knows nothing are far wider than exact ones. */
	@Test
	void chirpsAreComparedWithTheExactPosterior() {
		final JointModel model = untrained(new Chirp());
		for (final ChirpCheck.Detectors detectors : ChirpCheck.Detectors.values()) {
			final ChirpCheck check = ChirpCheck.of(model, detectors, 1, 100, 3, 9);
			assertTrue(check.c2st().get(0) > 0.7, detectors + ": C2ST " + check.c2st());
			assertEquals(2, check.ratios().size());
			assertTrue(check.ratios().stream().allMatch(ratio -> ratio > 2), detectors + ": ratios " + check.ratios());
			assertEquals(2 * 3, check.coverage().credibilities().length);
		}
	}

	@Test
	void bothModelsOfLynxAndHareAreGivenAllCounts() {
		final double[] vectors = LynxHareCheck.row(new LynxHare().specification());
		final double[] functions = LynxHareCheck.row(new LynxHareSeries().specification());
		assertEquals(8 + 2 * 21, vectors.length);
		assertArrayEquals(vectors, Arrays.copyOf(functions, vectors.length));
		assertTrue(Double.isNaN(vectors[7]));
		assertEquals(30, vectors[8]);
		assertEquals(8.6, vectors[49]);
		for (int k = 0; k < 42; k++) assertEquals(1900 + k % 21, functions[50 + k]);
		assertEquals(92, functions.length);
	}

	@Test
	void aTableOfSeriesIsAnsweredByTheCommand(@TempDir final Path folder) throws IOException {
		final SeriesTableCheck check = SeriesTableCheck.of(Path.of("models", LotkaVolterraSeries.NAME + ".onnx"), folder, 3, 20);
		assertTrue(check.seconds() > 0);
		final List<String> table = Files.readAllLines(folder.resolve("series.csv"));
		assertEquals(1 + 3 * 40, table.size());
		assertTrue(table.get(1).matches("1,[^,]+,[^,]+,") && table.get(21).matches("1,[^,]+,,[^,]+"), table.get(1) + " " + table.get(21));
		assertEquals(1 + 3 * 20, Files.readAllLines(folder.resolve("series_posterior.csv")).size());
		assertEquals(1 + 3 * 4, Files.readAllLines(folder.resolve("series_summary.csv")).size());
		assertEquals(1 + 3 * 2 * 50, Files.readAllLines(folder.resolve("series_functions.csv")).size());
	}

	/** Exact draws lie in the intervals; draws of a network that knows nothing do too, but elsewhere. */
	@Test
	void intervalsRestrictExactDrawsAndThoseOfANetwork() {
		final Simulator task = new TwoMoons();
		final List<RestrictedConditional> conditionals = RestrictedConditional.of(task, ConditionalReferences.of(TwoMoons.NAME), 3, 200);
		assertEquals(3, conditionals.size());
		for (final RestrictedConditional conditional : conditionals) {
			assertEquals(200, conditional.exact().samples().length);
			assertEquals(0, conditional.outside(conditional.exact().samples()));
			final int interval = Arrays.binarySearch(conditional.exact().latent(), conditional.conditions().intervals().firstKey());
			final Interval first = conditional.conditions().intervals().get(conditional.conditions().intervals().firstKey());
			final double[][] moved = Arrays.stream(conditional.exact().samples()).map(double[]::clone).toArray(double[][]::new);
			moved[7][interval] = first.upper() + 0.5 * (first.upper() - first.lower());
			assertEquals(0.5, conditional.outside(moved), 1e-9);
		}
		assertNotEquals(conditionals.get(0).conditions().toString(), conditionals.get(1).conditions().toString());
		final IntervalCheck check = IntervalCheck.of(untrained(task), conditionals.get(0), 1);
		assertEquals(0, check.outside());
		assertTrue(check.c2st() > 0.55, "C2ST " + check.c2st());
	}
}
