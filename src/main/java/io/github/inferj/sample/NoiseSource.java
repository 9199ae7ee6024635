// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;
import java.util.stream.IntStream;

/** Where a sampler takes its noise from. */
@FunctionalInterface
public interface NoiseSource {

	/** For samplers that draw none; refuses to give any. */
	NoiseSource NONE = noise -> {
		throw new IllegalStateException("this sampler draws noise, but was given no source of it");
	};

	/**
	 * @param noise receives fresh standard normal numbers for latent variables and 0 for observed ones,
	 *          (samples x variables)
	 */
	void fill(FloatBuffer noise);

	/**
	 * @param entries number of entries, of all samples and variables
	 * @return those of latent variables, ascending, as far as that is known; all others keep their values. Not to be changed
	 */
	default int[] latent(final int entries) {
		return IntStream.range(0, entries).toArray();
	}
}
