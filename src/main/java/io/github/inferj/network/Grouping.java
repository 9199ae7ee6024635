// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How the tokens of a training sample are divided into groups that are hidden from each other. The
 * values of a group are a sample of its marginal distribution, so that the network learns conditionals
 * of that marginal without the other tokens (Gloeckler et al. 2024, appendix A1.2). As every token is in
 * a group, none of the sample is wasted.
 */
public enum Grouping {

	/** Two groups: a random subset, of every size equally often, and the others. Covers all marginals. */
	SUBSETS {

		@Override
		public List<BitSet> draw(final int tokens, final RandomGenerator rng) {
			final int[] order = shuffled(tokens, rng);
			return cut(order, rng.nextInt(tokens) + 1);
		}

		@Override
		public boolean covers(final int kept) {
			return true;
		}

		private List<BitSet> cut(final int[] order, final int first) {
			final List<BitSet> groups = new ArrayList<>();
			groups.add(set(order, 0, first));
			if (first < order.length) groups.add(set(order, first, order.length));
			return groups;
		}
	},

	/** Random pairs, a pairwise mask; of an odd number one token stays alone. Covers marginals of two tokens. */
	PAIRS {

		@Override
		public List<BitSet> draw(final int tokens, final RandomGenerator rng) {
			final int[] order = shuffled(tokens, rng);
			final List<BitSet> groups = new ArrayList<>();
			for (int i = 0; i < tokens; i += 2) groups.add(set(order, i, Math.min(i + 2, tokens)));
			return groups;
		}

		@Override
		public boolean covers(final int kept) {
			return kept == 2;
		}
	},

	/** Every token alone, the identity mask. Covers marginals of one token. */
	SINGLES {

		@Override
		public List<BitSet> draw(final int tokens, final RandomGenerator rng) {
			final List<BitSet> groups = new ArrayList<>();
			for (int i = 0; i < tokens; i++) groups.add(set(new int[] { i }, 0, 1));
			return groups;
		}

		@Override
		public boolean covers(final int kept) {
			return kept == 1;
		}
	};

	/**
	 * @param tokens number of tokens
	 * @return disjoint groups that hold every token
	 */
	public abstract List<BitSet> draw(int tokens, RandomGenerator rng);

	/** @return whether marginals of so many tokens are learnt */
	public abstract boolean covers(int kept);

	private static BitSet set(final int[] order, final int from, final int to) {
		final BitSet set = new BitSet();
		for (int i = from; i < to; i++) set.set(order[i]);
		return set;
	}

	private static int[] shuffled(final int tokens, final RandomGenerator rng) {
		final int[] order = new int[tokens];
		for (int i = 0; i < tokens; i++) {
			final int j = rng.nextInt(i + 1);
			order[i] = order[j];
			order[j] = i;
		}
		return order;
	}
}
