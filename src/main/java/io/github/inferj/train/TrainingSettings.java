// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

/** How to train; more components will come. */
public record TrainingSettings(long seed, int steps, int batchSize, double minutes) {

	/** @return settings for a number of simulations */
	public static TrainingSettings forSimulations(final int count) {
		return new TrainingSettings(1, 20_000, 256, 10);
	}

	public TrainingSettings withSeed(final long other) {
		return new TrainingSettings(other, steps, batchSize, minutes);
	}

	public TrainingSettings withSteps(final int other) {
		return new TrainingSettings(seed, other, batchSize, minutes);
	}
}
