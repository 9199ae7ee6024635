// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.BitSet;

/**
 * A directed acyclic graph of direct dependencies between components, and the edge masks it implies.
 * An edge mask has one row and one column per component: {@code [i][j]} is true where i may read j. It
 * always contains the identity. Immutable.
 */
public final class DependencyGraph {

	private final BitSet[] parents;

	/**
	 * @param dependencies {@code [child][parent]}, true where the child depends directly on the parent
	 * @throws IllegalArgumentException if the array is not square or the dependencies form a cycle
	 */
	public DependencyGraph(final boolean[][] dependencies) {
		parents = new BitSet[dependencies.length];
		for (int child = 0; child < parents.length; child++) {
			if (dependencies[child].length != parents.length) throw new IllegalArgumentException("row " + child + " has "
				+ dependencies[child].length + " entries, not " + parents.length);
			parents[child] = new BitSet();
			for (int parent = 0; parent < parents.length; parent++) parents[child].set(parent, dependencies[child][parent]);
		}
		requireAcyclic();
	}

	/** @return the graph a model declares */
	public static DependencyGraph of(final ModelSpecification specification) {
		return new DependencyGraph(specification.dependencies());
	}

	/** @return number of components */
	public int size() {
		return parents.length;
	}

	/**
	 * @param child a component
	 * @return its parents, a copy
	 */
	public BitSet parents(final int child) {
		return (BitSet) parents[child].clone();
	}

	/** @return the moral graph: parents, children and co-parents, A | A^T | A^T A with A as declared, and the identity */
	public boolean[][] moral() {
		final BitSet[] rows = neighbours();
		for (int i = 0; i < rows.length; i++) rows[i].set(i);
		return mask(rows);
	}

	/**
	 * The dependencies of the latent components given the observed ones: a minimal faithful inverse,
	 * {@link FaithfulInversion}. Observed components keep their parents. With nothing observed it is the
	 * graph itself.
	 *
	 * @param observed the components conditioned on
	 * @return {@code [i][j]}, true where i may read j
	 */
	public boolean[][] faithfulInverse(final BitSet observed) {
		final BitSet[] inverse = observed.isEmpty() ? new BitSet[size()] : new FaithfulInversion(this, observed).inverse();
		for (int i = 0; i < size(); i++) {
			if (inverse[i] == null) inverse[i] = parents(i);
			inverse[i].set(i);
		}
		return mask(inverse);
	}

	/** @return for each component its parents, children and co-parents, without itself */
	BitSet[] neighbours() {
		final BitSet[] neighbours = new BitSet[size()];
		for (int i = 0; i < neighbours.length; i++) neighbours[i] = new BitSet();
		for (int child = 0; child < neighbours.length; child++) {
			final BitSet family = parents(child);
			family.set(child);
			connect(neighbours, family);
		}
		return neighbours;
	}

	/** Adds all edges between the members of a set. */
	static void connect(final BitSet[] neighbours, final BitSet clique) {
		for (int i = clique.nextSetBit(0); i >= 0; i = clique.nextSetBit(i + 1)) {
			neighbours[i].or(clique);
			neighbours[i].clear(i);
		}
	}

	private void requireAcyclic() {
		final BitSet placed = new BitSet();
		boolean progress = true;
		while (progress) {
			progress = false;
			for (int i = placed.nextClearBit(0); i < size(); i = placed.nextClearBit(i + 1)) {
				final BitSet missing = parents(i);
				missing.andNot(placed);
				if (!missing.isEmpty()) continue;
				placed.set(i);
				progress = true;
			}
		}
		if (placed.cardinality() < size()) throw new IllegalArgumentException("the dependencies run in a circle through "
			+ "component " + placed.nextClearBit(0));
	}

	private static boolean[][] mask(final BitSet[] rows) {
		final boolean[][] mask = new boolean[rows.length][rows.length];
		for (int i = 0; i < rows.length; i++)
			for (int j = rows[i].nextSetBit(0); j >= 0; j = rows[i].nextSetBit(j + 1)) mask[i][j] = true;
		return mask;
	}
}
