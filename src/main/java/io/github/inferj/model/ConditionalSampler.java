// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import io.github.inferj.Progress;

/** Draws from any conditional of a model. */
public final class ConditionalSampler implements AutoCloseable {

	public ConditionalSampler(final JointModel model) {
		throw new UnsupportedOperationException();
	}

	/**
	 * @param observations one row per observation and one entry per column of the model; NaN where latent
	 * @param wanted the columns to return, ascending; those observed repeat their value
	 */
	public Draws sample(final double[][] observations, final int[] wanted, final int draws, final long seed,
		final Progress progress)
	{
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {}
}
