// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.HodgkinHuxley;
import io.github.inferj.simulate.task.InverseKinematics;
import io.github.inferj.simulate.task.LotkaVolterraSeries;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.LynxHareSeries;
import io.github.inferj.simulate.task.SirdSeries;
import io.github.inferj.train.Conditional;
import io.github.inferj.train.ConditionalMixture;
import io.github.inferj.train.Focus;
import io.github.inferj.train.Optimisation;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * Makes a model that ships in {@code models}: {@code -Dmodel=lynx_hare}, {@code lynx_hare_series},
 * {@code lotka_volterra}, {@code sird}, {@code hodgkin_huxley}, {@code chirp} or {@code inverse_kinematics} names it. An
 * interrupted run goes on from its checkpoint in {@code target/recipe}.
 */
public final class Recipe {

	/**
	 * How to make a model.
	 *
	 * @param simulations their number
	 * @param isFresh whether each stage has simulations of its own, for data that fill memory before there are enough of them
	 * @param stages settings of one training after another, each going on from the one before
	 */
	private record Plan(Simulator simulator, int simulations, boolean isFresh, List<TrainingSettings> stages) {

		Plan(final Simulator simulator, final int simulations, final List<TrainingSettings> stages) {
			this(simulator, simulations, false, stages);
		}

		Simulations simulate(final int stage) {
			return SimulationRun.of(simulator, simulations, isFresh ? FRESH_SEEDS + stage : SEED).run(new ConsoleProgress(System.out,
				"simulating"));
		}
	}

	private static final long SEED = 1;
	/** How the weights of the older models followed gradients when they were made. */
	private static final Optimisation OPTIMISATION = new Optimisation(OptionalDouble.of(2e-3), 0.9, 0, false);
	/** Seeds that nobody has trained or checked a model with. */
	private static final long FRESH_SEEDS = 1_000_000;
	private static final int CHIRP_STAGES = 20;
	/** Questions about lynx and hare, mostly what counts say. */
	private static final ConditionalMixture COUNTS = ConditionalMixture.of(Conditional.JOINT, Conditional.random(0.3), Conditional.random(
		0.7)).and(Conditional.POSTERIOR, 5).and(Conditional.LIKELIHOOD, 1);
	private static final int LYNX_HARE_SERIES_STEPS = 18_000;
	/** Years of each species that are recorded of a simulation, of which a training sample shows as many as were counted. */
	private static final int LYNX_HARE_SERIES_RECORDED = 40;

	private static final Map<String, Supplier<Plan>> RECIPES = new TreeMap<>(Map.of(LynxHare.NAME, Recipe::lynxHare,
		LynxHareSeries.NAME, Recipe::lynxHareSeries, LotkaVolterraSeries.NAME, Recipe::lotkaVolterra, SirdSeries.NAME, Recipe::sird,
		HodgkinHuxley.NAME, Recipe::hodgkinHuxley, Chirp.NAME, Recipe::chirp, InverseKinematics.NAME, Recipe::inverseKinematics));

	private Recipe() {}

	/** Runs the recipe that the system property {@code model} names; takes no arguments. */
	public static void main(final String[] args) {
		final String name = System.getProperty("model", "");
		try {
			final Plan plan = plan(name);
			final Optional<Simulations> shared = plan.isFresh() ? Optional.empty() : Optional.of(plan.simulate(1));
			JointModel model = null;
			for (int i = 1; i <= plan.stages().size(); i++) {
				final int stage = i;
				model = train(name, stage, plan.stages().get(stage - 1), shared.orElseGet(() -> plan.simulate(stage)), model);
			}
			final Path file = Path.of("models", name + ".onnx");
			model.save(file);
			for (int stage = 1; stage <= plan.stages().size(); stage++) SafeFile.delete(checkpoint(name, stage));
			System.out.println("wrote " + file + ": " + model.provenance());
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private static JointModel train(final String name, final int stage, final TrainingSettings settings,
		final Simulations simulations, final JointModel before)
	{
		final Trainer trainer = before == null ? new Trainer(settings) : new Trainer(settings, before);
		return trainer.train(simulations, Optional.of(checkpoint(name, stage)), new ConsoleProgress(System.out, "training, stage "
			+ stage));
	}

	private static Path checkpoint(final String name, final int stage) {
		return Path.of("target", "recipe", name + "." + stage + ".checkpoint");
	}

	private static Plan plan(final String name) {
		if (!RECIPES.containsKey(name)) throw new InvalidInputException("model '" + name + "' has no recipe: use -Dmodel= with one of "
			+ String.join(", ", RECIPES.keySet()));
		return RECIPES.get(name).get();
	}

	private static Plan lynxHare() {
		final LynxHare simulator = new LynxHare();
		final TrainingSettings settings = lynxHare(simulator);
		final TrainingSettings near = training(settings, NoiseSchedule.LOG_NORMAL).withSeed(SEED + 1);
		final TrainingSettings nearer = near.withSeed(SEED + 2).withFocus(counts(simulator, 12));
		return new Plan(simulator, 500_000, List.of(settings.withSteps(20_000).withLearningRate(4e-3), near.withSteps(10_000)
			.withFocus(counts(simulator, 20)), nearer.withSteps(16_000).withLearningRate(1.5e-3), nearer.withSteps(6_000).withLearningRate(
				8e-4).withPatience(1)));
	}

	private static Plan lynxHareSeries() {
		final LynxHareSeries shown = new LynxHareSeries();
		final int simulations = 300_000;
		final TrainingSettings settings = TrainingSettings.defaults(shown.specification(), simulations).withSeed(SEED).withArchitecture(
			new Architecture(4, 48, 4, 3)).withConditionals(COUNTS).withFocus(counts(shown, 12)).withShownPlaces(LynxHareSeries.PLACES);
		return new Plan(new LynxHareSeries(LYNX_HARE_SERIES_RECORDED), simulations, List.of(settings.withSteps(LYNX_HARE_SERIES_STEPS).withPatience(1)));
	}

	private static TrainingSettings lynxHare(final Simulator simulator) {
		return settings(simulator).withNoise(new NoiseLevels(1e-2, 10)).withConditionals(COUNTS);
	}

	private static Plan lotkaVolterra() {
		final LotkaVolterraSeries simulator = new LotkaVolterraSeries();
		final int simulations = 100_000;
		return new Plan(simulator, simulations, List.of(TrainingSettings.defaults(simulator.specification(), simulations)
			.withSeed(SEED).withArchitecture(new Architecture(4, 48, 4, 3)).withSteps(40_000)));
	}

	private static Plan sird() {
		final SirdSeries simulator = new SirdSeries();
		return new Plan(simulator, 50_000, List.of(training(settings(simulator), NoiseSchedule.LOG_UNIFORM).withSteps(10_000)
			.withBatchSize(128)));
	}

	private static Plan chirp() {
		final Chirp simulator = new Chirp();
		final ConditionalMixture conditionals = ConditionalMixture.of(Conditional.random(0.5), Conditional.given("detector1"),
			Conditional.given("detector2")).and(Conditional.POSTERIOR, 2);
		final TrainingSettings settings = TrainingSettings.defaults(simulator.specification()).withSeed(SEED).withOptimisation(
			OPTIMISATION.withLearningRate(4e-3)).withConditionals(conditionals).withSteps(250).withPatience(1);
		return new Plan(simulator, 10_000, true, Collections.nCopies(CHIRP_STAGES, settings));
	}

	private static Plan hodgkinHuxley() {
		final HodgkinHuxley simulator = new HodgkinHuxley();
		final String[] allButEnergy = simulator.specification().variables().stream().filter(variable -> variable.role() == Role.DATA)
			.map(Variable::name).filter(data -> !data.equals("energy")).toArray(String[]::new);
		final ConditionalMixture conditionals = ConditionalMixture.of(Conditional.JOINT, Conditional.LIKELIHOOD, Conditional.random(0.3),
			Conditional.random(0.7)).and(Conditional.POSTERIOR, 2).and(Conditional.given(allButEnergy), 3);
		return new Plan(simulator, 200_000, List.of(settings(simulator).withOptimisation(Optimisation.DEFAULT).withConditionals(
			conditionals).withSteps(40_000)));
	}

	private static Plan inverseKinematics() {
		final InverseKinematics simulator = new InverseKinematics();
		return new Plan(simulator, 100_000, List.of(TrainingSettings.defaults(simulator.specification()).withSeed(SEED)));
	}

	private static TrainingSettings settings(final Simulator simulator) {
		return TrainingSettings.defaults(simulator.specification()).withSeed(SEED).withOptimisation(OPTIMISATION)
			.withArchitecture(new Architecture(4, 64, 4, 3));
	}

	private static TrainingSettings training(final TrainingSettings settings, final NoiseSchedule schedule) {
		return settings.withNoise(settings.noise().with(schedule, NoiseSchedule.LOG_UNIFORM));
	}

	/** @return the region of counts that differ from the recorded ones by at most a factor */
	private static Focus counts(final Simulator simulator, final double factor) {
		return Focus.around(simulator.specification(), LynxHareCheck.row(simulator.specification()), factor);
	}
}
