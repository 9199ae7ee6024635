// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws which members of a set a training sample shows, so that the network learns sets of any size. Half of the
 * samples show all; the others a random subset, whose size is spread evenly over orders of magnitude.
 */
final class ShownMembers {

	private ShownMembers() {}

	/**
	 * @param values hold those of the set from {@code from} on; absent members have NaN
	 * @param most number of members, absent ones included
	 * @param each number of values of a member
	 * @return numbers of members that are there, at least one if any is
	 */
	static int[] draw(final float[] values, final int from, final int most, final int each, final RandomGenerator rng) {
		final int[] there = IntStream.range(0, most).filter(member -> !Float.isNaN(values[from + member * each])).toArray();
		if (there.length < 2 || rng.nextBoolean()) return there;
		final int count = (int) Math.min(there.length, Math.exp(rng.nextDouble() * Math.log(there.length + 1.0)));
		for (int i = 0; i < count; i++) {
			final int j = i + rng.nextInt(there.length - i);
			final int swap = there[i];
			there[i] = there[j];
			there[j] = swap;
		}
		return IntStream.range(0, count).map(i -> there[i]).toArray();
	}
}
