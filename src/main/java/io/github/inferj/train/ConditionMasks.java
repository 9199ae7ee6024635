// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws which variables a training sample is conditioned on (Gloeckler et al. 2024, section 3.3 and
 * appendix A2.1): nothing (the joint), the data (the posterior), the parameters (the likelihood), or
 * each variable independently with probability 0.3 or 0.7, each of the five kinds equally often. One
 * mask per sample. A mask that leaves nothing latent becomes the joint.
 */
final class ConditionMasks {

	private static final int KINDS = 5;
	private static final double[] PROBABILITIES = { 0.3, 0.7 };

	private final int parameters;
	private final int tokens;

	/**
	 * @param parameters number of parameter columns, the first ones
	 * @param tokens number of columns in all
	 */
	ConditionMasks(final int parameters, final int tokens) {
		this.parameters = parameters;
		this.tokens = tokens;
	}

	/** Draws a mask: 1 where observed, 0 where latent. */
	void draw(final RandomGenerator rng, final float[] mask) {
		final int kind = rng.nextInt(KINDS);
		int observed = 0;
		for (int c = 0; c < tokens; c++) {
			final boolean isObserved = switch (kind) {
				case 0 -> false;
				case 1 -> c >= parameters;
				case 2 -> c < parameters;
				default -> rng.nextDouble() < PROBABILITIES[kind - 3];
			};
			mask[c] = isObserved ? 1 : 0;
			if (isObserved) observed++;
		}
		if (observed == tokens) Arrays.fill(mask, 0);
	}
}
