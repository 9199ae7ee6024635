// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.CornerPlot;
import io.github.inferj.report.CsvWriter;
import io.github.inferj.report.DrawsTable;
import io.github.inferj.report.PlotFile;
import io.github.inferj.report.PredictivePlot;
import io.github.inferj.report.Summary;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.LynxHareCounts;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * The main job from end to end: simulate, train and infer on two moons, then infer the lynx and hare
 * model from real counts with the shipped network.
 */
public final class Demo {

	private static final int SIMULATIONS = 10_000;
	/** Fewer than usual, to end soon. */
	private static final int STEPS = 8_000;
	private static final int DRAWS = 10_000;
	private static final int PREDICTIVE_DRAWS = 1_000;
	private static final long SEED = 1;

	private final Path models;
	private final Path output;
	private final PrintStream out;

	private Demo(final Path models, final Path output, final PrintStream out) {
		this.models = models;
		this.output = output;
		this.out = out;
	}

	/** Runs the demo; takes no arguments. Reads {@code models} and writes {@code target/demo}. */
	public static void main(final String[] args) {
		final Demo demo = new Demo(Path.of("models"), Path.of("target", "demo"), System.out);
		try {
			demo.twoMoons();
			demo.lynxAndHare();
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private void twoMoons() {
		out.println("Two moons: simulate, train, infer");
		final Simulator simulator = new TwoMoons();
		final Simulations simulations = SimulationRun.of(simulator, SIMULATIONS, SEED).run(progress("simulating"));
		final TrainingSettings settings = TrainingSettings.defaults(simulator.specification()).withSteps(STEPS);
		final JointModel model = new Trainer(settings).train(simulations, Optional.empty(), progress("training"));
		model.save(write("two_moons.onnx"));
		infer(model, new double[] { 0, 0 }, "two_moons_posterior", "Two moons: posterior given x = (0, 0)");
	}

	private void lynxAndHare() {
		out.println("Lynx and hare: eight parameters from the counts of 1900 to 1920");
		final LynxHareCounts counts = LynxHareCounts.load();
		final JointModel model = JointModel.load(models.resolve("lynx_hare.onnx"));
		final Draws posterior = infer(model, counts.observation(), "lynx_hare_posterior",
			"Lynx and hare: posterior given 21 years of counts");
		final Draws predictive = predict(model, posterior);
		final double[] years = Arrays.stream(counts.years()).asDoubleStream().toArray();
		PlotFile.write(new PredictivePlot("Lynx and hare: counts, and what the model predicts", "year", years, List.of(
			PredictivePlot.Panel.of(predictive, 0, "hare", counts.hare()), PredictivePlot.Panel.of(predictive, 0, "lynx", counts
				.lynx())), false).draw(), write("lynx_hare_predictive.png"));
	}

	/** Draws the parameters given the data; writes them and their plot; prints their summary. */
	private Draws infer(final JointModel model, final double[] data, final String name, final String title) {
		final ModelSpecification specification = model.specification();
		final double[] row = specification.latentRow();
		System.arraycopy(data, 0, row, specification.parameterCount(), data.length);
		final Draws draws;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			draws = sampler.sample(new double[][] { row }, specification.columnsOf(Role.PARAMETER), DRAWS, SEED, progress(
				"sampling"));
		}
		out.println(Summary.of(draws, List.of(name)));
		CsvWriter.write(new DrawsTable(draws, List.of(name)), write(name + ".csv"));
		PlotFile.write(CornerPlot.of(draws, 0, title).draw(), write(name + ".png"));
		return draws;
	}

	/** Draws the data once given each of many parameter draws: the network stands in for the simulator. */
	private Draws predict(final JointModel model, final Draws posterior) {
		final ModelSpecification specification = model.specification();
		final double[][] rows = new double[PREDICTIVE_DRAWS][];
		for (int i = 0; i < rows.length; i++) {
			rows[i] = specification.latentRow();
			for (int c = 0; c < specification.parameterCount(); c++) rows[i][c] = posterior.get(0, i, c);
		}
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws each = sampler.sample(rows, specification.columnsOf(Role.DATA), 1, SEED, progress("predicting"));
			return new Draws(specification, each.columns(), 1, PREDICTIVE_DRAWS, each.values());
		}
	}

	private Path write(final String name) {
		final Path file = output.resolve(name);
		out.println("  writing " + file);
		return file;
	}

	private ConsoleProgress progress(final String name) {
		return new ConsoleProgress(out, name);
	}
}
