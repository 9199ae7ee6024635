// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.OptionalDouble;

import io.github.inferj.InvalidInputException;

/**
 * How weights follow gradients.
 *
 * @param learningRate largest learning rate; it warms up over the first steps and falls to zero along a half cosine. Empty for
 *          one that suits the number of steps ({@link #learningRate(int)})
 * @param momentum share of the gradients' moving average that is kept from step to step, 0 to below 1 (beta_1 of Kingma and Ba
 *          2015, mu of Jordan et al. 2024)
 * @param weightDecay share of its size that every weight loses in each step, times the learning rate (Loshchilov and Hutter
 *          2019), which helps where simulations are few
 * @param isAntithetic whether a batch holds every sample twice, with opposite noise (antithetic variates, Hammersley and Morton
 *          1956). At small noise levels the network is asked for the noise itself, and what it cannot know of it cancels from the
 *          gradient
 */
public record Optimisation(OptionalDouble learningRate, double momentum, double weightDecay, boolean isAntithetic) {

	/** What is used unless the user says otherwise. */
	public static final Optimisation DEFAULT = new Optimisation(OptionalDouble.empty(), 0.95, 0.1, true);

	private static final double LARGEST_RATE = 4e-3;
	/** Longer trainings have smaller learning rates. */
	private static final double SHORT_STEPS = 12_000;

	public Optimisation {
		learningRate.ifPresent(rate -> {
			if (!(rate > 0) || Double.isInfinite(rate)) throw new InvalidInputException("learning rate = " + rate
				+ ": it must be positive, such as " + LARGEST_RATE);
		});
		if (!(momentum >= 0 && momentum < 1)) throw new InvalidInputException("momentum = " + momentum
			+ ": it must be at least 0 and below 1");
		if (!(weightDecay >= 0)) throw new InvalidInputException("weight decay = " + weightDecay + ": it must be at least 0");
	}

	/** @return the same with this learning rate for any number of steps */
	public Optimisation withLearningRate(final double other) {
		return new Optimisation(OptionalDouble.of(other), momentum, weightDecay, isAntithetic);
	}

	/**
	 * @param steps length of the training
	 * @return the largest learning rate: the one that was asked for, else 0.004 for up to 12,000 steps and inversely proportional
	 *         to the square root of the steps from there
	 */
	public double learningRate(final int steps) {
		return learningRate.orElse(LARGEST_RATE * Math.min(1, Math.sqrt(SHORT_STEPS / steps)));
	}
}
