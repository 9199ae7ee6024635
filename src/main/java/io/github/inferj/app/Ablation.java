// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.scijava.Context;
import org.scijava.plugin.PluginService;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;

/**
 * Measures what noise schedules and predictions do to accuracy, all else at the defaults. System
 * properties, each a list separated by commas: {@code tasks}, {@code budgets} and {@code seeds} as in
 * {@link Benchmark}; {@code schedules} and {@code predictions}, names of {@link NoiseSchedule}s and
 * {@link Prediction}s in lower case, all unless given; {@code grids}, the schedules of the levels when
 * sampling, where {@code own} stands for training's. {@code reference} names the folder with
 * {@code TASK/observation_K}, {@code steps} a number of training steps. Writes
 * {@code target/ablation/results.csv} after every network.
 */
public final class Ablation {

	private static final String HEADER = "task,schedule,prediction,grid,simulations,seed,observation,c2st,train_seconds";
	private static final String OWN = "own";

	private record Task(String name, Simulator simulator, List<ReferenceConditional> references) {}

	/** What one network is trained for, and how. */
	private record Combination(Task task, int budget, int seed, NoiseSchedule schedule, Prediction prediction) {

		@Override
		public String toString() {
			return task.name() + " " + Options.name(schedule) + " " + Options.name(prediction);
		}
	}

	private final List<NoiseSchedule> schedules = Options.choices("schedules", NoiseSchedule.class, Options.names(
		NoiseSchedule.class));
	private final List<Prediction> predictions = Options.choices("predictions", Prediction.class, Options.names(
		Prediction.class));
	private final List<Optional<NoiseSchedule>> grids = Options.list("grids", OWN).stream().map(name -> name.equals(OWN)
		? Optional.<NoiseSchedule>empty() : Optional.of(Options.choice("grids", NoiseSchedule.class, name))).toList();
	private final List<Integer> budgets = Options.numbers("budgets", "10000", 1);
	private final List<Integer> seeds = Options.numbers("seeds", "1", 0);
	private final Optional<Integer> steps = Options.number("steps", 1);
	private final Path reference = Path.of(Options.text("reference", "../shared/reference/sbibm"));
	private final Results results = new Results(Path.of("target", "ablation", "results.csv"), HEADER);

	private Ablation() {}

	/** Runs the ablation that the system properties describe; takes no arguments. */
	public static void main(final String[] args) {
		try (Context context = new Context(PluginService.class)) {
			final Ablation ablation = new Ablation();
			final SimulatorCatalog catalog = new SimulatorCatalog(context.getService(PluginService.class));
			final List<Task> tasks = Options.list("tasks", "two_moons").stream().map(name -> ablation.task(name, catalog.find(name)))
				.toList();
			for (final Task task : tasks) for (final int budget : ablation.budgets) for (final int seed : ablation.seeds)
				ablation.run(task, budget, seed);
			System.out.println("wrote " + ablation.results);
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private Task task(final String name, final Simulator simulator) {
		return new Task(name, simulator, ReferenceConditional.posteriors(simulator.specification(), reference.resolve(name)));
	}

	private void run(final Task task, final int budget, final int seed) {
		final Simulations simulations = SimulationRun.of(task.simulator(), budget, seed).run(Progress.NONE);
		final TrainingSettings defaults = TrainingSettings.defaults(simulations.specification(), budget).withSeed(seed);
		final TrainingSettings settings = defaults.withSteps(steps.orElse(defaults.steps()));
		for (final NoiseSchedule schedule : schedules) for (final Prediction prediction : predictions) {
			final Combination combination = new Combination(task, budget, seed, schedule, prediction);
			final long start = System.nanoTime();
			final JointModel model = new Trainer(settings.withNoise(settings.noise().with(schedule, schedule)).withPrediction(
				prediction)).train(simulations, Optional.empty(), new ConsoleProgress(System.out, combination.toString()));
			final double trainSeconds = (System.nanoTime() - start) / 1e9;
			grids.stream().map(grid -> grid.orElse(schedule)).distinct().forEach(grid -> check(combination, model
				.withSampling(grid), trainSeconds));
			results.write();
		}
	}

	private void check(final Combination combination, final JointModel model, final double trainSeconds) {
		final List<ReferenceConditional> references = combination.task().references();
		final String grid = Options.name(model.noise().sampling());
		double sum = 0;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			for (int k = 0; k < references.size(); k++) {
				final double c2st = TimedDraws.of(sampler, references.get(k), TimedDraws.COUNT, SeedStream.DRAWS.seed(combination
					.seed())).c2st(references.get(k));
				sum += c2st;
				results.add("%s,%s,%s,%s,%d,%d,%d,%.4f,%.1f", combination.task().name(), Options.name(combination.schedule()),
					Options.name(combination.prediction()), grid, combination.budget(), combination.seed(), k + 1, c2st, trainSeconds);
			}
		}
		System.out.printf(Locale.ROOT, "%s, levels %s: mean C2ST %.4f over %d observations, trained in %.0f s%n", combination,
			grid, sum / references.size(), references.size(), trainSeconds);
	}
}
