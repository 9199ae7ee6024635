// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.random.RandomGenerator;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The random numbers of item {@code index} under seed {@code seed}: a generator of its own for each
 * pair, so that item i does not depend on threads, order or resumption. XoShiRo256++, seeded through
 * two rounds of SplitMix64's finaliser.
 */
public final class SeededRandom implements RandomGenerator {

	private final UniformRandomProvider source;
	private final ZigguratSampler.NormalizedGaussian gaussian;

	/**
	 * @param seed the run's seed
	 * @param index the item within the run
	 */
	public SeededRandom(final long seed, final long index) {
		final long[] state = new long[4];
		long s = mix(seed) ^ mix(index * 0xD1B54A32D192ED03L + 0x9E3779B97F4A7C15L);
		for (int i = 0; i < state.length; i++) state[i] = mix(s += 0x9E3779B97F4A7C15L);
		source = RandomSource.XO_SHI_RO_256_PP.create(state);
		gaussian = ZigguratSampler.NormalizedGaussian.of(source);
	}

	private static long mix(final long x) {
		long z = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
		z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
		return z ^ (z >>> 31);
	}

	@Override
	public long nextLong() {
		return source.nextLong();
	}

	@Override
	public double nextGaussian() {
		return gaussian.sample();
	}
}
