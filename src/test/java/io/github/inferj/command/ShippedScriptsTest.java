// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.script.ScriptService;

/** Runs every file of macros/ and plugins/. */
class ShippedScriptsTest {

	/** What each macro leaves behind. */
	private static final Map<String, List<String>> RESULTS = Map.ofEntries(entry("Simulate.ijm", List.of("simulations/manifest.json")),
		entry("Check.ijm", List.of("check.csv", "check.png")),
		entry("Predictive.ijm", List.of("predictive.csv")),
		entry("Train.ijm", List.of("two_moons.onnx")),
		entry("Posterior.ijm", List.of("posterior.csv", "posterior.png")),
		entry("Conditional.ijm", List.of("conditional.csv", "conditional.png")),
		entry("Interval.ijm", List.of("interval.csv", "interval.png")),
		entry("Lotka_Volterra.ijm", List.of("four prey rates.csv", "four prey rates.png", "four prey populations.csv", "four prey populations.png", "nine predators too rates.csv", "nine predators too rates.png", "nine predators too populations.csv", "nine predators too populations.png")),
		entry("Chirp.ijm", Stream.of("both detectors", "first detector", "second detector").flatMap(name -> Stream.of(name + ".csv", name
			+ ".png")).toList()),
		entry("Missing_Years.ijm", Stream.of("all years", "missing years").flatMap(name -> Stream.of("parameters.csv",
			"parameters.png", "populations.csv", "populations.png").map(file -> name + " " + file)).toList()),
		entry("Epidemic.ijm", List.of("ragged data rates.csv", "ragged data rates.png", "ragged data functions.csv", "ragged data functions.png", "contact rates rates.csv", "contact rates rates.png", "contact rates functions.csv", "contact rates functions.png")),
		entry("Robot_Arm.ijm", Stream.of("any elbow", "elbow up", "elbow down").flatMap(name -> Stream.of(".csv", ".png", " arms.png").map(
			file -> name + file)).toList()),
		entry("Neuron.ijm", List.of("any energy.csv", "any energy.png", "lowest energy.csv", "lowest energy.png", "any energy runs.csv", "lowest energy runs.csv")));

	/** The macros that take longest run once, the others again over their own results. */
	private static final Set<String> ONCE = Set.of("Chirp.ijm", "Lotka_Volterra.ijm", "Missing_Years.ijm", "Epidemic.ijm", "Neuron.ijm", "Robot_Arm.ijm");

	@TempDir
	Path folder;

	static Stream<Path> macros() throws IOException {
		return files("macros");
	}

	static Stream<Path> scripts() throws IOException {
		return files("plugins");
	}

	private static Stream<Path> files(final String name) throws IOException {
		try (Stream<Path> files = Files.list(Path.of(name))) {
			return files.sorted().toList().stream();
		}
	}

	@Test
	void everyMacroIsKnown() throws IOException {
		assertEquals(RESULTS.keySet().stream().sorted().toList(), macros().map(m -> m.getFileName().toString()).toList());
	}

	@ParameterizedTest
	@MethodSource("macros")
	void macroRuns(final Path macro) throws Exception {
		final int runs = ONCE.contains(macro.getFileName().toString()) ? 1 : 2;
		try (MacroRunner runner = new MacroRunner()) {
			for (int run = 0; run < runs; run++) {
				final MacroRunner.Result result = runner.run(Files.readString(macro), folder.toString());
				assertFalse(result.aborted() || result.output().contains("[ERROR]") || result.output().contains("[WARNING]") || result.output().contains("\tat "), result
					.output());
			}
		}
		for (final String file : RESULTS.get(macro.getFileName().toString())) assertTrue(Files.size(folder.resolve(file)) > 0);
	}

	@Test
	void resultsOfTheUserStay() throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			for (final String label : List.of("", "setResult('Label', 0, 'mine');")) {
				final String mine = "run('Clear Results');\n" + label + "setResult('area', 0, 5);\nupdateResults();\n";
				runner.run(mine + Files.readString(Path.of("macros/Posterior.ijm")), folder.toString());
				assertEquals("5", runner.run("return '' + getResult('area', 0);", "").value());
			}
			runner.run("run('Clear Results');", "");
		}
		assertFalse(Files.exists(folder.resolve("posterior.csv")));
	}

	@ParameterizedTest
	@MethodSource("scripts")
	void scriptRuns(final Path script) throws Exception {
		assertTrue(script.getFileName().toString().contains("_"), "Fiji makes no menu entry of " + script);
		try (Context context = new Context()) {
			context.service(ScriptService.class).run(script.toFile(), true, "folder", folder.toFile(), "simulations", "200",
				"steps", "20", "draws", "50").get();
		}
		assertEquals(51, Files.readAllLines(folder.resolve("two_moons_posterior.csv")).size());
	}
}
