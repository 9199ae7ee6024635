// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/**
 * The joint distribution of a task's parameters and data, known well enough to draw from every
 * conditional of it. Safe to use from several threads.
 */
public interface ConditionalReference {

	/** @return the columns: parameters first, then data */
	ModelSpecification specification();

	/**
	 * @param row a value for each column, in the task's own units
	 * @return the natural logarithm of the joint density of parameters and data; negative infinity
	 *         where it is zero
	 * @throws InvalidInputException if the row has another width
	 */
	double logJoint(double[] row);

	/**
	 * Draws from p(latent | given). Draw i depends on the given values, the seed and i alone.
	 *
	 * @param given a value for each column, in the task's own units; NaN = latent
	 * @param draws number of draws, at least 1
	 * @param seed seed of all draws
	 * @return {@code draws x columns}, complete rows with the given values repeated; with nothing given,
	 *         simulations
	 * @throws InvalidInputException if the width, a value or the number of draws cannot be used, or the
	 *           task cannot produce the given values
	 */
	double[][] sample(double[] given, int draws, long seed);
}
