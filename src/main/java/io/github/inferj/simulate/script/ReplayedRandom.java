// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Hands on the numbers of a generator and, after {@link #rewind}, the same ones again. */
final class ReplayedRandom implements RandomGenerator {

	private final RandomGenerator source;
	private long[] drawn = new long[64];
	private int count;
	private int position;

	ReplayedRandom(final RandomGenerator source) {
		this.source = source;
	}

	/** Starts again from the first number; past the last one drawn so far, new ones follow. */
	void rewind() {
		position = 0;
	}

	@Override
	public long nextLong() {
		return position < count ? drawn[position++] : record(source.nextLong());
	}

	@Override
	public double nextGaussian() {
		return Double.longBitsToDouble(position < count ? drawn[position++] : record(Double.doubleToRawLongBits(source
			.nextGaussian())));
	}

	private long record(final long bits) {
		if (count == drawn.length) drawn = Arrays.copyOf(drawn, 2 * count);
		drawn[count++] = bits;
		position = count;
		return bits;
	}
}
