// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

class SimulateCommandTest {

	@TempDir
	Path folder;

	@Test
	void runsFromMacro() throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Simulate...', 'simulator=two_moons simulations=50 "
				+ "simulationfolder=[" + folder.resolve("sims and more") + "] seed=3'); return 'end';", "");
			System.out.println(result);
		}
	}

	@Test
	void badFromMacro() throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Simulate...', 'simulator=two_moons simulations=1e6 "
				+ "simulationfolder=[" + folder.resolve("sims and more") + "] seed=3');\n print('after');", "");
			System.out.println(result);
		}
	}

	@Test
	void runsHeadless() throws Exception {
		System.out.println(ChildJvm.headless("InferJ Simulate...", "simulator='two_moons',simulations='50',simulationfolder='"
			+ folder.resolve("b") + "'"));
		System.out.println(ChildJvm.headless("InferJ Simulate...", "simulator='two_moon',simulations=50,simulationfolder='"
			+ folder.resolve("b") + "'"));
		System.out.println(ChildJvm.headless("InferJ Simulate...", "simulator='two_moons',simulations=1e6,simulationfolder='"
			+ folder.resolve("b") + "'"));
		System.out.println(ChildJvm.headless("InferJ Simulate...", "simulator='two_moons',simulations=10.0"));
	}

	@Test
	void runsThroughCommandService() throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = context.service(CommandService.class).run(SimulateCommand.class, true, Map.of(
				"simulations", "0", "simulator", "two_moons", "simulationfolder", folder.toFile())).get();
			System.out.println(module.isCanceled() + " " + module.getCancelReason());
		}
	}
}
