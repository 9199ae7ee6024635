// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;

import org.junit.jupiter.api.Test;

class DependencyGraphTest {

	private static final int GRAPHS = 300;
	private static final int LARGEST = 8;

	/** Edges as child and parent: {@code edges(3, "1<0 2<1")}. */
	private static boolean[][] edges(final int size, final String text) {
		final boolean[][] edges = new boolean[size][size];
		for (final String edge : text.split(" "))
			if (!edge.isEmpty()) edges[edge.charAt(0) - '0'][edge.charAt(2) - '0'] = true;
		return edges;
	}

	private static boolean[][] withIdentity(final boolean[][] edges) {
		for (int i = 0; i < edges.length; i++) edges[i][i] = true;
		return edges;
	}

	private static BitSet set(final int... members) {
		final BitSet set = new BitSet();
		for (final int member : members) set.set(member);
		return set;
	}

	private static BitSet bits(final long members) {
		return BitSet.valueOf(new long[] { members });
	}

	@Test
	void moralGraphJoinsParentsOfAChildAndNotChildrenOfAParent() {
		final boolean[][] collider = new DependencyGraph(edges(3, "2<0 2<1")).moral();
		assertTrue(collider[0][1] && collider[1][0] && collider[2][0] && collider[0][2] && collider[1][1]);
		final boolean[][] fork = new DependencyGraph(edges(3, "1<0 2<0")).moral();
		assertFalse(fork[1][2] || fork[2][1]);
		assertTrue(fork[0][1] && fork[0][2] && fork[1][0]);
	}

	@Test
	void moralGraphIsTheFormulaOnRandomGraphs() {
		final Random random = new Random(7);
		for (int g = 0; g < GRAPHS; g++) {
			final boolean[][] a = randomGraph(random);
			final boolean[][] moral = new DependencyGraph(a).moral();
			for (int i = 0; i < a.length; i++) for (int j = 0; j < a.length; j++) {
				boolean expected = i == j || a[i][j] || a[j][i];
				for (final boolean[] row : a) expected |= row[i] && row[j];
				assertEquals(expected, moral[i][j]);
			}
		}
	}

	@Test
	void nothingObservedIsTheGraphItself() {
		final boolean[][] a = edges(4, "2<0 2<1 3<2");
		assertArrayEquals(withIdentity(edges(4, "2<0 2<1 3<2")), new DependencyGraph(a).faithfulInverse(set()));
	}

	@Test
	void invertsAChain() {
		assertArrayEquals(withIdentity(edges(3, "1<0 1<2 0<2 2<1")), new DependencyGraph(edges(3, "1<0 2<1")).faithfulInverse(
			set(2)));
	}

	@Test
	void likelihoodNeedsNoMoreEdges() {
		final String hidden = "1<0 2<1 3<0 4<1 5<2";
		assertArrayEquals(withIdentity(edges(6, hidden)), new DependencyGraph(edges(6, hidden)).faithfulInverse(set(0, 1, 2)));
	}

	@Test
	void independentPairsStayApart() {
		final boolean[][] posterior = new DependencyGraph(edges(4, "2<0 3<1")).faithfulInverse(set(2, 3));
		assertArrayEquals(withIdentity(edges(4, "0<2 1<3 2<0 3<1")), posterior);
	}

	@Test
	void takesAParentOnlyAfterAllItsLatentChildren() {
		final boolean[][] inverse = new DependencyGraph(edges(4, "1<0 2<0 3<1")).faithfulInverse(set(3));
		assertFalse(inverse[0][1] || inverse[0][2]);
		assertTrue(inverse[0][3] && inverse[1][0] && inverse[1][3] && inverse[2][0]);
	}

	@Test
	void refusesCircles() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new DependencyGraph(edges(3, "1<0 2<1 1<2"))).getMessage()
			.contains("circle"));
	}

	/**
	 * For random graphs and condition sets, every pair and every set of further given components: what is
	 * dependent in the graph is dependent in the inverse, read as a graph whose observed components have
	 * no parents.
	 */
	@Test
	void inverseClaimsNoFalseIndependence() {
		final Random random = new Random(11);
		for (int g = 0; g < GRAPHS; g++) {
			final boolean[][] graph = randomGraph(random);
			final int size = graph.length;
			final BitSet observed = bits(random.nextLong(1L << size));
			final boolean[][] inverse = new DependencyGraph(graph).faithfulInverse(observed);
			for (int i = 0; i < size; i++) {
				assertTrue(inverse[i][i]);
				inverse[i][i] = false;
				if (observed.get(i)) assertArrayEquals(graph[i], inverse[i]);
				if (observed.get(i)) inverse[i] = new boolean[size];
			}
			new DependencyGraph(inverse);
			assertFaithful(graph, inverse, observed);
		}
	}

	private static void assertFaithful(final boolean[][] graph, final boolean[][] inverse, final BitSet observed) {
		final int size = graph.length;
		for (int u = 0; u < size; u++) {
			if (observed.get(u)) continue;
			for (int v = 0; v < size; v++) {
				if (v == u) continue;
				if (!observed.get(v)) assertFalse(inverse[u][v] && graph[v][u], "a component reads its own latent child");
				for (long z = 0; z < 1L << size; z++) {
					final BitSet given = bits(z);
					if (given.intersects(observed) || given.get(u) || given.get(v)) continue;
					given.or(observed);
					given.clear(v);
					if (connected(graph, u, v, given)) assertTrue(connected(inverse, u, v, given), u + " and " + v + " given "
						+ given);
				}
			}
		}
	}

	/** Two components are neighbours in a marginal exactly if they are dependent given all the others it keeps. */
	@Test
	void marginalMoralGraphIsTheDependencesGivenAllOthers() {
		final Random random = new Random(13);
		for (int g = 0; g < GRAPHS; g++) {
			final boolean[][] graph = randomGraph(random);
			final BitSet kept = bits(random.nextLong(1L << graph.length));
			final boolean[][] moral = new DependencyGraph(graph).moral(kept);
			for (int i = 0; i < graph.length; i++) for (int j = 0; j < graph.length; j++) {
				final BitSet others = (BitSet) kept.clone();
				others.clear(i);
				others.clear(j);
				assertEquals(kept.get(i) && kept.get(j) && (i == j || connected(graph, i, j, others)), moral[i][j]);
			}
		}
	}

	@Test
	void averagingOverACauseConnectsItsEffectsAndOverAnEffectNothing() {
		final boolean[][] effects = new DependencyGraph(edges(3, "1<0 2<0")).moral(set(1, 2));
		assertTrue(effects[1][2] && effects[2][1]);
		final boolean[][] causes = new DependencyGraph(edges(3, "2<0 2<1")).moral(set(0, 1));
		assertFalse(causes[0][1] || causes[1][0]);
	}

	/** For random graphs, kept and observed components, as {@link #inverseClaimsNoFalseIndependence()}. */
	@Test
	void marginalInverseClaimsNoFalseIndependence() {
		final Random random = new Random(17);
		for (int g = 0; g < GRAPHS; g++) {
			final boolean[][] graph = randomGraph(random);
			final int size = graph.length;
			final BitSet kept = bits(random.nextLong(1L << size));
			final BitSet observed = bits(random.nextLong(1L << size));
			final boolean[][] inverse = new DependencyGraph(graph).faithfulInverse(observed, kept);
			observed.and(kept);
			for (int i = 0; i < size; i++) {
				for (int j = 0; j < size; j++) if (!kept.get(i) || !kept.get(j)) assertFalse(inverse[i][j]);
				if (!kept.get(i)) continue;
				assertTrue(inverse[i][i]);
				inverse[i][i] = false;
				if (observed.get(i)) inverse[i] = new boolean[size];
			}
			new DependencyGraph(inverse);
			for (int u = kept.nextSetBit(0); u >= 0; u = kept.nextSetBit(u + 1)) {
				if (observed.get(u)) continue;
				for (int v = kept.nextSetBit(0); v >= 0; v = kept.nextSetBit(v + 1)) if (v != u) assertNoFalseIndependence(graph,
					inverse, u, v, kept, observed);
			}
		}
	}

	private static void assertNoFalseIndependence(final boolean[][] graph, final boolean[][] inverse, final int u,
		final int v, final BitSet kept, final BitSet observed)
	{
		for (long z = 0; z < 1L << graph.length; z++) {
			final BitSet given = bits(z);
			given.and(kept);
			if (given.cardinality() != Long.bitCount(z) || given.intersects(observed) || given.get(u) || given.get(v)) continue;
			given.or(observed);
			given.clear(v);
			if (connected(graph, u, v, given)) assertTrue(connected(inverse, u, v, given), u + " and " + v + " given " + given);
		}
	}

	/** With nothing observed, each component reads those before it that it depends on given the others before it. */
	@Test
	void marginalOfNothingObservedIsMinimal() {
		final Random random = new Random(19);
		for (int g = 0; g < GRAPHS; g++) {
			final boolean[][] graph = randomGraph(random);
			final BitSet kept = bits(random.nextLong(1L << graph.length));
			final boolean[][] marginal = new DependencyGraph(graph).faithfulInverse(set(), kept);
			for (int i = 0; i < graph.length; i++) for (int j = 0; j < graph.length; j++) {
				if (i == j || !marginal[i][j]) continue;
				final BitSet others = new BitSet();
				for (int k = 0; k < graph.length; k++) others.set(k, k != i && k != j && marginal[i][k]);
				assertTrue(connected(graph, i, j, others), i + " reads " + j + " without need");
			}
		}
	}

	private static boolean[][] randomGraph(final Random random) {
		final int size = 2 + random.nextInt(LARGEST - 1);
		final double density = 0.1 + 0.6 * random.nextDouble();
		final int[] rank = random.ints().distinct().limit(size).toArray();
		final boolean[][] graph = new boolean[size][size];
		for (int i = 0; i < size; i++)
			for (int j = 0; j < size; j++) graph[i][j] = rank[j] < rank[i] && random.nextDouble() < density;
		return graph;
	}

	/** Whether an active trail joins two components (Koller and Friedman 2009, algorithm 3.1). */
	private static boolean connected(final boolean[][] parents, final int from, final int to, final BitSet given) {
		final BitSet leadsToGiven = (BitSet) given.clone();
		for (int sweep = 0; sweep < parents.length; sweep++) for (int child = 0; child < parents.length; child++)
			for (int p = 0; p < parents.length; p++) if (leadsToGiven.get(child) && parents[child][p]) leadsToGiven.set(p);
		return follow(parents, from, to, given, leadsToGiven, true, new boolean[parents.length][2]);
	}

	private static boolean follow(final boolean[][] parents, final int at, final int to, final BitSet given,
		final BitSet leadsToGiven, final boolean fromChild, final boolean[][] visited)
	{
		if (visited[at][fromChild ? 1 : 0]) return false;
		visited[at][fromChild ? 1 : 0] = true;
		if (at == to) return true;
		final boolean up = fromChild ? !given.get(at) : leadsToGiven.get(at);
		final boolean down = !given.get(at);
		for (int next = 0; next < parents.length; next++) {
			if (up && parents[at][next] && follow(parents, next, to, given, leadsToGiven, true, visited)) return true;
			if (down && parents[next][at] && follow(parents, next, to, given, leadsToGiven, false, visited)) return true;
		}
		return false;
	}
}
