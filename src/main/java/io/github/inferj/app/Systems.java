// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;
import io.github.inferj.diagnose.ExpectedCoverage;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.reference.ConditionalReferences;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.GaussianLinear;
import io.github.inferj.simulate.task.HodgkinHuxley;
import io.github.inferj.simulate.task.LotkaVolterraSeries;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.LynxHareSeries;
import io.github.inferj.simulate.task.SirdSeries;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.EdgeMasks;

/**
 * Measures the larger systems. System properties, all of them optional: {@code tasks}, a list of {@code lotka_volterra}
 * (trains a network on 10,000 simulations, in an hour or so; {@code steps} of training if not 32,000, {@code conditionals} to
 * compare, twenty by default), {@code sird}, {@code hodgkin_huxley}, {@code chirp}, {@code lynx_hare} and
 * {@code lynx_hare_series} (the models in the folder {@code models}, made by {@link Recipe}), {@code table} (a table of 1,000
 * series for the model of Lotka-Volterra there), and {@code intervals} (trains networks of gaussian_linear and two_moons likewise,
 * for the usual number of steps; ten conditionals of each by default). Prints each measure, and the most memory of each task, and writes {@code target/systems/results.csv}.
 */
public final class Systems {

	private static final Path FOLDER = Path.of("target", "systems");
	private static final int SIMULATIONS = 10_000;
	private static final int SEED = 1;
	/** Three times the usual for so many tokens: posteriors are so narrow that the network goes on getting sharper. */
	private static final int LOTKA_VOLTERRA_STEPS = 32_000;
	/** Half as wide again as usual: with so many times to see, the network is what limits. */
	private static final Architecture LOTKA_VOLTERRA_NETWORK = new Architecture(4, 48, 4, 3);
	/** Times of each species that are recorded of a simulation, of which a training sample shows as many as the task has. */
	private static final int LOTKA_VOLTERRA_RECORDED = 100;
	/** One in ten or so lies in a corner of the prior where few simulations are, and would outweigh a few others. */
	private static final int CONDITIONALS = 20;
	/** Of the one training that takes long; an interrupted run of the same steps goes on from it. */
	private static final Path CHECKPOINT = FOLDER.resolve("lotka_volterra.checkpoint");
	private static final int FRESH = 200;
	private static final int COVERAGE_DRAWS = 200;
	private static final String INTERVALS = "intervals";
	private static final String TABLE = "table";
	private static final int SERIES = 1_000;
	private static final int SERIES_DRAWS = 1_000;
	private static final int RESTRICTED = 10;
	private static final int NEURONS = 5;
	private static final int NEURON_DRAWS = 1_000;
	private static final int CHIRPS = 5;

	private final Map<String, Runnable> checks = new TreeMap<>(Map.of(LotkaVolterraSeries.NAME, this::lotkaVolterra,
		SirdSeries.NAME, this::sird, HodgkinHuxley.NAME, this::hodgkinHuxley, LynxHare.NAME, () -> lynxHare(LynxHare.NAME),
		LynxHareSeries.NAME, () -> lynxHare(LynxHareSeries.NAME), INTERVALS, this::intervals, Chirp.NAME, this::chirp, TABLE,
		this::table));
	private final Results results = new Results(FOLDER.resolve("results.csv"), "task,measure,value");

	private Systems() {}

	/** Runs the checks that the system properties name; takes no arguments. */
	public static void main(final String[] args) {
		try {
			new Systems().run();
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private void run() {
		final List<String> tasks = Options.list("tasks", String.join(",", checks.keySet()));
		for (final String task : tasks) if (!checks.containsKey(task)) throw new InvalidInputException("tasks = '" + task
			+ "': choose from " + String.join(", ", checks.keySet()));
		for (final String task : tasks) {
			final boolean isAlone = PeakMemory.reset();
			checks.get(task).run();
			report(task, isAlone ? "most memory in MB" : "most memory in MB up to here", PeakMemory.megabytes());
		}
		System.out.println("wrote " + results);
	}

	private void lotkaVolterra() {
		final int conditionals = Options.number("conditionals", 1).orElse(CONDITIONALS);
		final int steps = Options.number("steps", 1).orElse(LOTKA_VOLTERRA_STEPS);
		final LotkaVolterraSeries task = new LotkaVolterraSeries();
		final NetworkPlan plan = NetworkPlan.of(task, EdgeMasks.DENSE, SIMULATIONS, SEED, Optional.of(steps));
		final TrainingSettings settings = plan.settings(task).withShownPlaces(LotkaVolterraSeries.PLACES).withArchitecture(
			LOTKA_VOLTERRA_NETWORK);
		final NetworkPlan.Trained network = plan.train(new LotkaVolterraSeries(LOTKA_VOLTERRA_RECORDED), settings, Optional.of(
			CHECKPOINT), new ConsoleProgress(System.out, plan.toString()));
		report(LotkaVolterraSeries.NAME, "train_seconds", network.seconds());
		for (final Query query : Query.values()) {
			final double[][] given = query == Query.POSTERIOR ? RandomConditionals.data(task, conditionals) : RandomConditionals.given(
				task, conditionals);
			final LotkaVolterraCheck check = LotkaVolterraCheck.of(network.model(), given, TimedDraws.COUNT, SeedStream.DRAWS.seed(
				SEED));
			report(LotkaVolterraSeries.NAME, "c2st " + query.label(), check.c2st());
		}
		SafeFile.delete(CHECKPOINT);
	}

	private void sird() {
		final ExpectedCoverage coverage = SirdCheck.of(shipped(SirdSeries.NAME), FRESH, COVERAGE_DRAWS, SeedStream.COVERAGE_DRAWS.seed(
			SEED)).contactRate();
		reportCoverage(SirdSeries.NAME, "", coverage);
	}

	private void hodgkinHuxley() {
		report(HodgkinHuxley.NAME, "energies inside", EnergyCheck.of(shipped(HodgkinHuxley.NAME), NEURONS, NEURON_DRAWS,
			SeedStream.DRAWS.seed(SEED)).inside());
	}

	private void chirp() {
		final JointModel model = shipped(Chirp.NAME);
		for (final ChirpCheck.Detectors detectors : ChirpCheck.Detectors.values()) {
			final ChirpCheck check = ChirpCheck.of(model, detectors, CHIRPS, TimedDraws.COUNT, FRESH, COVERAGE_DRAWS);
			final String given = " given " + detectors.name().toLowerCase(Locale.ROOT);
			report(Chirp.NAME, "c2st" + given, check.c2st());
			report(Chirp.NAME, "sd ratio" + given, check.ratios());
			reportCoverage(Chirp.NAME, given, check.coverage());
		}
	}

	private void lynxHare(final String name) {
		final LynxHareCheck check = LynxHareCheck.of(file(name));
		System.out.println(check);
		report(name, "largest shift in sd", check.largestShift());
		report(name, "seconds for 10000 draws", check.seconds());
	}

	private void intervals() {
		final int count = Options.number("conditionals", 1).orElse(RESTRICTED);
		for (final Simulator task : List.of(new GaussianLinear(), new TwoMoons())) {
			final String name = task.specification().name();
			final NetworkPlan plan = NetworkPlan.of(task, EdgeMasks.DENSE, SIMULATIONS, SEED, Options.number("steps", 1));
			final JointModel model = plan.train(task, new ConsoleProgress(System.out, plan.toString())).model();
			double sum = 0;
			double outside = 0;
			for (final RestrictedConditional conditional : RestrictedConditional.of(task, ConditionalReferences.of(name), count,
				TimedDraws.COUNT))
			{
				final IntervalCheck check = IntervalCheck.of(model, conditional, SeedStream.DRAWS.seed(SEED));
				report(name, "c2st given " + conditional.conditions().toString().replace(',', ' '), check.c2st());
				sum += check.c2st();
				outside = Math.max(outside, check.outside());
			}
			report(name, "c2st with intervals mean", sum / count);
			report(name, "farthest outside in widths", outside);
			report(name, "evaluations with intervals", ConstrainedSampler.evaluations(model));
		}
	}

	private void table() {
		report(TABLE, "seconds for 1000 series", SeriesTableCheck.of(file(LotkaVolterraSeries.NAME), FOLDER, SERIES, SERIES_DRAWS)
			.seconds());
	}

	private static JointModel shipped(final String name) {
		return JointModel.load(file(name));
	}

	private static Path file(final String name) {
		return Path.of("models", name + ".onnx");
	}

	/** Reports each of several values, numbered from 1, and their mean. */
	private void report(final String task, final String measure, final List<Double> values) {
		for (int k = 0; k < values.size(); k++) report(task, measure + " " + (k + 1), values.get(k));
		report(task, measure + " mean", values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
	}

	private void reportCoverage(final String task, final String given, final ExpectedCoverage coverage) {
		for (final int percent : new int[] { 50, 80, 95 }) report(task, "coverage " + percent + " %" + given, coverage.at(percent
			/ 100.0));
	}

	private void report(final String task, final String measure, final double value) {
		results.add("%s,%s,%.4f", task, measure, value);
		results.write();
		System.out.printf(Locale.ROOT, "%s: %s %.4f%n", task, measure, value);
	}
}
