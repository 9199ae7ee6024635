// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

class ShownMembersTest {

	/** Members 1 and 3 of eight are absent. With 20,000 draws a share is off by 0.02 with probability below 1e-7. */
	@Test
	void halfShowAllAndTheOthersSubsetsOfEverySize() {
		final float[] values = new float[3 + 16];
		values[3 + 2] = values[3 + 6] = Float.NaN;
		final SeededRandom rng = new SeededRandom(1, 1);
		final int[] sizes = new int[7];
		final int[] shown = new int[8];
		final int draws = 20_000;
		for (int i = 0; i < draws; i++) {
			final int[] members = ShownMembers.draw(values, 3, 8, 2, rng);
			assertEquals(members.length, Arrays.stream(members).distinct().count());
			sizes[members.length]++;
			if (members.length < 6) for (final int member : members) shown[member]++;
		}
		for (int size = 1; size < 6; size++) assertEquals(0.5 * Math.log((size + 1.0) / size) / Math.log(7), sizes[size] / (double) draws,
			0.02);
		assertEquals(0.5 + 0.5 * Math.log(7.0 / 6) / Math.log(7), sizes[6] / (double) draws, 0.02);
		assertEquals(0, sizes[0] + shown[1] + shown[3]);
		final double each = Arrays.stream(shown).sum() / 6.0;
		for (final int member : new int[] { 0, 2, 4, 5, 6, 7 }) assertTrue(Math.abs(shown[member] / each - 1) < 0.1);
	}
}
