// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.SafeFile;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Marginal;
import io.github.inferj.network.Architecture;
import io.github.inferj.report.MarginalsPlot;
import io.github.inferj.report.PlotFile;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.Toy;
import io.github.inferj.train.ConditionalMixture;
import io.github.inferj.train.MarginalTraining;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;

/**
 * The toy example of Gloeckler et al. (2024), appendix A1.4 and figure A2: marginals and a conditional
 * drawn by a network whose other tokens are left out, wrong after training on whole samples and right after
 * training on marginals. Writes {@code target/marginals/results.csv}, with the C2ST of each against exact
 * draws, and {@code marginals.png}.
 */
public final class Marginals {

	private static final int SIMULATIONS = 10_000;
	private static final int STEPS = 5_000;
	private static final int BATCH = 128;
	/** Mostly pairs, which queries of two of the three variables need. */
	private static final MarginalTraining PAIRS_AND_SINGLES = new MarginalTraining(0, 0.5, 0.125);
	private static final int DRAWS = 10_000;
	/** Draws that C2ST compares. */
	private static final int COMPARED = 2_000;
	private static final long SEED = 1;
	private static final long EXACT_SEED = 2;
	private static final double GIVEN = 1;
	private static final int THETA = 0;
	private static final int X1 = 1;
	private static final int X2 = 2;

	private final Toy toy = new Toy();
	private final ModelSpecification specification = toy.specification();
	private final Simulations exact = SimulationRun.of(toy, DRAWS, EXACT_SEED).run(Progress.NONE);
	private final List<String> rows = new ArrayList<>(List.of("training,query,tokens,c2st,train_seconds,sample_seconds"));

	private Marginals() {}

	/** Trains twice and compares; takes no arguments. */
	public static void main(final String[] args) {
		try {
			new Marginals().run(Path.of("target", "marginals"));
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private void run(final Path folder) {
		final Simulations simulations = SimulationRun.of(toy, SIMULATIONS, SEED).run(Progress.NONE);
		final List<MarginalsPlot.Side> sides = List.of(side(simulations, MarginalTraining.NONE, "whole samples"), side(
			simulations, PAIRS_AND_SINGLES, "marginals"));
		final double[][] columns = new double[specification.size()][];
		for (int c = 0; c < columns.length; c++) columns[c] = exactColumn(c);
		PlotFile.write(new MarginalsPlot("Toy example: marginals of a network without its other tokens", specification
			.columnNames(), columns, sides).draw(), folder.resolve("marginals.png"));
		SafeFile.write(folder.resolve("results.csv"), out -> out.write((String.join("\n", rows) + "\n").getBytes(
			StandardCharsets.UTF_8)));
		System.out.println("wrote " + folder.resolve("results.csv") + " and marginals.png");
	}

	private MarginalsPlot.Side side(final Simulations simulations, final MarginalTraining marginals, final String training) {
		final TrainingSettings settings = TrainingSettings.defaults(specification).withSeed(SEED).withSteps(STEPS).withBatchSize(
			BATCH).withThreads(1).withArchitecture(new Architecture(2, 32, 4, 3)).withConditionals(ConditionalMixture.ALL
				.withMarginals(marginals));
		final long start = System.nanoTime();
		final JointModel model = new Trainer(settings).train(simulations, Optional.empty(), new ConsoleProgress(System.out,
			training));
		final String row = training + ",\"%s\",%d,%.4f," + String.format(Locale.ROOT, "%.1f", seconds(start)) + ",%.2f";
		final List<MarginalsPlot.Marginal> panels = new ArrayList<>();
		for (final int[] columns : List.of(new int[] { THETA }, new int[] { X1 }, new int[] { X2 }, new int[] { THETA, X1 },
			new int[] { THETA, X2 }, new int[] { X1, X2 }))
		{
			final Draws draws = draw(model, row, columns, columns, Double.NaN, exactRows(columns));
			panels.add(new MarginalsPlot.Marginal(columns[columns.length - 1], columns[0], IntStream.range(0, columns.length)
				.mapToObj(c -> draws.column(0, c)).toArray(double[][]::new)));
			draw(model, row, new int[] { THETA, X1, X2 }, columns, Double.NaN, exactRows(columns));
		}
		draw(model, row, new int[] { THETA, X1 }, new int[] { THETA }, GIVEN, thetaGivenX1());
		draw(model, row, new int[] { THETA, X1, X2 }, new int[] { THETA }, GIVEN, thetaGivenX1());
		return new MarginalsPlot.Side("trained on " + training, panels);
	}

	/** Draws some columns from a network that keeps some, and notes how far they are from exact draws. */
	private Draws draw(final JointModel model, final String row, final int[] kept, final int[] wanted, final double x1,
		final double[][] reference)
	{
		final long start = System.nanoTime();
		final double[] observation = specification.latentRow();
		observation[X1] = x1;
		final Draws draws;
		try (ConditionalSampler sampler = new ConditionalSampler(new Marginal(model, kept))) {
			draws = sampler.sample(new double[][] { observation }, wanted, DRAWS, SEED, Progress.NONE);
		}
		final double seconds = seconds(start);
		final double[][] compared = new double[COMPARED][];
		for (int i = 0; i < COMPARED; i++) compared[i] = Arrays.copyOfRange(draws.values(), i * wanted.length, (i + 1)
			* wanted.length);
		final double c2st = new ClassifierTwoSampleTest(SEED).accuracy(reference, compared);
		final String query = Arrays.stream(wanted).mapToObj(specification.columnNames()::get).collect(Collectors.joining(", "))
			+ (Double.isNaN(x1) ? "" : " given x_1 = " + x1);
		rows.add(String.format(Locale.ROOT, row, query, kept.length, c2st, seconds));
		System.out.printf(Locale.ROOT, "  %-20s from %d token(s): C2ST %.3f, %d draws in %.2f s%n", query, kept.length, c2st,
			DRAWS, seconds);
		return draws;
	}

	private double[] exactColumn(final int column) {
		final double[] values = new double[exact.count()];
		for (int i = 0; i < values.length; i++) values[i] = exact.get(i, column);
		return values;
	}

	private double[][] exactRows(final int[] columns) {
		final double[][] chosen = new double[COMPARED][columns.length];
		for (int i = 0; i < COMPARED; i++) for (int c = 0; c < columns.length; c++) chosen[i][c] = exact.get(i, columns[c]);
		return chosen;
	}

	/** Draws of the prior, kept in proportion to the density of x_1 ~ N(2 sin theta, 0.5^2). */
	private static double[][] thetaGivenX1() {
		final SeededRandom rng = new SeededRandom(EXACT_SEED, 0);
		final double[][] kept = new double[COMPARED][1];
		for (int i = 0; i < COMPARED;) {
			final double theta = 3 * rng.nextGaussian();
			final double z = (GIVEN - 2 * Math.sin(theta)) / 0.5;
			if (rng.nextDouble() < Math.exp(-z * z / 2)) kept[i++][0] = theta;
		}
		return kept;
	}

	private static double seconds(final long start) {
		return (System.nanoTime() - start) / 1e9;
	}
}
