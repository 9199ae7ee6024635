// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Optional;
import java.util.OptionalInt;

import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * What suits a model and a number of simulations, as {@link TrainingSettings#defaults(ModelSpecification, int, EdgeMasks)}
 * says.
 *
 * @param specification of the model
 * @param simulations how many there are to learn from
 * @param masks which tokens may read which
 */
record AutomaticSettings(ModelSpecification specification, int simulations, EdgeMasks masks) {

	static final int USUAL_SIMULATIONS = 10_000;

	private static final int BATCH_SIZE = 256;
	private static final Architecture ARCHITECTURE = new Architecture(4, 32, 4, 3);
	private static final int MOST_STEPS = 32_000;
	private static final int LEAST_STEPS = 3_000;
	/** Steps times tokens, which is what the time goes with: ten minutes on two slow cores. */
	private static final long MOST_TOKEN_STEPS = 330_000;
	/** Values of an embedded variable that take as long as a token; with its networks, that of a vector takes half as long again. */
	private static final int VALUES_PER_TOKEN = 256;
	/** A network that learns few simulations for longer only learns them by heart. */
	private static final double STEPS_EXPONENT = 0.4;
	/** While the learning rate is large the validation loss may rise and fall again: stopping then wastes what follows. */
	private static final double PATIENCE = 0.5;
	/** Below so many, and below so many for each token, part of the training is on subsets of the variables. */
	private static final int FEW_SIMULATIONS = 3_000;
	private static final int FEW_PER_TOKEN = 200;
	private static final double SMALLEST_NOISE = 2e-3;
	private static final double LEAST_LARGEST_NOISE = 5;

	TrainingSettings settings() {
		final Tokens tokens = Tokens.of(specification, masks);
		return new TrainingSettings(1, steps(tokens), BATCH_SIZE, Optimisation.DEFAULT, PATIENCE, ARCHITECTURE, noise(), Optional.empty(), Runtime
			.getRuntime().availableProcessors(), Device.preferred(), masks, ConditionalMixture.ALL.withMarginals(marginals(tokens)), Optional
				.empty(), OptionalInt.empty());
	}

	private int steps(final Tokens tokens) {
		final long useful = Math.round(MOST_STEPS * Math.pow((double) simulations / USUAL_SIMULATIONS, STEPS_EXPONENT));
		return (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.min(MOST_TOKEN_STEPS / cost(tokens), useful)));
	}

	/** @return how many scalar tokens take as long as the model's */
	private long cost(final Tokens tokens) {
		final long vectors = tokens.sizes().stream().filter(size -> size > 1).count();
		final int embedded = specification.embedded().stream().mapToInt(Variable::size).sum();
		return tokens.count() + vectors / 2 + embedded / VALUES_PER_TOKEN;
	}

	private NoiseLevels noise() {
		final double largest = Math.max(LEAST_LARGEST_NOISE, 1.5 * Math.sqrt(specification.size()));
		return new NoiseLevels(SMALLEST_NOISE, largest, NoiseSchedule.LOG_NORMAL, NoiseSchedule.LOG_UNIFORM);
	}

	private MarginalTraining marginals(final Tokens tokens) {
		return simulations < Math.min(FEW_SIMULATIONS, FEW_PER_TOKEN * tokens.count()) ? MarginalTraining.SUBSETS
			: MarginalTraining.NONE;
	}
}
