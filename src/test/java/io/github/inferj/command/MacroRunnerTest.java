// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;

class MacroRunnerTest {

	@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Probe Command...") })
	public static class Probe extends ContextCommand {

		static String seen;

		@Parameter(persist = false, required = false)
		private String word = "default";

		@Parameter(persist = false, required = false)
		private boolean fail;

		@Override
		public void run() {
			seen = word;
			if (fail) {
				IJ.error("Probe", "the probe was asked to fail");
				cancel("asked to fail");
			}
		}
	}

	@Test
	void macroReachesCommand() throws InterruptedException {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run(
				"run('Probe Command...', 'word=[two words] fail=false'); return getArgument() + '!';", "given");
			System.out.println(result);
			assertFalse(result.aborted());
			assertEquals("given!", result.value());
			assertEquals("two words", Probe.seen);
		}
	}

	@Test
	void errorStopsMacro() throws InterruptedException {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run(
				"run('Probe Command...', 'word=x fail=true'); print('still running');", "");
			System.out.println(result);
			assertTrue(result.output().contains("the probe was asked to fail"));
			assertFalse(result.output().contains("still running"));
			assertTrue(result.aborted());
		}
	}
}
