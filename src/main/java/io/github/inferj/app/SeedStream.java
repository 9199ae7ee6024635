// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

/**
 * What the benchmark draws at random besides a network and its simulations, each from seeds of its own.
 * Training has the seeds from 0 upwards, these have all below.
 */
enum SeedStream {
	/** Simulations whose conditionals are compared. */
	CONDITIONED_ROWS,
	/** Which of their columns are given. */
	CONDITION_MASKS,
	/** Exact draws. */
	REFERENCE_DRAWS,
	/** Simulations for coverage and likelihood. */
	FRESH_SIMULATIONS,
	/** Draws of a network that are compared with exact ones. */
	DRAWS,
	/** Draws of a network that true values are ranked among. */
	COVERAGE_DRAWS;

	/** @return the seed of an item, at least 0, of this stream: negative, and no other's */
	long seed(final int item) {
		return -1L - ((long) item * values().length + ordinal());
	}
}
