// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.HodgkinHuxley;
import io.github.inferj.simulate.task.InverseKinematics;
import io.github.inferj.simulate.task.LotkaVolterraSeries;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.LynxHareSeries;
import io.github.inferj.simulate.task.SirdSeries;
import io.github.inferj.variable.Role;

/** The models that come with InferJ fit the simulators of today. */
class ShippedModelsTest {

	private static final Path FOLDER = Path.of("models");

	static List<SimulatorPlugin> simulators() {
		return List.of(new Chirp(), new HodgkinHuxley(), new InverseKinematics(), new LotkaVolterraSeries(), new LynxHare(),
			new LynxHareSeries(), new SirdSeries());
	}

	private static JointModel load(final Simulator simulator) {
		return JointModel.load(FOLDER.resolve(simulator.specification().name() + ".onnx"));
	}

	@Test
	void everyModelHasASimulator() throws IOException {
		try (Stream<Path> files = Files.list(FOLDER)) {
			assertEquals(simulators().stream().map(s -> s.specification().name() + ".onnx").collect(Collectors.toSet()), files.map(
				file -> file.getFileName().toString()).collect(Collectors.toSet()));
		}
	}

	@ParameterizedTest
	@MethodSource("simulators")
	void variablesAreThoseOfTheSimulator(final Simulator simulator) {
		assertEquals(simulator.specification(), load(simulator).specification());
	}

	/** Untrained, ends of arms are 0.5 and more away. */
	@Test
	void armsReachThePoint() {
		final InverseKinematics arm = new InverseKinematics();
		final double[] point = { Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 1.5 };
		final Draws draws;
		try (ConditionalSampler sampler = new ConditionalSampler(load(arm))) {
			draws = sampler.sample(new double[][] { point }, arm.specification().columnsOf(Role.PARAMETER), 200, 1, Progress.NONE);
		}
		final double[] distances = IntStream.range(0, 200).mapToDouble(i -> {
			final double[] end = arm.simulate(draws.row(0, i), null);
			return Math.hypot(end[0], end[1] - 1.5);
		}).sorted().toArray();
		assertTrue(distances[100] < 0.03, "median distance " + distances[100]);
		for (final int elbow : new int[] { -1, 1 }) {
			final long bent = IntStream.range(0, 200).filter(i -> elbow * draws.row(0, i)[1] > 0).count();
			assertTrue(bent > 50, bent + " of 200 arms are bent that way");
		}
	}
}
