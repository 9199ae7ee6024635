// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.github.inferj.variable.ModelSpecification;

/**
 * Draws which variables a training sample is conditioned on: first a kind of conditional of a
 * {@link ConditionalMixture}, then its mask. One mask per sample. A mask that leaves no column latent
 * becomes the joint, or with embedded variables the conditional given all of them.
 */
final class ConditionMasks {

	private final ConditionalMixture mixture;
	private final double[][] probabilities;
	private final double totalWeight;
	private final int columns;

	/**
	 * @throws io.github.inferj.InvalidInputException if the mixture names variables the model does not have
	 */
	ConditionMasks(final ConditionalMixture mixture, final ModelSpecification specification) {
		this.mixture = mixture;
		columns = specification.size();
		probabilities = mixture.parts().stream().map(part -> part.conditional().probabilities(specification)).toArray(
			double[][]::new);
		totalWeight = mixture.parts().stream().mapToDouble(ConditionalMixture.Part::weight).sum();
	}

	/**
	 * @param mask receives for each node, columns first, 1 where observed or given, 0 where latent or not given
	 */
	void draw(final RandomGenerator rng, final float[] mask) {
		final double[] kind = probabilities[drawKind(rng)];
		int observed = 0;
		for (int c = 0; c < kind.length; c++) {
			final boolean isCertain = kind[c] == 0 || kind[c] == 1;
			final boolean isObserved = isCertain ? kind[c] == 1 : rng.nextDouble() < kind[c];
			mask[c] = isObserved ? 1 : 0;
			if (isObserved && c < columns) observed++;
		}
		if (observed < columns) return;
		Arrays.fill(mask, 0, columns, 0);
		Arrays.fill(mask, columns, mask.length, 1);
	}

	private int drawKind(final RandomGenerator rng) {
		if (mixture.isUniform()) return rng.nextInt(probabilities.length);
		double left = rng.nextDouble() * totalWeight;
		int kind = 0;
		while (kind < probabilities.length - 1 && left >= mixture.parts().get(kind).weight()) left -= mixture.parts().get(kind++)
			.weight();
		return kind;
	}
}
