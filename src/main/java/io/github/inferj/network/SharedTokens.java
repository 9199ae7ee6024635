// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.inferj.variable.ModelSpecification;

/**
 * Which tokens share their weights: those of exchangeable variables. A network of such tokens is equivariant under
 * exchanges (Zaheer et al. 2017; Lee et al. 2019): when two variables change places, so do its results for them, and
 * nothing else changes. Which components belong together is told to the attention, not to the tokens.
 *
 * @param leaders for each token with columns the position of the first one that shares its weights; its own if it is that one
 * @param owners for each token with columns the number, from 1, of the exchangeable variable of several components
 *          that it is one of; 0 for all others
 */
record SharedTokens(List<Integer> leaders, List<Integer> owners) {

	SharedTokens {
		leaders = List.copyOf(leaders);
		owners = List.copyOf(owners);
	}

	/** @return weights of its own for each of so many tokens */
	static SharedTokens none(final int tokens) {
		return new SharedTokens(IntStream.range(0, tokens).boxed().toList(), IntStream.range(0, tokens).map(i -> 0).boxed().toList());
	}

	/**
	 * @param specification declares exchangeable variables
	 * @param first the position of the first token of each variable with one token for each component
	 * @param tokens number of tokens with columns
	 * @return those of exchangeable variables among these; others share nothing
	 */
	static SharedTokens of(final ModelSpecification specification, final Map<String, Integer> first, final int tokens) {
		final List<Integer> leaders = new ArrayList<>(none(tokens).leaders());
		final List<Integer> owners = new ArrayList<>(none(tokens).owners());
		final Map<String, Integer> sizes = new HashMap<>();
		specification.variables().forEach(variable -> sizes.put(variable.name(), variable.size()));
		int owner = 0;
		for (final List<String> group : specification.exchangeable()) {
			if (!first.keySet().containsAll(group)) continue;
			final int size = sizes.get(group.get(0));
			final int leader = group.stream().mapToInt(first::get).min().orElseThrow();
			for (final String member : group) {
				if (size > 1) owner++;
				for (int k = 0; k < size; k++) {
					leaders.set(first.get(member) + k, leader + k);
					if (size > 1) owners.set(first.get(member) + k, owner);
				}
			}
		}
		return new SharedTokens(leaders, owners);
	}

	/**
	 * @param kept the tokens of a network, T of them, those without columns last
	 * @return (T, T), 1 where two of them are components of the same exchangeable variable; empty if there are none
	 */
	Optional<float[]> siblings(final BitSet kept) {
		final int[] tokens = kept.stream().toArray();
		final float[] siblings = new float[tokens.length * tokens.length];
		boolean isAny = false;
		for (int i = 0; i < tokens.length; i++) for (int j = 0; j < tokens.length; j++) {
			if (owner(tokens[i]) == 0 || owner(tokens[i]) != owner(tokens[j])) continue;
			siblings[i * tokens.length + j] = 1;
			isAny = true;
		}
		return isAny ? Optional.of(siblings) : Optional.empty();
	}

	private int owner(final int token) {
		return token < owners.size() ? owners.get(token) : 0;
	}
}
