// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Noise of which each sample's comes from a generator of its own, so that samples do not depend on their company. */
public final class PerSampleNoise implements NoiseSource {

	private final RandomGenerator[] generators;
	private final FloatBuffer observed;

	/**
	 * @param generators one per sample
	 * @param observed (samples x variables): 1 where observed, 0 where latent
	 */
	public PerSampleNoise(final RandomGenerator[] generators, final FloatBuffer observed) {
		this.generators = generators.clone();
		this.observed = observed;
	}

	@Override
	public int[] latent(final int entries) {
		return IntStream.range(0, entries).filter(k -> observed.get(k) == 0).toArray();
	}

	@Override
	public void fill(final FloatBuffer noise) {
		final int variables = noise.capacity() / generators.length;
		for (int k = 0; k < noise.capacity(); k++) noise.put(k, observed.get(k) == 1 ? 0 : (float) generators[k / variables]
			.nextGaussian());
	}
}
