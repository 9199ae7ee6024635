// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diagnose.Calibration;
import io.github.inferj.diagnose.ConditionedRows;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.CalibrationPlot;
import io.github.inferj.report.CalibrationTable;
import io.github.inferj.report.CsvWriter;
import io.github.inferj.report.PlotFile;
import io.github.inferj.report.ResultsTables;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/** Checks a trained model on fresh simulations, whose parameters are known. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"), @Menu(
	label = "InferJ Check...", weight = 7) },
	description = "Checks a trained model on fresh simulations, whose parameters are known")
public class CheckCommand extends SimulatorCommand {

	private static final int DRAWS = 199;

	@Parameter(label = "Model file", required = false, persist = false, style = FileWidget.OPEN_STYLE + ",extensions:onnx",
		description = "A .onnx file made by InferJ Train with the same simulator")
	private File modelfile;

	@Parameter(label = "Simulations", required = false, persist = false,
		description = "How many fresh simulations to ask the model about, in digits")
	private String simulations = "200";

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Any whole number but the one the model was trained with")
	private String seed = "2";

	@Parameter(label = "Save table to", required = false, persist = false, style = FileWidget.SAVE_STYLE + ",extensions:csv",
		description = "A .csv file for what was found; leave empty to show it only")
	private File checkfile;

	@Parameter(label = "Save plot to", required = false, persist = false, style = FileWidget.SAVE_STYLE + ",extensions:png",
		description = "A .png file for the plot; leave empty to show it only")
	private File plotfile;

	@Parameter(label = "Overwrite files", required = false, persist = false,
		description = "Whether files that are already there may be replaced")
	private boolean overwrite;

	@Parameter(type = ItemIO.OUTPUT, label = "Check")
	private ResultsTable check;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot")
	private ImagePlus plot;

	@Override
	void work(final Progress progress) {
		final int count = new NumberField("simulations", simulations).count();
		final long randomSeed = new NumberField("seed", seed).seed();
		final Optional<Path> tableFile = new OutputFile("checkfile", checkfile, overwrite).optional(".csv");
		final Optional<Path> imageFile = new OutputFile("plotfile", plotfile, overwrite).optional(".png");
		final JointModel model = JointModel.load(InputFiles.required("modelfile", modelfile,
			"name a .onnx file made by InferJ Train"));
		if (model.provenance().seed() == randomSeed) throw new InvalidInputException("seed = " + randomSeed
			+ ": the model was trained with it, and has seen these simulations; choose another");
		final Calibration calibration;
		try (Simulator chosen = simulator()) {
			requireSame(chosen.specification(), model.specification());
			calibration = calibrate(model, SimulationRun.of(chosen, count, randomSeed).run(progress).at(model.specification(), randomSeed),
				randomSeed, progress);
		}
		final BufferedImage image = new CalibrationPlot(calibration, "Check of " + model.specification().name()).draw();
		final CalibrationTable table = new CalibrationTable(calibration);
		tableFile.ifPresent(file -> CsvWriter.write(table, file));
		imageFile.ifPresent(file -> PlotFile.write(image, file));
		check = ResultsTables.copyOf(table);
		plot = PlotFile.imagePlus("Check of " + model.specification().name(), image);
		if (!isHeadless()) Answer.show(check, "Check of " + model.specification().name());
		calibration.lines().forEach(line -> messages().info(String.format(Locale.ROOT,
			"%s: %s (p = %.2g; %.0f %% of true values in 80 %% intervals)", line.parameter(), line.finding(), line.pValue(), 100 * line
				.coverage().at(0.8))));
	}

	/** The simulator's functions may have more places than the model's, which is then asked about some of them. */
	private static void requireSame(final ModelSpecification simulated, final ModelSpecification trained) {
		if (!simulated.withPlaces(trained.places()).rowNames().equals(trained.rowNames())) throw new InvalidInputException("simulator "
			+ simulated.name() + " has the variables " + String.join(", ", simulated.names()) + ", the model has " + String.join(", ", trained
				.names()) + ": choose the simulator that the model was trained with");
		trained.places().forEach((function, places) -> {
			final int there = simulated.places().get(function);
			if (there < places) throw new InvalidInputException("simulator " + simulated.name() + " has " + there + " places of " + function
				+ ", fewer than the " + places + " of the model: declare as many, or choose the simulator that the model was trained with");
		});
	}

	private static Calibration calibrate(final JointModel model, final Simulations fresh, final long seed, final Progress progress) {
		final int[] wanted = model.specification().columnsOf(Role.PARAMETER);
		final ConditionedRows asked = ConditionedRows.of(fresh, List.of(wanted));
		final double[][] truths = Arrays.stream(asked.rows()).map(row -> Arrays.stream(wanted).mapToDouble(c -> row[c]).toArray())
			.toArray(double[][]::new);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws draws = sampler.sample(asked.given(), wanted, DRAWS, seed, progress);
			return Calibration.of(draws, truths);
		}
	}
}
