// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Which columns share a token. Columns are consecutive; each has its own condition state also inside a
 * shared token, so that single components of a vector may be missing. The tokens of a function differ
 * in its index alone and share all weights, so that it may have any number of them. Those of exchangeable variables share
 * theirs as well. Embedded variables have one token each, without columns, after all others.
 *
 * @param sizes number of columns of each token that has columns
 * @param functions for each token of a function the number of that function, from 1; 0 for others
 * @param shared which of the others share their weights
 * @param embeddings the embedded variables
 */
public record Tokens(List<Integer> sizes, List<Integer> functions, SharedTokens shared, Embeddings embeddings) {

	private static final int LONG_VECTOR = 16;

	public Tokens {
		sizes = List.copyOf(sizes);
		functions = List.copyOf(functions);
	}

	/** Tokens of scalars and vectors. */
	public Tokens(final List<Integer> sizes) {
		this(sizes, Collections.nCopies(sizes.size(), 0), SharedTokens.none(sizes.size()), Embeddings.NONE);
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
		final List<Integer> sizes = new ArrayList<>();
		final List<Integer> functions = new ArrayList<>();
		final Map<String, Integer> first = new HashMap<>();
		int function = 0;
		for (final Variable variable : specification.variables()) {
			if (variable.isEmbedded()) continue;
			final int number = variable.isFunction() ? ++function : 0;
			final boolean isLong = masks == EdgeMasks.DENSE && variable.size() >= LONG_VECTOR && number == 0;
			if (!isLong) first.put(variable.name(), sizes.size());
			sizes.addAll(isLong ? List.of(variable.size()) : Collections.nCopies(variable.size(), 1));
			functions.addAll(Collections.nCopies(isLong ? 1 : variable.size(), number));
		}
		return new Tokens(sizes, functions, SharedTokens.of(specification, first, sizes.size()), new Embeddings(specification
			.embedded()));
	}

	/** @return number of tokens */
	public int count() {
		return sizes.size() + embeddings.count();
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

	/** @return whether any token belongs to a function */
	public boolean hasFunctions() {
		return functions.stream().anyMatch(function -> function > 0);
	}

	/** @return the tokens that hold any of these columns */
	public BitSet holding(final BitSet columns) {
		final BitSet tokens = new BitSet();
		for (int token = 0, first = 0; token < sizes.size(); first += sizes.get(token++)) {
			final int column = columns.nextSetBit(first);
			tokens.set(token, column >= 0 && column < first + sizes.get(token));
		}
		return tokens;
	}

	/** @return the tokens of a network that has these columns: those that hold any of them, and all of embedded variables */
	public BitSet keeping(final BitSet columns) {
		final BitSet tokens = holding(columns);
		tokens.set(sizes.size(), count());
		return tokens;
	}

	/** @return the columns of these tokens */
	public BitSet columns(final BitSet tokens) {
		final BitSet columns = new BitSet();
		for (int token = 0, first = 0; token < sizes.size(); first += sizes.get(token++))
			columns.set(first, first + sizes.get(token), tokens.get(token));
		return columns;
	}

	/**
	 * @return the tokens that have columns, in runs: neighbouring scalars together, every vector alone, all of a function together.
	 *         Tokens share weights within a run only
	 */
	List<Run> runs() {
		final List<Run> runs = new ArrayList<>();
		for (int first = 0, end; first < sizes.size(); first = end) {
			end = first + 1;
			while (sizes.get(first) == 1 && end < sizes.size() && sizes.get(end) == 1 && functions.get(end).equals(functions.get(
				first))) end++;
			runs.add(new Run(rows(first, end), sizes.get(first), functions.get(first)));
		}
		return runs;
	}

	private List<Integer> rows(final int first, final int end) {
		if (functions.get(first) > 0) return Collections.nCopies(end - first, 0);
		final Map<Integer, Integer> ofLeaders = new HashMap<>();
		final List<Integer> rows = new ArrayList<>();
		for (int token = first; token < end; token++) {
			final int leader = shared.leaders().get(token);
			rows.add(ofLeaders.computeIfAbsent(leader, none -> ofLeaders.size()));
		}
		return rows;
	}

	/**
	 * Tokens of the same kind next to each other.
	 *
	 * @param rows for each token the row of its weights
	 * @param columnsEach number of columns of each
	 * @param function the number of the function they belong to, from 1, or 0
	 */
	record Run(List<Integer> rows, int columnsEach, int function) {

		int tokens() {
			return rows.size();
		}

		int columns() {
			return tokens() * columnsEach;
		}
	}
}
