// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Which columns share a token. Columns are consecutive; each has its own condition state also inside a
 * shared token, so that single components of a vector may be missing. The tokens of a function differ
 * in its index alone and share all weights, so that it may have any number of them. Those of exchangeable variables share
 * theirs too: the network is equivariant under exchanges (Zaheer et al. 2017; Lee et al. 2019). Embedded variables
 * have one token each, without columns, after all others.
 *
 * @param sizes number of columns of each token that has columns
 * @param functions for each token of a function the number of that function, from 1; 0 for others
 * @param leaders for each token that has columns the first one that shares its weights, its own number if none before it does; of
 *          functions it does not matter
 * @param embeddings the embedded variables
 */
public record Tokens(List<Integer> sizes, List<Integer> functions, List<Integer> leaders, Embeddings embeddings) {

	private static final int LONG_VECTOR = 16;

	public Tokens {
		sizes = List.copyOf(sizes);
		functions = List.copyOf(functions);
		leaders = List.copyOf(leaders);
	}

	/** Tokens of scalars and vectors. */
	public Tokens(final List<Integer> sizes) {
		this(sizes, Collections.nCopies(sizes.size(), 0), alone(sizes.size()), Embeddings.NONE);
	}

	/** @return one token for each of so many columns */
	public static Tokens scalars(final int columns) {
		return new Tokens(Collections.nCopies(columns, 1));
	}

	private static List<Integer> alone(final int tokens) {
		return IntStream.range(0, tokens).boxed().toList();
	}

	/**
	 * The tokens of a model: one per component, but one for the whole of a vector that is exchangeable with others, or of 16 or more,
	 * which an embedding network compresses (Gloeckler et al. 2024, section 3.1). With edge masks, which say who may read
	 * whom among components, those of a long vector keep tokens of their own, and with edge masks of a model with functions
	 * those of all vectors.
	 */
	public static Tokens of(final ModelSpecification specification, final EdgeMasks masks) {
		final List<Integer> sizes = new ArrayList<>();
		final List<Integer> functions = new ArrayList<>();
		final Map<String, Integer> whole = new HashMap<>();
		final boolean keepsComponents = masks != EdgeMasks.DENSE && specification.functionColumns().length > 0;
		final Set<String> exchangeable = specification.exchangeable().stream().flatMap(List::stream).collect(Collectors.toSet());
		int function = 0;
		for (final Variable variable : specification.variables()) {
			if (variable.isEmbedded()) continue;
			final int number = variable.isFunction() ? ++function : 0;
			final boolean isLong = masks == EdgeMasks.DENSE && variable.size() >= LONG_VECTOR && number == 0;
			final boolean isOne = isLong || variable.size() == 1 || exchangeable.contains(variable.name()) && !keepsComponents;
			if (isOne) whole.put(variable.name(), sizes.size());
			final int count = isOne ? 1 : variable.size();
			sizes.addAll(Collections.nCopies(count, variable.size() / count));
			functions.addAll(Collections.nCopies(count, number));
		}
		return new Tokens(sizes, functions, leaders(specification.exchangeable(), whole, sizes.size()), new Embeddings(specification
			.embedded()));
	}

	/** @param whole the tokens of variables that have one */
	private static List<Integer> leaders(final List<List<String>> exchangeable, final Map<String, Integer> whole, final int tokens) {
		final List<Integer> leaders = new ArrayList<>(alone(tokens));
		for (final List<String> group : exchangeable) {
			if (!whole.keySet().containsAll(group)) continue;
			final int leader = group.stream().mapToInt(whole::get).min().orElseThrow();
			for (final String member : group) leaders.set(whole.get(member), leader);
		}
		return leaders;
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

	/** @return the first node of each token, its first column or the embedded variable it stands for, and the number of nodes */
	int[] firstNodes() {
		final int[] first = new int[count() + 1];
		for (int token = 0; token < count(); token++) first[token + 1] = first[token] + (token < sizes.size() ? sizes.get(token) : 1);
		return first;
	}

	/** @return the columns of these tokens */
	public BitSet columns(final BitSet tokens) {
		final BitSet columns = new BitSet();
		for (int token = 0, first = 0; token < sizes.size(); first += sizes.get(token++))
			columns.set(first, first + sizes.get(token), tokens.get(token));
		return columns;
	}

	/**
	 * @return the tokens that have columns, in runs: neighbouring scalars together, vectors that share weights together and others
	 *         alone, all of a function together. Scalars share weights within a run only
	 */
	List<Run> runs() {
		final List<Run> runs = new ArrayList<>();
		final Map<Integer, Integer> ofLeaders = new HashMap<>();
		for (int first = 0, end; first < sizes.size(); first = end) {
			end = first + 1;
			while (end < sizes.size() && areTogether(first, end)) end++;
			final int number = runs.size();
			final int weights = sizes.get(first) == 1 ? number : ofLeaders.computeIfAbsent(leaders.get(first), none -> number);
			runs.add(new Run(weights, rows(first, end), sizes.get(first), functions.get(first)));
		}
		return runs;
	}

	private boolean areTogether(final int first, final int next) {
		if (!sizes.get(first).equals(sizes.get(next)) || !functions.get(first).equals(functions.get(next))) return false;
		return sizes.get(first) == 1 || leaders.get(first).equals(leaders.get(next));
	}

	private List<Integer> rows(final int first, final int end) {
		if (functions.get(first) > 0) return Collections.nCopies(end - first, 0);
		final Map<Integer, Integer> ofLeaders = new HashMap<>();
		return IntStream.range(first, end).mapToObj(token -> ofLeaders.computeIfAbsent(leaders.get(token), none -> ofLeaders
			.size())).toList();
	}

	/**
	 * Tokens of the same kind next to each other.
	 *
	 * @param weights the number of the run, from 0, of which it has the weights
	 * @param rows for each token the row of its weights
	 * @param columnsEach number of columns of each
	 * @param function the number of the function they belong to, from 1, or 0
	 */
	record Run(int weights, List<Integer> rows, int columnsEach, int function) {

		int tokens() {
			return rows.size();
		}

		int columns() {
			return tokens() * columnsEach;
		}
	}
}
