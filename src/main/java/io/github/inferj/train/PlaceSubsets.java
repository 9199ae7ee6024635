// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

import io.github.inferj.network.Tokens;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * Splits the tokens of a training sample into all scalars and vectors with some of the places of each
 * function, and the other places, hidden from each other; so that the network learns functions that are
 * known at any number of places. Half of the samples are whole.
 */
final class PlaceSubsets {

	private final BitSet others;
	private final List<int[]> functions = new ArrayList<>();

	PlaceSubsets(final ModelSpecification specification, final EdgeMasks masks) {
		final Tokens tokens = Tokens.of(specification, masks);
		others = tokens.all();
		for (int function = 1; tokens.functions().contains(function); function++) {
			final int first = tokens.functions().indexOf(function);
			final int last = tokens.functions().lastIndexOf(function);
			final int[] members = new int[last - first + 1];
			for (int i = 0; i < members.length; i++) members[i] = first + i;
			functions.add(members);
			others.clear(first, last + 1);
		}
	}

	/** @return one or two groups that hold every token */
	List<BitSet> draw(final RandomGenerator rng) {
		final BitSet first = (BitSet) others.clone();
		final BitSet second = new BitSet();
		final boolean isWhole = rng.nextBoolean();
		for (final int[] members : functions) {
			final int count = isWhole ? members.length : rng.nextInt(members.length + 1);
			int wanted = count;
			for (int i = 0; i < members.length; i++) {
				final boolean isKept = rng.nextInt(members.length - i) < wanted;
				(isKept ? first : second).set(members[i]);
				if (isKept) wanted--;
			}
		}
		return second.isEmpty() ? List.of(first) : List.of(first, second);
	}
}
