// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** The three ways to run a command give the same simulations. */
class SimulateCommandTest {

	@TempDir
	Path folder;

	private Map<String, String> run(final Path target, final String seed) throws Exception {
		try (Context context = new Context()) {
			assertFalse(Commands.run(context, "InferJ Simulate...", "simulator", "two_moons", "simulations", "100",
				"simulationfolder", target.toFile(), "seed", seed).isCanceled());
		}
		return contents(target);
	}

	private static Map<String, String> contents(final Path target) throws IOException {
		final Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.list(target)) {
			for (final Path file : files.toList()) contents.put(file.getFileName().toString(), Arrays.toString(Files.readAllBytes(
				file)));
		}
		return contents;
	}

	@Test
	void allWaysGiveTheSameSimulations() throws Exception {
		final Map<String, String> expected = run(folder.resolve("service"), "3");
		assertNotEquals(expected, run(folder.resolve("other seed"), "4"));

		final Path fromMacro = folder.resolve("a folder [with] brackets");
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result macro = runner.run("run('InferJ Simulate...', 'simulator=two_moons simulations=100 "
				+ "simulationfolder=[" + fromMacro + "] seed=3 threads=1');\nreturn 'done';", "");
			assertEquals("done", macro.value(), macro.output());
			assertTrue(macro.output().contains("InferJ Simulate: 100 simulations in " + fromMacro), macro.output());
		}
		assertEquals(expected, contents(fromMacro));

		final Path fromCommandLine = folder.resolve("command line");
		final ChildJvm.Result child = ChildJvm.headless("InferJ Simulate...",
			"simulator='two_moons',simulations=100,simulationfolder='" + fromCommandLine + "',seed=3");
		assertTrue(child.output().contains("100 simulations in " + fromCommandLine), child.output());
		assertEquals(expected, contents(fromCommandLine));
	}

	@Test
	void runsScripts() throws Exception {
		final Path script = Path.of("src/main/resources/script_templates/InferJ/Two_Moons.js").toAbsolutePath();
		try (Context context = new Context()) {
			assertFalse(Commands.run(context, "InferJ Simulate...", "simulator", script.toString(), "simulations", "20",
				"simulationfolder", folder.resolve("script").toFile()).isCanceled());
		}
		assertTrue(Files.exists(folder.resolve("script/manifest.json")));
	}
}
