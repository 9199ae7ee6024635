// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.variable.EdgeMasks;

/** The whole benchmark with networks that have learned next to nothing. */
class BenchmarkTest {

	private static final NetworkMeasurement QUICK = new NetworkMeasurement(60, 6, 10, 2);

	@TempDir
	Path folder;

	private void run(final String task, final List<Integer> steps, final boolean isCurve) {
		final BenchmarkSettings settings = new BenchmarkSettings(List.of(task), List.of(60), List.of(EdgeMasks.DIRECTED), List.of(2),
			List.of(Query.ANY), List.of(SamplerChoice.DEFAULT), steps, folder, 2, isCurve);
		try (Context context = new Context(PluginService.class)) {
			new Benchmark(settings, QUICK, folder.resolve("out")).run(new SimulatorCatalog(context.getService(PluginService.class)));
		}
	}

	@Test
	void writesARowForEveryConditional() throws IOException {
		run("two_moons", List.of(3), false);
		final List<String> lines = Files.readAllLines(folder.resolve("out").resolve("results.csv"));
		assertEquals(BenchmarkRow.HEADER, lines.get(0));
		assertEquals(3, lines.size());
		for (int k = 1; k <= 2; k++) {
			assertTrue(lines.get(k).startsWith("two_moons,any,directed,60,2," + k + ","), lines.get(k));
			assertEquals(BenchmarkRow.HEADER.split(",").length, lines.get(k).split(",").length);
		}
		assertTrue(Files.exists(folder.resolve("out").resolve("results.png")));
	}

	@Test
	void aCurveStartsWithTheSteps() throws IOException {
		run("two_moons", List.of(2, 3), true);
		final List<String> lines = Files.readAllLines(folder.resolve("out").resolve("curve.csv"));
		assertEquals("steps," + BenchmarkRow.HEADER, lines.get(0));
		assertEquals(5, lines.size());
		assertTrue(lines.get(1).startsWith("2,two_moons,any,") && lines.get(4).startsWith("3,two_moons,any,"));
		assertTrue(Files.exists(folder.resolve("out").resolve("curve.png")));
	}

	@Test
	void refusesTasksWithoutReferenceBeforeTraining() {
		final String message = assertThrows(InvalidInputException.class, () -> run("lynx-hare", List.of(3), false)).getMessage();
		assertTrue(message.startsWith("unknown simulator 'lynx-hare'"), message);
		assertFalse(Files.exists(folder.resolve("out")));
	}
}
