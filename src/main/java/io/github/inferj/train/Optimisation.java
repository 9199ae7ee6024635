// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import io.github.inferj.InvalidInputException;

/**
 * How weights follow gradients.
 *
 * @param learningRate largest learning rate; it warms up over the first steps and falls to zero along a half cosine
 * @param momentum share of the gradients' moving average that is kept from step to step, 0 to below 1 (beta_1 of Kingma and Ba
 *          2015, mu of Jordan et al. 2024)
 * @param weightDecay share of its size that every weight loses in each step, times the learning rate (Loshchilov and Hutter
 *          2019), which helps where simulations are few
 * @param isAntithetic whether a batch holds every sample twice, with opposite noise (antithetic variates, Hammersley and Morton
 *          1956). At small noise levels the network is asked for the noise itself, and what it cannot know of it cancels from the
 *          gradient
 */
public record Optimisation(double learningRate, double momentum, double weightDecay, boolean isAntithetic) {

	/** What is used unless the user says otherwise. */
	public static final Optimisation DEFAULT = new Optimisation(4e-3, 0.95, 0.1, true);

	public Optimisation {
		if (!(learningRate > 0) || Double.isInfinite(learningRate)) throw new InvalidInputException("learning rate = " + learningRate
			+ ": it must be positive, such as 0.004");
		if (!(momentum >= 0 && momentum < 1)) throw new InvalidInputException("momentum = " + momentum
			+ ": it must be at least 0 and below 1");
		if (!(weightDecay >= 0)) throw new InvalidInputException("weight decay = " + weightDecay + ": it must be at least 0");
	}

	/** @return the same with another learning rate */
	public Optimisation withLearningRate(final double other) {
		return new Optimisation(other, momentum, weightDecay, isAntithetic);
	}
}
