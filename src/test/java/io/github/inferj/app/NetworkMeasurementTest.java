// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.DefaultSolver;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.MarginalTraining;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.EdgeMasks;

class NetworkMeasurementTest {

	private static final int DRAWS = 60;

	@TempDir
	Path folder;

	@Test
	void everySamplerHasItsRows() {
		final Simulator simulator = new TwoMoons();
		final NetworkPlan plan = NetworkPlan.of(simulator, EdgeMasks.DENSE, 60, 4, Optional.of(5));
		final BenchmarkTask task = new BenchmarkTask(simulator, Map.of(Query.POSTERIOR, List.of(new ReferenceConditional(
			new double[] { Double.NaN, Double.NaN, 0, 0 }, new double[DRAWS][2]))));
		final List<BenchmarkRow> rows = new NetworkMeasurement(DRAWS, 6, 10, 4).of(plan, plan.train(simulator, Progress.NONE), task,
			List.of(SamplerChoice.values()));
		assertEquals(List.of(DefaultSolver.MOST_EVALUATIONS, 500), rows.stream().map(BenchmarkRow::evaluations).toList());
		for (final BenchmarkRow row : rows) {
			assertTrue(row.c2st() > 0.9 && row.c2st() <= 1, "all reference draws are 0");
			assertTrue(row.coverageError() > 0 && row.coverageError() <= 0.5);
			assertTrue(row.trainSeconds() > 0 && row.sampleSeconds() > 0);
		}
	}

	@Test
	void stepsFollowTheNumberOfSimulationsUnlessGiven() {
		final Simulator simulator = new TwoMoons();
		final TrainingSettings defaults = TrainingSettings.defaults(simulator.specification(), 500);
		assertEquals(defaults.steps(), NetworkPlan.of(simulator, EdgeMasks.DENSE, 500, 1, Optional.empty()).steps());
		assertEquals(7, NetworkPlan.of(simulator, EdgeMasks.DENSE, 500, 1, Optional.of(7)).steps());
	}

	@Test
	void allSettingsButTheStepsAreAutomatic() {
		final Simulator simulator = new TwoMoons();
		final NetworkPlan plan = NetworkPlan.of(simulator, EdgeMasks.DIRECTED, 300, 3, Optional.of(7));
		final TrainingSettings settings = plan.settings(simulator);
		assertEquals(TrainingSettings.defaults(simulator.specification(), 300, EdgeMasks.DIRECTED).withSeed(3).withSteps(7), settings);
		assertEquals(MarginalTraining.SUBSETS, settings.conditionals().marginals(), "of few simulations");
	}

	@Test
	void peakMemoryIsThatOfTheProcess() {
		final long before = PeakMemory.megabytes();
		assertTrue(before >= 0);
		if (before > 0 && PeakMemory.reset()) assertTrue(PeakMemory.megabytes() <= before && PeakMemory.megabytes() > 0);
	}

	@Test
	void resultsAreCompleteAfterEveryWrite() throws IOException {
		final Path file = folder.resolve("new").resolve("results.csv");
		final Results results = new Results(file, "a,b");
		for (int i = 1; i <= 2; i++) {
			results.add("%d,%.1f", i, 0.5);
			results.write();
			assertEquals(i + 1, Files.readAllLines(file).size());
		}
		assertEquals(List.of("a,b", "1,0.5", "2,0.5"), Files.readAllLines(file));
	}

	@Test
	void refusesAnotherTasksObservations() throws IOException {
		final Path observation = Files.createDirectories(folder.resolve("two_moons").resolve("observation_1"));
		Files.writeString(observation.resolve("observation.csv"), "data_1,data_2,data_3\n1,2,3\n");
		Files.writeString(observation.resolve("true_parameters.csv"), "parameter_1,parameter_2\n1,2\n");
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(observation.resolve(
			"reference_posterior_samples.csv.gz"))))
		{
			out.write("parameter_1,parameter_2\n1,2\n".getBytes(StandardCharsets.UTF_8));
		}
		final String message = assertThrows(InvalidInputException.class, () -> BenchmarkTask.of(
			new TwoMoons(), List.of(Query.POSTERIOR), folder, 1)).getMessage();
		assertTrue(message.contains("3 observation(s) where the task has 2"), message);
	}
}
