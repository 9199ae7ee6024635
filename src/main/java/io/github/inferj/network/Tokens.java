// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Which columns share a token. Columns are consecutive; each has its own condition state also inside a
 * shared token, so that single components of a vector may be missing.
 *
 * @param sizes number of columns of each token
 */
public record Tokens(List<Integer> sizes) {

	private static final int LONG_VECTOR = 16;

	public Tokens {
		sizes = List.copyOf(sizes);
	}

	/** @return one token for each of so many columns */
	public static Tokens scalars(final int columns) {
		return new Tokens(Collections.nCopies(columns, 1));
	}

	/**
	 * The tokens of a model: one per component, but one for the whole of a vector of 16 or more, which an
	 * embedding network compresses (Gloeckler et al. 2024, section 3.1). With edge masks, which say who
	 * may read whom among components, every component keeps a token of its own.
	 */
	public static Tokens of(final ModelSpecification specification, final EdgeMasks masks) {
		if (masks != EdgeMasks.DENSE) return scalars(specification.size());
		final List<Integer> sizes = new ArrayList<>();
		for (final Variable variable : specification.variables()) {
			if (variable.size() >= LONG_VECTOR) sizes.add(variable.size());
			else for (int i = 0; i < variable.size(); i++) sizes.add(1);
		}
		return new Tokens(sizes);
	}

	/** @return number of tokens */
	public int count() {
		return sizes.size();
	}

	/** @return number of columns */
	public int columns() {
		return sizes.stream().mapToInt(Integer::intValue).sum();
	}

	/** @return the set of all tokens */
	public BitSet all() {
		final BitSet all = new BitSet();
		all.set(0, count());
		return all;
	}

	/** @return the tokens that hold any of these columns */
	public BitSet holding(final BitSet columns) {
		final BitSet tokens = new BitSet();
		for (int token = 0, first = 0; token < count(); first += sizes.get(token++)) {
			final int column = columns.nextSetBit(first);
			tokens.set(token, column >= 0 && column < first + sizes.get(token));
		}
		return tokens;
	}

	/** @return the columns of these tokens */
	public BitSet columns(final BitSet tokens) {
		final BitSet columns = new BitSet();
		for (int token = 0, first = 0; token < count(); first += sizes.get(token++))
			columns.set(first, first + sizes.get(token), tokens.get(token));
		return columns;
	}

	/** @return the tokens in runs: neighbours of one column each together, every vector alone */
	List<Run> runs() {
		final List<Run> runs = new ArrayList<>();
		for (int i = 0; i < sizes.size(); i++) {
			final Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
			if (sizes.get(i) > 1) runs.add(new Run(1, sizes.get(i)));
			else if (last != null && last.columnsEach() == 1) runs.set(runs.size() - 1, new Run(last.tokens() + 1, 1));
			else runs.add(new Run(1, 1));
		}
		return runs;
	}

	/**
	 * Tokens of the same kind next to each other.
	 *
	 * @param tokens how many
	 * @param columnsEach number of columns of each
	 */
	record Run(int tokens, int columnsEach) {

		int columns() {
			return tokens * columnsEach;
		}
	}
}
