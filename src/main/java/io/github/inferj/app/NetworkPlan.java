// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.EdgeMasks;

/**
 * A network that the benchmark trains; all that is not said here is as users have it by default.
 *
 * @param task name of the task
 * @param mask its edge masks
 * @param simulations number of simulations
 * @param seed seed of simulations and training
 * @param steps optimisation steps at most
 */
record NetworkPlan(String task, EdgeMasks mask, int simulations, int seed, int steps) {

	/**
	 * A trained network.
	 *
	 * @param model the network
	 * @param seconds time for training, without simulating and what was done before an interruption
	 */
	record Trained(JointModel model, double seconds) {}

	/**
	 * @param steps as many as by default if empty
	 * @throws InvalidInputException if the mask needs dependencies that the simulator does not declare
	 */
	static NetworkPlan of(final Simulator simulator, final EdgeMasks mask, final int simulations, final int seed,
		final Optional<Integer> steps)
	{
		final String task = simulator.specification().name();
		if (mask != EdgeMasks.DENSE && !simulator.specification().declaresDependencies()) throw new InvalidInputException(
			"masks = '" + Options.name(mask) + "': model " + task
				+ " does not name the parents of every variable; name them, or use dense");
		return new NetworkPlan(task, mask, simulations, seed, steps.orElseGet(() -> TrainingSettings.defaults(simulator
			.specification(), simulations, mask).steps()));
	}

	Trained train(final Simulator simulator, final Progress progress) {
		return train(simulator, settings(simulator), Optional.empty(), progress);
	}

	/**
	 * @param simulator of the task, whose simulations may have other places
	 * @param settings those of this plan, which may show other places
	 * @param checkpoint as for {@link Trainer#train}
	 */
	Trained train(final Simulator simulator, final TrainingSettings settings, final Optional<Path> checkpoint,
		final Progress progress)
	{
		final Simulations drawn = SimulationRun.of(simulator, simulations, seed).run(Progress.NONE);
		final Trainer trainer = new Trainer(settings);
		final long start = System.nanoTime();
		final JointModel model = trainer.train(drawn, checkpoint, progress);
		return new Trained(model, (System.nanoTime() - start) / 1e9);
	}

	TrainingSettings settings(final Simulator simulator) {
		return TrainingSettings.defaults(simulator.specification(), simulations, mask).withSeed(seed).withSteps(steps);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s, %s, %,d simulations, seed %d", task, Options.name(mask), simulations, seed);
	}
}
