// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import io.github.inferj.InvalidInputException;
import io.github.inferj.network.Architecture;
import io.github.inferj.train.TrainingSettings;

/**
 * What the user wants different from the automatic settings; empty where nothing was written.
 *
 * @param steps steps of the optimiser
 * @param batch samples per step
 * @param learningRate largest learning rate
 * @param layers layers of the network
 * @param width numbers per token of the network
 */
record Tuning(OptionalInt steps, OptionalInt batch, OptionalDouble learningRate, OptionalInt layers, OptionalInt width) {

	/**
	 * @param automatic the settings to change
	 * @return the settings with the user's changes
	 * @throws InvalidInputException if the width does not suit the network's attention heads
	 */
	TrainingSettings applyTo(final TrainingSettings automatic) {
		final Architecture network = automatic.architecture();
		final int heads = network.heads();
		if (width.orElse(heads) % heads != 0) throw new InvalidInputException("width " + width.getAsInt()
			+ ": it must be a multiple of " + heads + ", such as " + (width.getAsInt() / heads + 1) * heads);
		final Architecture wanted = new Architecture(layers.orElse(network.layers()), width.orElse(network.width()), heads,
			network.widening());
		final TrainingSettings sized = automatic.withSteps(steps.orElse(automatic.steps())).withBatchSize(batch.orElse(automatic
			.batchSize())).withArchitecture(wanted);
		return learningRate.isPresent() ? sized.withLearningRate(learningRate.getAsDouble()) : sized;
	}
}
