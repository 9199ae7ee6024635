// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The graphs of direct dependencies between the nodes of a model: each place of a function is one, and each embedded
 * variable as a whole. A
 * function of full memory depends on all its earlier columns and on its parents at all their places. A
 * Markov process depends on itself at its nearest earlier place. Markov processes and functions without
 * memory depend on a function among their parents at the nearest earlier or equal place, and, if that is
 * not equal, also at the nearest later one, between which its value lies. So graphs follow the places.
 * They are exact where parents are known at the same places; elsewhere they leave out that functions which
 * share an unknown value of a parent depend on each other. Immutable.
 */
public final class Dependencies {

	/** A function that depends on another at its nearest places. */
	private record Link(Block child, Block parent) {}

	/** The nodes of a variable, which is declared at a position. */
	private record Block(Variable variable, int first, int position) {

		int size() {
			return variable.isEmbedded() ? 1 : variable.size();
		}

		/** @return those that are present, by place, and by column where places are equal */
		int[] ordered(final double[] places, final BitSet present) {
			final List<Integer> columns = new ArrayList<>();
			for (int c = present.nextSetBit(first); c >= 0 && c < first + variable.size(); c = present.nextSetBit(c + 1)) columns.add(
				c);
			columns.sort((a, b) -> Double.compare(places[a], places[b]));
			return columns.stream().mapToInt(Integer::intValue).toArray();
		}
	}

	private final List<Block> processes = new ArrayList<>();
	private final List<Link> links = new ArrayList<>();
	/** Of each node the parents that it has wherever functions are. */
	private final BitSet[] fixed;

	/** @param specification declares the dependencies */
	public Dependencies(final ModelSpecification specification) {
		fixed = new BitSet[specification.nodeCount()];
		Arrays.setAll(fixed, c -> new BitSet());
		final List<Block> blocks = new ArrayList<>();
		int column = 0;
		int embedded = specification.size();
		for (final Variable variable : specification.variables()) {
			final Block block = new Block(variable, variable.isEmbedded() ? embedded : column, blocks.size());
			blocks.add(block);
			if (variable.isEmbedded()) embedded++;
			else column += variable.size();
		}
		for (final Block child : blocks) {
			addOwn(child);
			for (final Block parent : blocks) if (parent != child && isParent(parent, child)) {
				if (isNearest(parent.variable(), child.variable())) links.add(new Link(child, parent));
				else for (int c = 0; c < child.size(); c++) fixed[child.first() + c].set(parent.first(), parent.first() + parent.size());
			}
		}
	}

	private void addOwn(final Block block) {
		final Variable variable = block.variable();
		if (!variable.prior().map(Prior::isDrawnBySimulator).orElse(true)) return;
		if (variable.memory() == Memory.MARKOV && variable.isFunction()) processes.add(block);
		for (int c = block.first() + 1; c < block.first() + block.size(); c++) {
			if (variable.memory() == Memory.FULL) fixed[c].set(block.first(), c);
			else if (variable.memory() == Memory.MARKOV && !variable.isFunction()) fixed[c].set(c - 1);
		}
	}

	private static boolean isParent(final Block parent, final Block child) {
		final Optional<List<String>> declared = child.variable().parents();
		return declared.map(names -> names.contains(parent.variable().name())).orElse(child.variable().role() == Role.DATA && parent
			.position() < child.position());
	}

	private static boolean isNearest(final Variable parent, final Variable child) {
		return parent.isFunction() && child.isFunction() && child.memory() != Memory.FULL && child.parents().isPresent();
	}

	/** @return whether graphs depend on where the places of functions are, and not only on which columns are present */
	public boolean followPlaces() {
		return !processes.isEmpty() || !links.isEmpty();
	}

	/**
	 * @param places the index of each column of a function, in any units; others do not matter
	 * @param present the nodes that there are; not to be changed
	 * @return the graph of all nodes, in which those that are not present have no edges
	 */
	public DependencyGraph at(final double[] places, final BitSet present) {
		final BitSet[] parents = new BitSet[fixed.length];
		for (int c = 0; c < parents.length; c++) {
			parents[c] = present.get(c) ? (BitSet) fixed[c].clone() : new BitSet();
			parents[c].and(present);
		}
		for (final Block process : processes) {
			final int[] columns = process.ordered(places, present);
			for (int i = 1; i < columns.length; i++) parents[columns[i]].set(columns[i - 1]);
		}
		for (final Link link : links) connect(link.child().ordered(places, present), link.parent().ordered(places, present), places,
			parents);
		return new DependencyGraph(parents);
	}

	private static void connect(final int[] children, final int[] candidates, final double[] places, final BitSet[] parents) {
		int after = 0;
		for (final int child : children) {
			while (after < candidates.length && places[candidates[after]] <= places[child]) after++;
			if (after > 0) parents[child].set(candidates[after - 1]);
			final boolean isEqual = after > 0 && places[candidates[after - 1]] == places[child];
			if (!isEqual && after < candidates.length) parents[child].set(candidates[after]);
		}
	}
}
