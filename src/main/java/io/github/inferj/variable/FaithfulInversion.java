// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.BitSet;

/**
 * The natural minimal inverse of a graph (Webb et al. 2018, "Faithful inversion of generative models",
 * algorithm 1, in reverse topological order): eliminates the latent components from the moral graph,
 * children first, each time the one with fewest neighbours of those without a remaining latent child,
 * ties to the lowest number. What a component is connected to when it is eliminated is what it depends
 * on in the inverse, which claims no independence the graph does not have. For a marginal distribution
 * the moral graph is that of the marginal, and parents are the nearest kept ancestors.
 */
final class FaithfulInversion {

	private final BitSet[] parents;
	private final BitSet latent = new BitSet();
	private final BitSet[] latentChildren;
	private final BitSet[] neighbours;
	private final BitSet eliminated = new BitSet();
	private final BitSet[] inverse;

	/**
	 * @param graph the dependencies
	 * @param observed the components conditioned on
	 * @param kept the components that are not averaged over; all observed ones among them
	 */
	FaithfulInversion(final DependencyGraph graph, final BitSet observed, final BitSet kept) {
		latent.or(kept);
		latent.andNot(observed);
		parents = new BitSet[graph.size()];
		latentChildren = new BitSet[graph.size()];
		for (int i = 0; i < graph.size(); i++) latentChildren[i] = new BitSet();
		for (int child = latent.nextSetBit(0); child >= 0; child = latent.nextSetBit(child + 1)) {
			parents[child] = graph.nearestAncestors(child, kept);
			parents[child].and(latent);
			for (int p = parents[child].nextSetBit(0); p >= 0; p = parents[child].nextSetBit(p + 1)) latentChildren[p].set(child);
		}
		neighbours = graph.neighbours(kept);
		inverse = new BitSet[graph.size()];
		eliminateAll();
	}

	/** @return for each latent component what it depends on; null for all others */
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
			for (int p = parents[v].nextSetBit(0); p >= 0; p = parents[v].nextSetBit(p + 1)) {
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
