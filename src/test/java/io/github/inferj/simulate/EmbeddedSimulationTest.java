// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.Scale;
import io.github.inferj.model.Standardisation;
import io.github.inferj.simulate.script.ScriptSimulator;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.SpecificationJson;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/** Signals and sets in simulations, stored ones and scripts. */
class EmbeddedSimulationTest {

	private static final int SAMPLES = 16;

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("embedded", Variable.parameter("a", Prior.uniform(
		0, 1)), Variable.data("trace", SAMPLES).signal(), Variable.data("y"), Variable.data("cells", 2).set(3).withTransform(
			Transform.LOG));

	/** A tenth of the simulations has a set without members, which cannot be used. */
	private record Mixed() implements Simulator {

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			final double[] data = new double[SAMPLES + 1 + 6];
			for (int i = 0; i < SAMPLES; i++) data[i] = theta[0] + i;
			data[SAMPLES] = -1;
			for (int i = SAMPLES + 1; i < data.length; i++) data[i] = 1 + i % 2 + rng.nextDouble();
			if (theta[0] < 0.5) data[SAMPLES + 5] = data[SAMPLES + 6] = Double.NaN;
			if (theta[0] < 0.1) Arrays.fill(data, SAMPLES + 1, data.length, Double.NaN);
			return data;
		}
	}

	@TempDir
	Path folder;

	@Test
	void valuesFollowColumns() {
		final Simulations simulations = SimulationRun.of(new Mixed(), 300, 1).run(Progress.NONE);
		assertTrue(simulations.rejected() > 10 && simulations.rejected() < 60);
		assertEquals(300 - simulations.rejected(), simulations.count());
		for (int row = 0; row < simulations.count(); row++) {
			final double[] values = simulations.row(row);
			assertEquals(-1, values[1]);
			for (int i = 0; i < SAMPLES; i++) assertEquals((float) (values[0] + i), values[2 + i]);
			assertEquals(values[0] < 0.5, Double.isNaN(values[2 + SAMPLES + 5]));
		}
	}

	@Test
	void storedOnesAreTheSame() {
		final SimulationRun run = SimulationRun.of(new Mixed(), 60, 1);
		final double[] expected = run.run(Progress.NONE).values();
		assertArrayEquals(expected, run.withFolder(folder.resolve("s")).run(Progress.NONE).values());
		assertArrayEquals(expected, run.withFolder(folder.resolve("s")).run(Progress.NONE).values());
		assertEquals(SPECIFICATION, SpecificationJson.read(SpecificationJson.write(SPECIFICATION)));
	}

	@Test
	void csvHoldsThemToo() throws IOException {
		final Simulations simulations = SimulationRun.of(new Mixed(), 40, 1).run(Progress.NONE);
		final StringBuilder text = new StringBuilder(String.join(",", SPECIFICATION.rowNames())).append('\n');
		for (int row = 0; row < simulations.count(); row++) text.append(Arrays.stream(simulations.row(row)).mapToObj(x -> Double.isNaN(
			x) ? "" : Double.toString(x)).collect(Collectors.joining(","))).append('\n');
		final Path file = Files.writeString(folder.resolve("s.csv"), text);
		assertArrayEquals(simulations.values(), new SimulationCsv(file, SPECIFICATION).read().values());
	}

	private static double centre(final Standardisation scales, final int number) {
		return ((Scale.Linear) scales.scales()[number]).centre();
	}

	@Test
	void samplesShareAScaleAndMembersOneForEachValue() {
		final Simulations simulations = SimulationRun.of(new Mixed(), 200, 1).run(Progress.NONE);
		final Standardisation scales = Standardisation.of(simulations);
		assertEquals(5, scales.scales().length);
		final double[] all = Arrays.stream(simulations.rows().values()).toArray();
		final int width = SPECIFICATION.rowSize();
		double sum = 0;
		double logSum = 0;
		int there = 0;
		for (int row = 0; row < simulations.count(); row++) {
			for (int i = 0; i < SAMPLES; i++) sum += all[row * width + 2 + i];
			for (int member = 0; member < 3; member++) {
				final double value = all[row * width + 2 + SAMPLES + 2 * member + 1];
				if (!Double.isNaN(value)) there++;
				if (!Double.isNaN(value)) logSum += Math.log(value);
			}
		}
		assertEquals(sum / simulations.count() / SAMPLES, centre(scales, 2), 1e-9);
		assertEquals(logSum / there, centre(scales, 4), 1e-9);
		assertTrue(scales.highest()[2] > 15 && scales.lowest()[2] < 1);
	}

	@Test
	void scriptsDeclareThem() throws IOException {
		final Path file = Files.writeString(folder.resolve("m.js"), """
			const parameters = { a: "uniform(0, 1)" };
			const data = { trace: { size: 16, embedding: "signal" }, cells: { size: 2, embedding: "set", members: 3 } };
			function simulate(theta, rng) {
				return { trace: Array(16).fill(theta.a), cells: [1, 2, 3, 4] };
			}
			""");
		try (Simulator script = ScriptSimulator.load(file, Duration.ofSeconds(20))) {
			assertEquals(ModelSpecification.of("m", Variable.parameter("a", Prior.uniform(0, 1)), Variable.data("trace", 16).signal(),
				Variable.data("cells", 2).set(3)), script.specification());
			final double[] data = script.simulate(new double[] { 0.5 }, new SeededRandom(1, 1));
			assertArrayEquals(new double[] { 0.5, 1, 2, 3, 4, Double.NaN, Double.NaN }, Arrays.copyOfRange(data, 15, data.length));
		}
		refuse("{ size: 16, embedding: \"image\" }", "its embedding is 'image': use signal or set");
		refuse("{ size: 2, embedding: \"set\" }", "it is a set; add members");
		refuse("{ size: 2, members: 3 }", "it has members but is no set");
		refuse("{ size: 2, embedding: \"signal\" }", "one of fewer than 16 needs no embedding");
	}

	private void refuse(final String declaration, final String part) throws IOException {
		final Path file = Files.writeString(folder.resolve("bad.js"), "const parameters = { a: 'uniform(0, 1)' };\nconst data = { x: "
			+ declaration + " };\nfunction simulate(theta, rng) { return 1; }");
		final String message = assertThrows(InvalidInputException.class, () -> ScriptSimulator.load(file, Duration.ofSeconds(20)))
			.getMessage();
		assertTrue(message.contains(part) && !message.contains("\n"), message);
	}

	@Test
	void tooLittleMemoryIsSaidAtOnce() {
		final long count = 4L * Runtime.getRuntime().maxMemory() / SPECIFICATION.rowSize();
		final String message = assertThrows(InvalidInputException.class, () -> new SimulationRun(new Mixed(), Math.min(count,
			Integer.MAX_VALUE / 4), 1, 1, Optional.empty())).getMessage();
		assertTrue(message.contains("GB of memory") || message.contains("fit into one table"), message);
	}
}
