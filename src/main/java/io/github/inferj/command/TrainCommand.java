// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.SafeFile;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.train.ConditionalMixture;
import io.github.inferj.train.MarginalTraining;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/** Simulates, or takes simulations there are, and trains a model on them. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Train...", weight = 2) },
	description = "Simulates, or takes simulations there are, and trains a model on them")
public class TrainCommand extends SimulationsCommand {

	@Parameter(label = "Simulation folder", style = FileWidget.FILE_AND_DIRECTORY_STYLE, required = false, persist = false,
		description = "A folder to reuse or keep simulations in, or a CSV file whose rows are all used; leave empty to keep none")
	private File simulationfolder;

	@Parameter(label = "Model file", style = FileWidget.SAVE_STYLE + ",extensions:onnx", required = false, persist = false,
		description = "The .onnx file to write")
	private File modelfile;

	@Parameter(label = "Overwrite model file", required = false, persist = false,
		description = "Whether a file that is already there may be replaced")
	private boolean overwrite;

	@Parameter(label = "Training steps", required = false, persist = false,
		description = "Steps of the optimiser at most; leave empty for the automatic choice")
	private String steps = "";

	@Parameter(label = "Batch size", required = false, persist = false,
		description = "Samples in each step, two of each simulation; leave empty for the automatic choice")
	private String batchsize = "";

	@Parameter(label = "Learning rate", required = false, persist = false,
		description = "The largest step of the optimiser; leave empty for the automatic choice")
	private String learningrate = "";

	@Parameter(label = "Network layers", required = false, persist = false,
		description = "Layers of the network; leave empty for the automatic choice")
	private String layers = "";

	@Parameter(label = "Network width", required = false, persist = false,
		description = "Numbers that stand for a variable inside the network; leave empty for the automatic choice")
	private String width = "";

	@Parameter(label = "Places per sample", required = false, persist = false,
		description = "Times of each function that the network sees at once, others in every step; leave empty for all that simulations have")
	private String sampleplaces = "";

	@Parameter(label = "Train marginals", required = false, persist = false,
		description = "Whether the network learns to do without variables that a question leaves out")
	private boolean marginals;

	@Parameter(label = "Edge masks", choices = { "dense", "undirected", "directed" }, required = false, persist = false,
		description = "Whether variables see all others (dense) or only those that the declared parents connect them with")
	private String edgemasks = "dense";

	@Parameter(label = "Train for", required = false, persist = false,
		description = "Questions to train for, such as: posterior; leave empty for any")
	private String conditionals = "";

	@Override
	void work(final Progress progress) {
		final int count = count();
		final long seed = seed();
		final Tuning tuning = new Tuning(number("steps", steps), number("batchsize", batchsize), new NumberField("learningrate",
			learningrate).optionalPositive(), number("layers", layers), number("width", width));
		final Optional<ConditionalMixture> wanted = new ConditionalsField("conditionals", conditionals).mixture();
		final OptionalInt places = number("sampleplaces", sampleplaces);
		final EdgeMasks masks = masks();
		final Path file = new OutputFile("modelfile", modelfile, overwrite).required(".onnx");
		final Optional<Path> source = InputFiles.optional("simulationfolder", simulationfolder);
		final Simulations data;
		try (Simulator chosen = simulator()) {
			settings(chosen.specification(), count, masks, places, tuning, wanted);
			data = new TrainingData(chosen, count, seed, source).get(progress);
		}
		if (progress.cancelled()) throw new CancellationException("stopped before the training; there is no model");
		if (masks != EdgeMasks.DENSE && data.specification().variables().stream().allMatch(v -> v.parents().isEmpty())) messages()
			.warn("edgemasks " + edgemasks + ": model " + data.specification().name()
				+ " declares no parents, so every variable sees all others");
		final TrainingSettings settings = settings(data.specification(), data.count(), masks, places, tuning, wanted).withSeed(seed);
		final Path checkpoint = file.resolveSibling(file.getFileName() + ".checkpoint");
		if (Files.exists(checkpoint)) messages().info("going on from " + checkpoint);
		final JointModel model = new Trainer(settings).train(data, Optional.of(checkpoint), progress);
		model.save(file);
		if (!progress.cancelled()) SafeFile.delete(checkpoint);
		messages().info(progress.cancelled() ? "stopped early; " + file + " is the best model so far, and the same command with "
			+ "overwrite=true goes on from " + checkpoint : "trained on " + describe(data) + " and saved " + file);
	}

	private EdgeMasks masks() {
		final String text = edgemasks == null || edgemasks.isBlank() ? "dense" : edgemasks.strip();
		for (final EdgeMasks each : EdgeMasks.values()) if (each.name().toLowerCase(Locale.ROOT).equals(text)) return each;
		throw new InvalidInputException("edgemasks '" + text + "': use dense, undirected or directed");
	}

	/** @throws InvalidInputException if what the user wants does not suit the model */
	private TrainingSettings settings(final ModelSpecification specification, final int simulations, final EdgeMasks masks,
		final OptionalInt places, final Tuning tuning, final Optional<ConditionalMixture> wanted)
	{
		wanted.ifPresent(mixture -> mixture.requireKnownTo(specification));
		final TrainingSettings automatic = automatic(specification, simulations, masks, places);
		return tuning.applyTo(automatic.withConditionals(wanted.orElse(automatic.conditionals()).withMarginals(marginals
			? MarginalTraining.STANDARD : automatic.conditionals().marginals())));
	}

	private static TrainingSettings automatic(final ModelSpecification specification, final int simulations, final EdgeMasks masks,
		final OptionalInt places)
	{
		if (places.isEmpty()) return TrainingSettings.defaults(specification, simulations, masks);
		if (specification.functionColumns().length == 0) throw new InvalidInputException("sampleplaces " + places.getAsInt()
			+ ": model " + specification.name() + " has no functions; leave it empty");
		return TrainingSettings.defaults(specification.withAtMostPlaces(places.getAsInt()), simulations, masks).withShownPlaces(places
			.getAsInt());
	}

	private static OptionalInt number(final String key, final String text) {
		return new NumberField(key, text).optionalCount();
	}
}
