// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

/**
 * Samples that satisfy conditions, and how probable the conditions were.
 *
 * @param draws the samples
 * @param probabilities for each observation, the estimated probability of the conditions given the
 *          observed values; with measurements, the mean of {@code exp}({@link
 *          io.github.inferj.constraint.Conditions#logLikelihood}) over draws without conditions
 */
public record ConstrainedDraws(Draws draws, double[] probabilities) {

	public ConstrainedDraws {
		if (probabilities.length != draws.observations()) throw new IllegalArgumentException(probabilities.length
			+ " probabilities for " + draws.observations() + " observations");
	}
}
