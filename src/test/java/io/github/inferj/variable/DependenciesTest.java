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

import io.github.inferj.InvalidInputException;

/** Graphs and masks whose nodes are the places of functions, against the definition applied place by place. */
class DependenciesTest {

	private static final Index TIME = new Index("time", "", 0, 10);

	/** A state that follows a rate, two measurements of it, one of them a process too, and a function without structure. */
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("states", //
		Variable.parameter("rate", Prior.normal(0, 1)).dependsOn(), //
		Variable.parameter("gain", Prior.normal(0, 1)).dependsOn(), //
		Variable.parameter("state", Prior.drawnBySimulator()).over(TIME, 4).dependsOn("rate").markov(), //
		Variable.data("x").over(TIME, 3).dependsOn("state", "gain").memoryless(), //
		Variable.data("y").over(TIME, 3).dependsOn("state").markov(), //
		Variable.data("z").over(TIME, 2).dependsOn("x"));

	private static boolean isNearest(final double[] places, final BitSet present, final int child, final int parent) {
		final boolean isEarlier = places[parent] <= places[child];
		return present.stream().filter(c -> isSame(c, parent)).noneMatch(c -> isEarlier ? places[c] > places[parent]
			&& places[c] <= places[child] : places[c] == places[child] || places[c] > places[child] && places[c] < places[parent]);
	}

	private static boolean isSame(final int one, final int other) {
		return name(one).equals(name(other));
	}

	private static String name(final int column) {
		return SPECIFICATION.components().get(column).variable().name();
	}

	/** The definition, for one pair of places at a time. */
	private static boolean dependsOn(final double[] places, final BitSet present, final int child, final int parent) {
		if (!present.get(child) || !present.get(parent) || child == parent) return false;
		return switch (name(child) + "<" + name(parent)) {
			case "state<rate", "x<gain", "z<x" -> true;
			case "z<z" -> parent < child;
			case "x<state", "y<state" -> isNearest(places, present, child, parent);
			case "state<state", "y<y" -> places[parent] < places[child] && !isBetween(places, present, parent, child);
			default -> false;
		};
	}

	private static boolean isBetween(final double[] places, final BitSet present, final int from, final int to) {
		return present.stream().anyMatch(c -> isSame(c, from) && places[c] > places[from] && places[c] < places[to]);
	}

	private static boolean[][] graph(final double[] places, final BitSet present) {
		final int size = SPECIFICATION.size();
		final boolean[][] graph = new boolean[size][size];
		for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) graph[i][j] = dependsOn(places, present, i, j);
		return graph;
	}

	/** Random places, some of them shared by functions, in random order, and random absent columns. */
	@Test
	void everyPlaceIsANode() {
		final Dependencies dependencies = new Dependencies(SPECIFICATION);
		assertTrue(dependencies.followPlaces());
		final Random random = new Random(23);
		final int size = SPECIFICATION.size();
		for (int trial = 0; trial < 500; trial++) {
			final double[] places = new double[size];
			int first = 0;
			for (final Variable variable : SPECIFICATION.variables()) {
				final int[] chosen = random.ints(0, 8).distinct().limit(variable.size()).toArray();
				for (int i = 0; i < variable.size(); i++) places[first + i] = chosen[i];
				first += variable.size();
			}
			final BitSet present = new BitSet();
			for (int c = 0; c < size; c++) present.set(c, random.nextInt(4) > 0);
			final BitSet observed = new BitSet();
			for (int c = 0; c < size; c++) observed.set(c, random.nextBoolean());
			final DependencyGraph expected = new DependencyGraph(graph(places, present));
			final DependencyGraph actual = dependencies.at(places, present);
			for (int c = 0; c < size; c++) assertEquals(expected.parents(c), actual.parents(c), SPECIFICATION.columnNames().get(c));
			assertArrayEquals(expected.moral(present), actual.moral(present));
			assertArrayEquals(expected.faithfulInverse(observed, present), actual.faithfulInverse(observed, present));
		}
	}

	@Test
	void aChainInTimeWhateverTheOrderOfColumns() {
		final ModelSpecification chain = ModelSpecification.of("chain", Variable.parameter("a", Prior.normal(0, 1)).dependsOn(),
			Variable.data("x").over(TIME, 4).dependsOn().markov());
		final BitSet all = new BitSet();
		all.set(0, 5);
		final DependencyGraph graph = new Dependencies(chain).at(new double[] { 0, 7, 2, 9, 5 }, all);
		final boolean[][] moral = graph.moral();
		final int[] byTime = { 2, 4, 1, 3 };
		for (int i = 0; i < 4; i++) for (int j = 0; j < 4; j++) assertEquals(Math.abs(i - j) <= 1, moral[byTime[i]][byTime[j]]);
		final BitSet last = new BitSet();
		last.set(3);
		final boolean[][] inverse = graph.faithfulInverse(last);
		assertArrayEquals(new boolean[] { false, true, false, true, true }, inverse[1]);
		assertArrayEquals(new boolean[] { false, false, true, true, true }, inverse[4]);
		assertArrayEquals(new boolean[] { false, false, true, true, false }, inverse[2]);
	}

	@Test
	void withoutPlacesToFollow() {
		final ModelSpecification specification = ModelSpecification.of("line", Variable.parameter("a", Prior.normal(0, 1)), Variable
			.data("x").over(TIME, 3), Variable.data("v", 3).markov(), Variable.data("w", 2).memoryless().dependsOn("v"));
		assertFalse(new Dependencies(specification).followPlaces());
		final boolean[][] parents = specification.dependencies();
		assertArrayEquals(new boolean[] { true, true, true, false, false, false, false, false, false }, parents[3]);
		assertArrayEquals(new boolean[] { true, true, true, true, false, true, false, false, false }, parents[6]);
		assertArrayEquals(new boolean[] { false, false, false, false, true, true, true, false, false }, parents[8]);
	}

	@Test
	void memorySurvivesItsFile() {
		assertEquals(SPECIFICATION, SpecificationJson.read(SpecificationJson.write(SPECIFICATION)));
		assertFalse(SpecificationJson.write(ModelSpecification.of("m", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("x")))
			.contains("memory"));
		final String wrong = SpecificationJson.write(SPECIFICATION).replace("markov", "short");
		assertEquals("variable state has memory 'short': use full, markov or none", assertThrows(InvalidInputException.class,
			() -> SpecificationJson.read(wrong)).getMessage());
	}

	@Test
	void independentParametersAreNoProcess() {
		assertEquals("parameter p has the prior normal(0.0, 1.0) for each of its values, which are then independent: use "
			+ "drawn_by_simulator for a Markov process", assertThrows(InvalidInputException.class, () -> Variable.parameter("p", Prior
				.normal(0, 1)).markov()).getMessage());
	}
}
