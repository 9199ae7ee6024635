// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.nio.file.Path;
import java.util.Optional;

import io.github.inferj.Progress;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.Simulations;

/** Trains a joint model. */
public final class Trainer {

	/**
	 * @param checkpoint file to write the state of training to now and then, and to resume from if it exists
	 * @return the best model so far, also when cancelled
	 */
	public JointModel train(final Simulations simulations, final TrainingSettings settings,
		final Optional<Path> checkpoint, final Progress progress)
	{
		throw new UnsupportedOperationException();
	}
}
