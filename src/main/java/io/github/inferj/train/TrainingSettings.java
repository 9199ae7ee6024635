// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * How to train.
 *
 * @param seed seed of everything random
 * @param steps optimisation steps at most
 * @param batchSize simulations per step
 * @param optimisation how weights follow gradients
 * @param patience training stops early when the validation loss has not improved for this fraction of
 *          {@code steps}
 * @param architecture size of the network
 * @param noise noise levels and their schedules
 * @param prediction what the network's output stands for; empty for {@link Prediction#GAUSSIAN} if the simulations
 *          look normally distributed, else {@link Prediction#F}
 * @param threads CPU threads
 * @param device where the network is trained
 * @param edgeMasks which tokens may read which; other than dense, the model should declare its dependencies
 * @param conditionals which conditionals to train for
 * @param focus the data whose posterior matters most; empty for all that is simulated
 */
public record TrainingSettings(long seed, int steps, int batchSize, Optimisation optimisation, double patience,
	Architecture architecture, NoiseLevels noise, Optional<Prediction> prediction, int threads, Device device, EdgeMasks edgeMasks,
	ConditionalMixture conditionals, Optional<Focus> focus)
{

	private static final int MOST_STEPS = 32_000;
	private static final int LEAST_STEPS = 3_000;
	/** Steps times tokens, which is what the time goes with: ten minutes on two slow cores. */
	private static final long MOST_TOKEN_STEPS = 234_000;
	/** Values of an embedded variable that take as long as a token; with its networks, that of a vector takes half as long again. */
	private static final int VALUES_PER_TOKEN = 256;
	private static final int USUAL_SIMULATIONS = 10_000;
	/** A network that learns few simulations for longer only learns them by heart. */
	private static final double STEPS_EXPONENT = 0.4;
	/** Times the square root of the number of simulations: the more there are, the less weights need to decay. */
	private static final double DECAY = 3;
	/** While the learning rate is large the validation loss may rise and fall again: stopping then wastes what follows. */
	private static final double PATIENCE = 0.5;
	/** Below so many, and below so many for each token, part of the training is on subsets of the variables. */
	private static final int FEW_SIMULATIONS = 3_000;
	private static final int FEW_PER_TOKEN = 200;

	public TrainingSettings {
		if (steps < 1) throw new InvalidInputException("steps = " + steps + ": training needs at least 1");
		if (batchSize < 1) throw new InvalidInputException("batch size = " + batchSize + ": training needs at least 1");
	}

	/** The settings that are used for 10,000 simulations unless the user says otherwise. */
	public static TrainingSettings defaults(final ModelSpecification specification) {
		return defaults(specification, USUAL_SIMULATIONS);
	}

	/** The settings that are used with dense masks unless the user says otherwise. */
	public static TrainingSettings defaults(final ModelSpecification specification, final int simulations) {
		return defaults(specification, simulations, EdgeMasks.DENSE);
	}

	/**
	 * The settings that are used unless the user says otherwise: fewer steps for models of more tokens or with signals,
	 * whose steps take longer, and for fewer simulations. Below 3,000 simulations and 200 for each token some samples
	 * are split into subsets of their variables ({@link MarginalTraining#SUBSETS}), and from 900 on weights decay less. The largest noise level is larger for
	 * models of more columns, which can vary more together.
	 *
	 * @param simulations how many there are to learn from
	 * @param masks which tokens may read which; other than dense, long vectors have many tokens
	 */
	public static TrainingSettings defaults(final ModelSpecification specification, final int simulations, final EdgeMasks masks) {
		final Tokens all = Tokens.of(specification, masks);
		final int tokens = all.count();
		final long vectors = all.sizes().stream().filter(size -> size > 1).count();
		final long affordable = MOST_TOKEN_STEPS / (tokens + vectors / 2 + specification.embedded().stream().mapToInt(Variable::size).sum()
			/ VALUES_PER_TOKEN);
		final long useful = Math.round(MOST_STEPS * Math.pow((double) simulations / USUAL_SIMULATIONS, STEPS_EXPONENT));
		final int steps = (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, Math.min(affordable, useful)));
		final double largest = Math.max(5, 1.5 * Math.sqrt(specification.size()));
		final NoiseLevels noise = new NoiseLevels(2e-3, largest, NoiseSchedule.LOG_NORMAL, NoiseSchedule.LOG_UNIFORM);
		final MarginalTraining marginals = simulations < Math.min(FEW_SIMULATIONS, FEW_PER_TOKEN * tokens)
			? MarginalTraining.SUBSETS : MarginalTraining.NONE;
		final Optimisation optimisation = Optimisation.DEFAULT.withWeightDecay(Math.min(Optimisation.DEFAULT.weightDecay(), DECAY / Math
			.sqrt(simulations)));
		return new TrainingSettings(1, steps, 256, optimisation, PATIENCE, new Architecture(4, 32, 4, 3), noise, Optional.empty(), Runtime
			.getRuntime().availableProcessors(), Device.preferred(), masks, ConditionalMixture.ALL.withMarginals(marginals), Optional
				.empty());
	}

	/** @return these settings with another seed */
	public TrainingSettings withSeed(final long other) {
		return new TrainingSettings(other, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus);
	}

	/** @return these settings with another number of steps */
	public TrainingSettings withSteps(final int other) {
		return new TrainingSettings(seed, other, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus);
	}

	/** @return these settings with another batch size */
	public TrainingSettings withBatchSize(final int other) {
		return new TrainingSettings(seed, steps, other, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus);
	}

	/** @return the largest learning rate ({@link Optimisation#learningRate(int)}) */
	public double learningRate() {
		return optimisation.learningRate(steps);
	}

	/** @return these settings with this learning rate for any number of steps */
	public TrainingSettings withLearningRate(final double other) {
		return withOptimisation(optimisation.withLearningRate(other));
	}

	/** @return these settings with another way for weights to follow gradients */
	public TrainingSettings withOptimisation(final Optimisation other) {
		return new TrainingSettings(seed, steps, batchSize, other, patience, architecture, noise, prediction, threads, device, edgeMasks,
			conditionals, focus);
	}

	/** @return these settings with another share of all steps without improvement after which training stops; 1 for never */
	public TrainingSettings withPatience(final double other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, other, architecture, noise, prediction, threads, device, edgeMasks,
			conditionals, focus);
	}

	/** @return these settings with another network */
	public TrainingSettings withArchitecture(final Architecture other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, other, noise, prediction, threads, device, edgeMasks,
			conditionals, focus);
	}

	/** @return these settings with other noise levels or schedules */
	public TrainingSettings withNoise(final NoiseLevels other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, other, prediction, threads, device,
			edgeMasks, conditionals, focus);
	}

	/** @return these settings with another prediction of the network */
	public TrainingSettings withPrediction(final Prediction other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, Optional.of(other),
			threads, device, edgeMasks, conditionals, focus);
	}

	/** @return these settings with another number of threads */
	public TrainingSettings withThreads(final int other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, other, device,
			edgeMasks, conditionals, focus);
	}

	/** @return these settings for another device */
	public TrainingSettings withDevice(final Device other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, other,
			edgeMasks, conditionals, focus);
	}

	/** @return these settings with other edge masks */
	public TrainingSettings withEdgeMasks(final EdgeMasks other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			other, conditionals, focus);
	}

	/** @return these settings with other conditionals to train for */
	public TrainingSettings withConditionals(final ConditionalMixture other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, other, focus);
	}

	/** @return these settings with the posterior trained for some data above all */
	public TrainingSettings withFocus(final Focus other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, Optional.of(other));
	}
}
