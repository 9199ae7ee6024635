// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.List;
import java.util.random.RandomGenerator;

import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Lets exchangeable variables change places, each time in another random order: every simulation stands for all its
 * permutations, which are as probable as itself.
 */
final class Exchanges {

	/** Of each group the first columns of its variables. */
	private final List<int[]> groups;
	private final List<Integer> sizes;

	Exchanges(final ModelSpecification specification) {
		groups = specification.exchangeable().stream().map(names -> names.stream().mapToInt(name -> specification.columnsOf(List.of(
			name))[0]).toArray()).toList();
		sizes = specification.exchangeable().stream().map(names -> specification.variables().stream().filter(v -> v.name().equals(
			names.get(0))).mapToInt(Variable::size).findFirst().orElseThrow()).toList();
	}

	/**
	 * Permutes a row of values in place. Takes no random number if nothing is exchangeable.
	 *
	 * @param values with one entry for each column
	 */
	void apply(final float[] values, final RandomGenerator rng) {
		for (int g = 0; g < groups.size(); g++) {
			final int[] first = groups.get(g);
			for (int i = first.length - 1; i > 0; i--) swap(values, first[i], first[rng.nextInt(i + 1)], sizes.get(g));
		}
	}

	private static void swap(final float[] values, final int one, final int other, final int size) {
		for (int k = 0; k < size; k++) {
			final float value = values[one + k];
			values[one + k] = values[other + k];
			values[other + k] = value;
		}
	}
}
