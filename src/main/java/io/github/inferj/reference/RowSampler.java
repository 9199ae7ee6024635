// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.random.RandomGenerator;

/** One conditional of a task, made ready. */
@FunctionalInterface
interface RowSampler {

	/**
	 * Draws the latent columns.
	 *
	 * @param row the given values, NaN where latent; completed in place
	 */
	void complete(double[] row, RandomGenerator rng);
}
