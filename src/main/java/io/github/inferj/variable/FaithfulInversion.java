// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.BitSet;

/**
 * The natural minimal inverse of a graph (Webb et al. 2018, "Faithful inversion of generative models",
 * algorithm 1, in reverse topological order): eliminates the latent components from the moral graph,
 * children first, each time the one with fewest neighbours of those without a remaining latent child,
 * ties to the lowest number. What a component is connected to when it is eliminated is what it depends
 * on in the inverse, which claims no independence the graph does not have.
 */
final class FaithfulInversion {

	private final DependencyGraph graph;
	private final BitSet latent = new BitSet();
	private final BitSet[] latentChildren;
	private final BitSet[] neighbours;
	private final BitSet eliminated = new BitSet();
	private final BitSet[] inverse;

	/**
	 * @param graph the dependencies
	 * @param observed the components conditioned on
	 */
	FaithfulInversion(final DependencyGraph graph, final BitSet observed) {
		this.graph = graph;
		latent.set(0, graph.size());
		latent.andNot(observed);
		latentChildren = new BitSet[graph.size()];
		for (int i = 0; i < graph.size(); i++) latentChildren[i] = new BitSet();
		for (int child = latent.nextSetBit(0); child >= 0; child = latent.nextSetBit(child + 1)) {
			final BitSet parents = graph.parents(child);
			for (int p = parents.nextSetBit(0); p >= 0; p = parents.nextSetBit(p + 1)) latentChildren[p].set(child);
		}
		neighbours = graph.neighbours();
		inverse = new BitSet[graph.size()];
		eliminateAll();
	}

	/** @return for each latent component what it depends on; null for observed ones */
	BitSet[] inverse() {
		return inverse;
	}

	private void eliminateAll() {
		final BitSet frontier = new BitSet();
		for (int v = latent.nextSetBit(0); v >= 0; v = latent.nextSetBit(v + 1)) frontier.set(v, latentChildren[v].isEmpty());
		while (!frontier.isEmpty()) {
			final int v = fewestNeighbours(frontier);
			eliminate(v);
			frontier.clear(v);
			final BitSet parents = graph.parents(v);
			parents.and(latent);
			for (int p = parents.nextSetBit(0); p >= 0; p = parents.nextSetBit(p + 1)) {
				latentChildren[p].clear(v);
				if (latentChildren[p].isEmpty()) frontier.set(p);
			}
		}
	}

	private int fewestNeighbours(final BitSet candidates) {
		int best = -1;
		for (int v = candidates.nextSetBit(0); v >= 0; v = candidates.nextSetBit(v + 1))
			if (best < 0 || neighbours[v].cardinality() < neighbours[best].cardinality()) best = v;
		return best;
	}

	private void eliminate(final int v) {
		final BitSet remaining = (BitSet) neighbours[v].clone();
		remaining.andNot(eliminated);
		inverse[v] = (BitSet) remaining.clone();
		remaining.set(v);
		DependencyGraph.connect(neighbours, remaining);
		eliminated.set(v);
	}
}
