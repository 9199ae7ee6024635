// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Optional;
import java.util.OptionalInt;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.network.Architecture;
import io.github.inferj.runtime.Device;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * How to train.
 *
 * @param seed seed of everything random
 * @param steps optimisation steps at most
 * @param batchSize samples per step, of half as many simulations where each is also shown with opposite noise
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
 * @param shownPlaces the most places of each function that a training sample shows, others in every sample; empty for
 *          all that a simulation has. They are the places of the trained model
 */
public record TrainingSettings(long seed, int steps, int batchSize, Optimisation optimisation, double patience,
	Architecture architecture, NoiseLevels noise, Optional<Prediction> prediction, int threads, Device device, EdgeMasks edgeMasks,
	ConditionalMixture conditionals, Optional<Focus> focus, OptionalInt shownPlaces)
{

	public TrainingSettings {
		if (steps < 1) throw new InvalidInputException("steps = " + steps + ": training needs at least 1");
		if (batchSize < 1) throw new InvalidInputException("batch size = " + batchSize + ": training needs at least 1");
		if (shownPlaces.orElse(1) < 1) throw new InvalidInputException("shown places = " + shownPlaces.getAsInt()
			+ ": training needs at least 1");
	}

	/** The settings that are used for 10,000 simulations unless the user says otherwise. */
	public static TrainingSettings defaults(final ModelSpecification specification) {
		return defaults(specification, AutomaticSettings.USUAL_SIMULATIONS);
	}

	/** The settings that are used with dense masks unless the user says otherwise. */
	public static TrainingSettings defaults(final ModelSpecification specification, final int simulations) {
		return defaults(specification, simulations, EdgeMasks.DENSE);
	}

	/**
	 * The settings that are used unless the user says otherwise: fewer steps for models of more tokens or with signals,
	 * whose steps take longer, and for fewer simulations. Below 3,000 simulations and 200 for each token some samples
	 * are split into subsets of their variables ({@link MarginalTraining#SUBSETS}). The largest noise level
	 * is larger for models of more columns, which can vary more together.
	 *
	 * @param simulations how many there are to learn from
	 * @param masks which tokens may read which; other than dense, long vectors have many tokens
	 */
	public static TrainingSettings defaults(final ModelSpecification specification, final int simulations, final EdgeMasks masks) {
		return new AutomaticSettings(specification, simulations, masks).settings();
	}

	/** @return these settings with another seed */
	public TrainingSettings withSeed(final long other) {
		return new TrainingSettings(other, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings with another number of steps */
	public TrainingSettings withSteps(final int other) {
		return new TrainingSettings(seed, other, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings with another batch size */
	public TrainingSettings withBatchSize(final int other) {
		return new TrainingSettings(seed, steps, other, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus, shownPlaces);
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
			conditionals, focus, shownPlaces);
	}

	/** @return these settings with another share of all steps without improvement after which training stops; 1 for never */
	public TrainingSettings withPatience(final double other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, other, architecture, noise, prediction, threads, device, edgeMasks,
			conditionals, focus, shownPlaces);
	}

	/** @return these settings with another network */
	public TrainingSettings withArchitecture(final Architecture other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, other, noise, prediction, threads, device, edgeMasks,
			conditionals, focus, shownPlaces);
	}

	/** @return these settings with other noise levels or schedules */
	public TrainingSettings withNoise(final NoiseLevels other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, other, prediction, threads, device,
			edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings with another prediction of the network */
	public TrainingSettings withPrediction(final Prediction other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, Optional.of(other),
			threads, device, edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings with another number of threads */
	public TrainingSettings withThreads(final int other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, other, device,
			edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings for another device */
	public TrainingSettings withDevice(final Device other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, other,
			edgeMasks, conditionals, focus, shownPlaces);
	}

	/** @return these settings with other edge masks */
	public TrainingSettings withEdgeMasks(final EdgeMasks other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			other, conditionals, focus, shownPlaces);
	}

	/** @return these settings with other conditionals to train for */
	public TrainingSettings withConditionals(final ConditionalMixture other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, other, focus, shownPlaces);
	}

	/** @return these settings with the posterior trained for some data above all */
	public TrainingSettings withFocus(final Focus other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, Optional.of(other), shownPlaces);
	}

	/** @return these settings with at most so many places of each function in a training sample */
	public TrainingSettings withShownPlaces(final int other) {
		return new TrainingSettings(seed, steps, batchSize, optimisation, patience, architecture, noise, prediction, threads, device,
			edgeMasks, conditionals, focus, OptionalInt.of(other));
	}

	/** @return the model that is trained on simulations of a model: its functions have as many places as a sample shows */
	public ModelSpecification shown(final ModelSpecification recorded) {
		return shownPlaces.isPresent() ? recorded.withAtMostPlaces(shownPlaces.getAsInt()) : recorded;
	}
}
