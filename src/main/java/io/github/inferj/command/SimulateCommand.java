// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulator;

/** Runs a simulator many times and keeps the simulations in a folder. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Simulate...", weight = 1) },
	description = "Runs a simulator many times and keeps the simulations in a folder")
public class SimulateCommand extends SimulationsCommand {

	@Parameter(label = "Simulation folder", style = FileWidget.DIRECTORY_STYLE, required = false, persist = false,
		description = "Where to keep them; simulations already there are reused, and a run that was stopped goes on")
	private File simulationfolder;

	@Parameter(label = "Threads", required = false, persist = false,
		description = "How many to run at once; leave empty for one on each processor")
	private String threads = "";

	@Override
	void work(final Progress progress) {
		final int count = count();
		final long seed = seed();
		final int threadCount = new NumberField("threads", threads).optionalCount().orElse(Runtime.getRuntime()
			.availableProcessors());
		final Path folder = InputFiles.optional("simulationfolder", simulationfolder).orElseThrow(() -> new InvalidInputException(
			"no simulationfolder given: name a folder to keep the simulations in"));
		try (Simulator chosen = simulator()) {
			final SimulationRun run = new SimulationRun(chosen, count, seed, threadCount, Optional.of(folder));
			messages().info(describe(run.run(progress)) + " in " + folder);
		}
	}
}
