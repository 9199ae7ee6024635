// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A directed acyclic graph of direct dependencies between components, and the edge masks it implies.
 * An edge mask has one row and one column per component: {@code [i][j]} is true where i may read j. It
 * always contains the identity. Immutable.
 */
public final class DependencyGraph {

	private final BitSet[] parents;
	private final BitSet[] children;
	/** Of each component, those that come before it in a topological order. */
	private final BitSet[] predecessors;

	/**
	 * @param dependencies {@code [child][parent]}, true where the child depends directly on the parent
	 * @throws IllegalArgumentException if the array is not square or the dependencies form a cycle
	 */
	public DependencyGraph(final boolean[][] dependencies) {
		this(rows(dependencies));
	}

	/** @param parents of each component; not to be changed any more */
	DependencyGraph(final BitSet[] parents) {
		this.parents = parents;
		children = new BitSet[parents.length];
		predecessors = new BitSet[parents.length];
		Arrays.setAll(children, i -> new BitSet());
		for (int child = 0; child < parents.length; child++) for (int parent = parents[child].nextSetBit(
			0); parent >= 0; parent = parents[child].nextSetBit(parent + 1)) children[parent].set(child);
		order();
	}

	private static BitSet[] rows(final boolean[][] dependencies) {
		final BitSet[] rows = new BitSet[dependencies.length];
		for (int child = 0; child < rows.length; child++) {
			if (dependencies[child].length != rows.length) throw new IllegalArgumentException("row " + child + " has "
				+ dependencies[child].length + " entries, not " + rows.length);
			rows[child] = new BitSet();
			for (int parent = 0; parent < rows.length; parent++) rows[child].set(parent, dependencies[child][parent]);
		}
		return rows;
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

	/** @return all components, each behind its parents */
	public int[] topologicalOrder() {
		final int[] order = new int[size()];
		for (int i = 0; i < size(); i++) order[predecessors[i].cardinality()] = i;
		return order;
	}

	/** @return the moral graph: parents, children and co-parents, A | A^T | A^T A with A as declared, and the identity */
	public boolean[][] moral() {
		return moral(all());
	}

	/**
	 * The moral graph of a marginal distribution: i and j may read each other unless they are independent
	 * given all other kept components. It is the moral graph of the kept components and their ancestors,
	 * from which the others are eliminated, each leaving its neighbours connected (Lauritzen 1996, section
	 * 3.2.2, for the separation it encodes).
	 *
	 * @param kept the components that are not averaged over
	 * @return {@code [i][j]}, true where i may read j; nothing in the rows and columns of other components
	 */
	public boolean[][] moral(final BitSet kept) {
		final BitSet[] rows = neighbours(kept);
		for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) rows[i].set(i);
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
		return faithfulInverse(observed, all());
	}

	/**
	 * The same of a marginal distribution. There the parents of a component are its Markov boundary among
	 * the kept components before it in a topological order, which are its own parents if all are kept:
	 * what the latent projection implies (Richardson 2003, section 3.1, the ordered local Markov property).
	 *
	 * @param observed the components conditioned on; those not kept are ignored
	 * @param kept the components that are not averaged over
	 * @return {@code [i][j]}, true where i may read j; nothing in the rows and columns of other components
	 */
	public boolean[][] faithfulInverse(final BitSet observed, final BitSet kept) {
		final BitSet given = (BitSet) observed.clone();
		given.and(kept);
		final BitSet[] inverse = given.isEmpty() ? new BitSet[size()] : new FaithfulInversion(this, given, kept).inverse();
		final boolean isAncestral = isAncestral(kept);
		for (int i = 0; i < size(); i++) {
			if (inverse[i] == null && kept.get(i)) inverse[i] = isAncestral ? parents(i) : parents(i, kept);
			else if (inverse[i] == null) inverse[i] = new BitSet();
			if (kept.get(i)) inverse[i].set(i);
		}
		return mask(inverse);
	}

	private BitSet all() {
		final BitSet all = new BitSet();
		all.set(0, size());
		return all;
	}

	/** @return whether all parents of the kept components are kept, so that leaving out the others changes nothing */
	private boolean isAncestral(final BitSet kept) {
		final BitSet needed = new BitSet();
		for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) needed.or(parents[i]);
		needed.andNot(kept);
		return needed.isEmpty();
	}

	private BitSet parents(final int child, final BitSet kept) {
		final BitSet before = (BitSet) predecessors[child].clone();
		before.and(kept);
		return boundary(child, before);
	}

	/**
	 * @param kept the components that are not averaged over
	 * @return for each of them those it is dependent on given all others of them, without itself; nothing
	 *         for other components
	 */
	BitSet[] neighbours(final BitSet kept) {
		final BitSet[] neighbours = new BitSet[size()];
		if (isAncestral(kept)) {
			Arrays.setAll(neighbours, i -> new BitSet());
			for (int child = kept.nextSetBit(0); child >= 0; child = kept.nextSetBit(child + 1)) {
				final BitSet family = parents(child);
				family.set(child);
				connect(neighbours, family);
			}
			return neighbours;
		}
		for (int i = 0; i < neighbours.length; i++) {
			final BitSet others = (BitSet) kept.clone();
			others.clear(i);
			neighbours[i] = kept.get(i) ? boundary(i, others) : new BitSet();
		}
		return neighbours;
	}

	/**
	 * @param child a component
	 * @param kept the components that are not averaged over
	 * @return the kept components from which a directed path leads to the child through none that is kept
	 */
	BitSet nearestAncestors(final int child, final BitSet kept) {
		final BitSet found = parents(child);
		final BitSet passed = new BitSet();
		for (int i = next(found, kept, passed); i >= 0; i = next(found, kept, passed)) {
			passed.set(i);
			found.or(parents[i]);
		}
		found.and(kept);
		return found;
	}

	private static int next(final BitSet found, final BitSet kept, final BitSet passed) {
		int i = found.nextSetBit(0);
		while (i >= 0 && (kept.get(i) || passed.get(i))) i = found.nextSetBit(i + 1);
		return i;
	}

	/**
	 * The Markov boundary of a component within a set: those of the set that it depends on when all others
	 * of the set are given. They are the members of the set at which a Bayes ball arrives that starts at the
	 * component with the set given (Shachter 1998, "Bayes-Ball").
	 *
	 * @param component not in the set
	 * @param given the set
	 */
	BitSet boundary(final int component, final BitSet given) {
		final BitSet reached = new BitSet();
		final BitSet passedUp = new BitSet();
		final BitSet passedDown = new BitSet();
		final BitSet fromChild = new BitSet();
		final BitSet fromParent = new BitSet();
		fromChild.set(component);
		while (!fromChild.isEmpty() || !fromParent.isEmpty()) {
			final boolean isUpwards = !fromChild.isEmpty();
			final BitSet arrivals = isUpwards ? fromChild : fromParent;
			final int at = arrivals.nextSetBit(0);
			arrivals.clear(at);
			final boolean isGiven = given.get(at);
			if (isGiven) reached.set(at);
			if (isUpwards != isGiven && !passedUp.get(at)) {
				passedUp.set(at);
				fromChild.or(parents[at]);
			}
			if (!isGiven && !passedDown.get(at)) {
				passedDown.set(at);
				fromParent.or(children[at]);
			}
		}
		return reached;
	}

	/** Adds all edges between the members of a set. */
	static void connect(final BitSet[] neighbours, final BitSet clique) {
		for (int i = clique.nextSetBit(0); i >= 0; i = clique.nextSetBit(i + 1)) {
			neighbours[i].or(clique);
			neighbours[i].clear(i);
		}
	}

	private void order() {
		final BitSet placed = new BitSet();
		boolean progress = true;
		while (progress) {
			progress = false;
			for (int i = placed.nextClearBit(0); i < size(); i = placed.nextClearBit(i + 1)) {
				final BitSet missing = parents(i);
				missing.andNot(placed);
				if (!missing.isEmpty()) continue;
				predecessors[i] = (BitSet) placed.clone();
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
