// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.train.Conditional;
import io.github.inferj.train.ConditionalMixture;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;

/**
 * Makes a model that ships in {@code models}: {@code -Dmodel=lynx_hare} names it. An interrupted run
 * goes on from its checkpoint in {@code target/recipe}.
 */
public final class Recipe {

	private record Plan(Simulator simulator, int simulations, TrainingSettings settings) {}

	private Recipe() {}

	/** Runs the recipe that the system property {@code model} names; takes no arguments. */
	public static void main(final String[] args) {
		final String name = System.getProperty("model", "");
		try {
			final Plan plan = plan(name);
			final Simulations simulations = SimulationRun.of(plan.simulator(), plan.simulations(), plan.settings().seed()).run(
				new ConsoleProgress(System.out, "simulating"));
			final Path checkpoint = Path.of("target", "recipe", name + ".checkpoint");
			final JointModel model = new Trainer(plan.settings()).train(simulations, Optional.of(checkpoint), new ConsoleProgress(
				System.out, "training"));
			final Path file = Path.of("models", name + ".onnx");
			model.save(file);
			SafeFile.delete(checkpoint);
			System.out.println("wrote " + file + ": " + model.provenance());
		}
		catch (final InvalidInputException exc) {
			System.err.println(exc.getMessage());
			System.exit(1);
		}
	}

	private static Plan plan(final String name) {
		if (name.equals("lynx_hare")) {
			final LynxHare simulator = new LynxHare();
			final int simulations = 500_000;
			final ConditionalMixture conditionals = ConditionalMixture.of(Conditional.JOINT, Conditional.random(0.3), Conditional
				.random(0.7)).and(Conditional.POSTERIOR, 5).and(Conditional.LIKELIHOOD, 1);
			return new Plan(simulator, simulations, TrainingSettings.defaults(simulator.specification())
				.withArchitecture(new Architecture(4, 64, 4, 3)).withNoise(new NoiseLevels(1e-2, 10)).withLearningRate(2e-3)
				.withConditionals(conditionals).withSteps(40_000));
		}
		throw new InvalidInputException("model '" + name + "' has no recipe: use -Dmodel=lynx_hare");
	}
}
