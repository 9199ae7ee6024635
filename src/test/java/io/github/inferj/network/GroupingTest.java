// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GroupingTest {

	private static final int DRAWS = 60_000;

	@ParameterizedTest
	@EnumSource(Grouping.class)
	void everyTokenIsInOneGroup(final Grouping grouping) {
		final Random rng = new Random(1);
		for (int tokens = 1; tokens < 9; tokens++) for (int i = 0; i < 200; i++) {
			final BitSet all = new BitSet();
			for (final BitSet group : grouping.draw(tokens, rng)) {
				assertTrue(!group.isEmpty() && !group.intersects(all));
				all.or(group);
			}
			assertEquals(tokens, all.cardinality());
			assertEquals(tokens, all.length());
		}
	}

	/** The tolerances are more than five standard deviations of a frequency. */
	@Test
	void subsetsHaveEverySizeAndEveryMember() {
		final Random rng = new Random(2);
		final double[] sizes = new double[6];
		final double[] members = new double[5];
		for (int i = 0; i < DRAWS; i++) {
			final BitSet first = Grouping.SUBSETS.draw(5, rng).get(0);
			sizes[first.cardinality()] += 1.0 / DRAWS;
			first.stream().forEach(member -> members[member] += 1.0 / DRAWS);
		}
		for (int size = 1; size <= 5; size++) assertEquals(0.2, sizes[size], 0.01);
		for (final double member : members) assertEquals(0.6, member, 0.012);
	}

	@Test
	void everyPairIsEquallyFrequent() {
		final Random rng = new Random(3);
		final Map<BitSet, Double> pairs = new HashMap<>();
		for (int i = 0; i < DRAWS; i++) {
			final List<BitSet> groups = Grouping.PAIRS.draw(5, rng);
			assertEquals(3, groups.size());
			for (final BitSet group : groups) pairs.merge(group, 1.0 / DRAWS, Double::sum);
		}
		assertEquals(15, pairs.size());
		pairs.values().forEach(frequency -> assertEquals(0.2, frequency, 0.01));
	}

	@Test
	void singlesAreTheIdentity() {
		assertEquals(4, Grouping.SINGLES.draw(4, new Random(4)).size());
	}
}
