// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import io.github.inferj.Progress;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;

/** Simulates, or takes simulations there are, and trains a model on them. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Train...", weight = 2) },
	description = "Simulates, or takes simulations there are, and trains a model on them")
public class TrainCommand extends SimulatorCommand {

	@Parameter(label = "Simulations", required = false, persist = false,
		description = "How many simulations to run, in digits; of a CSV file all rows are used")
	private String simulations = "10000";

	@Parameter(label = "Simulation folder", style = FileWidget.FILE_AND_DIRECTORY_STYLE, required = false, persist = false,
		description = "A folder to reuse or keep simulations in, or a CSV file of simulations; leave empty to keep none")
	private File simulationfolder;

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Any whole number; the same seed gives the same model")
	private String seed = "1";

	@Parameter(label = "Model file", style = FileWidget.SAVE_STYLE + ",extensions:onnx", required = false, persist = false,
		description = "The .onnx file to write")
	private File modelfile;

	@Parameter(label = "Overwrite model file", required = false, persist = false,
		description = "Whether a file that is already there may be replaced")
	private boolean overwrite;

	@Parameter(label = "Training steps", required = false, persist = false,
		description = "Steps of the optimiser; leave empty to let the number of simulations decide")
	private String steps = "";

	@Override
	void work(final Progress progress) {
		final int count = new NumberField("simulations", simulations).count();
		final long trainingSeed = new NumberField("seed", seed).seed();
		final OptionalInt stepCount = new NumberField("steps", steps).optionalCount();
		final Path file = new OutputFile("modelfile", modelfile, overwrite).required(".onnx");
		final Simulations data = simulate(count, trainingSeed, progress);
		final TrainingSettings automatic = TrainingSettings.forSimulations(data.count()).withSeed(trainingSeed);
		final TrainingSettings settings = stepCount.isPresent() ? automatic.withSteps(stepCount.getAsInt()) : automatic;
		final Path checkpoint = file.resolveSibling(file.getFileName() + ".checkpoint");
		final JointModel model = new Trainer().train(data, settings, Optional.of(checkpoint), progress);
		model.save(file);
		if (progress.cancelled()) messages().info("stopped early; " + file + " has the best model so far, and the same command "
			+ "with overwrite=true goes on from " + checkpoint);
		else delete(checkpoint);
	}

	private Simulations simulate(final int count, final long simulationSeed, final Progress progress) {
		try (Simulator chosen = simulator()) {
			return TrainingData.of(chosen, count, simulationSeed, InputFiles.optional(simulationfolder)).get(progress);
		}
	}

	private void delete(final Path checkpoint) {
		try {
			Files.deleteIfExists(checkpoint);
		}
		catch (final IOException exc) {
			messages().info("the checkpoint " + checkpoint + " is no longer needed, but cannot be deleted");
		}
	}
}
