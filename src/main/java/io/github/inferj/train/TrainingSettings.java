// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.network.Architecture;

/**
 * How to train.
 *
 * @param seed seed of everything random
 * @param steps optimisation steps at most
 * @param batchSize simulations per step
 * @param learningRate largest learning rate; it warms up over the first steps and falls to zero along
 *          a half cosine
 * @param patience training stops early when the validation loss has not improved for this fraction of
 *          {@code steps}
 * @param architecture size of the network
 * @param noise noise levels
 * @param threads CPU threads
 */
public record TrainingSettings(long seed, int steps, int batchSize, double learningRate, double patience,
	Architecture architecture, NoiseLevels noise, int threads)
{

	public TrainingSettings {
		if (steps < 1) throw new InvalidInputException("steps = " + steps + ": training needs at least 1");
		if (batchSize < 1) throw new InvalidInputException("batch size = " + batchSize + ": training needs at least 1");
	}

	/** @return the settings for a number of simulations and columns */
	public static TrainingSettings defaults(final int simulations, final int columns) {
		return new TrainingSettings(1, 12_000, 256, 2e-3, 0.3, new Architecture(4, 32, 4, 3), new NoiseLevels(2e-3, 5),
			Runtime.getRuntime().availableProcessors());
	}

	/** @return these settings with another seed */
	public TrainingSettings withSeed(final long other) {
		return new TrainingSettings(other, steps, batchSize, learningRate, patience, architecture, noise, threads);
	}

	/** @return these settings with another number of steps */
	public TrainingSettings withSteps(final int other) {
		return new TrainingSettings(seed, other, batchSize, learningRate, patience, architecture, noise, threads);
	}

	/** @return these settings with another batch size */
	public TrainingSettings withBatchSize(final int other) {
		return new TrainingSettings(seed, steps, other, learningRate, patience, architecture, noise, threads);
	}

	/** @return these settings with another learning rate */
	public TrainingSettings withLearningRate(final double other) {
		return new TrainingSettings(seed, steps, batchSize, other, patience, architecture, noise, threads);
	}

	/** @return these settings with another network */
	public TrainingSettings withArchitecture(final Architecture other) {
		return new TrainingSettings(seed, steps, batchSize, learningRate, patience, other, noise, threads);
	}

	/** @return these settings with other noise levels */
	public TrainingSettings withNoise(final NoiseLevels other) {
		return new TrainingSettings(seed, steps, batchSize, learningRate, patience, architecture, other, threads);
	}

	/** @return these settings with another number of threads */
	public TrainingSettings withThreads(final int other) {
		return new TrainingSettings(seed, steps, batchSize, learningRate, patience, architecture, noise, other);
	}
}
