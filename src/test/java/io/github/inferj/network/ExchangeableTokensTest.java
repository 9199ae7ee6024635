// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Networks of random weights with exchangeable variables. */
class ExchangeableTokensTest {

	/** Columns: a_1, a_2, x_1, x_2, other, y_1, y_2, z_1, z_2. */
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1),
		2).dependsOn(), Variable.data("x", 2).dependsOn("a"), Variable.data("other").dependsOn("a"), Variable.data("y", 2).dependsOn("a"),
		Variable.data("z", 2).dependsOn("a")).withExchangeable("z", "x", "y");
	private static final int COLUMNS = 9;
	private static final int[] X_AND_Z_EXCHANGED = { 0, 1, 7, 8, 4, 5, 6, 2, 3 };
	private static final float[] VALUES = { 0.1f, -0.2f, 0.3f, 1.4f, -0.5f, 0.6f, -0.7f, 1.8f, -0.9f };
	private static final float[] OBSERVED = { 0, 0, 1, 0, 0, 1, 1, 0, 0 };

	private static float[] run(final EdgeMasks masks, final float[] values, final float[] observed, final BitSet read) {
		final Tokens tokens = Tokens.of(SPECIFICATION, masks);
		final Architecture architecture = new Architecture(2, 8, 2, 2);
		final JointNetwork network = new JointNetwork(architecture, tokens, 0, tokens.all(), read);
		final WeightLayout layout = network.layout();
		final AttentionBias attention = new AttentionBias(masks, SPECIFICATION);
		final Graph graph = new Graph();
		final float[] weights = layout.initialise(new SeededRandom(1, 1));
		final SeededRandom rng = new SeededRandom(1, 2);
		for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * (float) rng.nextGaussian();
		graph.output("f", network.apply(graph.input("x", ElementType.FLOAT, Shape.batch(COLUMNS)), graph.input("m", ElementType.FLOAT,
			Shape.batch(COLUMNS)), List.of(), Optional.empty(), Optional.empty(), graph.input("n", ElementType.FLOAT, Shape.batch(1)),
			attention.addTo(graph, Dim.BATCH), layout.constants(graph, weights)));
		final BitSet given = IntStream.range(0, COLUMNS).filter(c -> observed[c] == 1).collect(BitSet::new, BitSet::set, BitSet::or);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor x = Tensor.of(values, 1, COLUMNS);
				Tensor m = Tensor.of(observed, 1, COLUMNS);
				Tensor n = new Tensor(1, 1);
				Tensor bias = Tensor.of(attention.of(given), 1, 1, attention.tokens(), attention.tokens());
				Tensor result = new Tensor(1, COLUMNS))
		{
			final Map<String, Tensor> inputs = attention.isPerSample() ? Map.of("x", x, "m", m, "n", n, AttentionBias.INPUT, bias) : Map
				.of("x", x, "m", m, "n", n);
			session.run(inputs, Map.of("f", result));
			return result.toArray();
		}
	}

	private static float[] run(final EdgeMasks masks, final float[] values, final float[] observed) {
		return run(masks, values, observed, Tokens.of(SPECIFICATION, masks).all());
	}

	private static float[] exchanged(final float[] columns) {
		final float[] result = new float[COLUMNS];
		for (int c = 0; c < COLUMNS; c++) result[c] = columns[X_AND_Z_EXCHANGED[c]];
		return result;
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void resultsChangePlacesWithTheVariables(final EdgeMasks masks) {
		final float[] before = run(masks, VALUES, OBSERVED);
		final float[] after = run(masks, exchanged(VALUES), exchanged(OBSERVED));
		assertArrayEquals(exchanged(before), after, 1e-5f);
		assertNotEquals(before[7], before[2], 1e-3f);
	}

	/** Components stay with their variable, also where every token reads every other. */
	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void theComponentsOfAVariableBelongTogether(final EdgeMasks masks) {
		final float[] none = new float[COLUMNS];
		final float[] before = run(masks, VALUES, none);
		final float[] mixed = VALUES.clone();
		mixed[2] = VALUES[7];
		mixed[7] = VALUES[2];
		assertNotEquals(before[3], run(masks, mixed, none)[3], 1e-4f);
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void someResultsAreThoseOfAll(final EdgeMasks masks) {
		final BitSet columns = new BitSet();
		columns.set(1);
		columns.set(7, 9);
		final float[] all = run(masks, VALUES, OBSERVED);
		final float[] some = run(masks, VALUES, OBSERVED, Tokens.of(SPECIFICATION, masks).holding(columns));
		for (int c = 0; c < COLUMNS; c++) assertEquals(columns.get(c) ? all[c] : 0, some[c], 1e-5f);
	}

	private static List<List<Integer>> rows(final Tokens tokens) {
		return tokens.runs().stream().map(Tokens.Run::rows).toList();
	}

	private static List<Integer> weights(final Tokens tokens) {
		return tokens.runs().stream().map(Tokens.Run::weights).toList();
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void eachHasOneToken(final EdgeMasks masks) {
		final Tokens tokens = Tokens.of(SPECIFICATION, masks);
		assertEquals(List.of(1, 1, 2, 1, 2, 2), tokens.sizes());
		assertEquals(List.of(0, 1, 2, 3, 2, 2), tokens.leaders());
		assertEquals(List.of(List.of(0, 1), List.of(0), List.of(0), List.of(0, 0)), rows(tokens));
		assertEquals(List.of(0, 1, 2, 1), weights(tokens));
		assertEquals(1, new JointNetwork(new Architecture(1, 8, 2, 2), tokens).layout().entries().stream().filter(entry -> entry
			.name().contains("token") && entry.name().endsWith("direct.matrix")).count());
	}

	/** Masks of functions speak of columns. */
	@Test
	void besideFunctionsTheyKeepTheirComponents() {
		final ModelSpecification specification = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)).dependsOn(),
			Variable.data("x", 2).dependsOn("a"), Variable.data("y", 2).dependsOn("a"), Variable.data("f").over(new Index("time", "s", 0, 1), 3)
				.dependsOn("a")).withExchangeable("x", "y");
		assertEquals(List.of(1, 2, 2, 1, 1, 1), Tokens.of(specification, EdgeMasks.DENSE).sizes());
		final Tokens tokens = Tokens.of(specification, EdgeMasks.UNDIRECTED);
		assertEquals(Collections.nCopies(8, 1), tokens.sizes());
		assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), tokens.leaders());
	}

	@Test
	void scalarsShareRowsOfWeights() {
		final ModelSpecification scalars = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)), Variable.data(
			"x"), Variable.data("y")).withExchangeable("x", "y");
		final Tokens tokens = Tokens.of(scalars, EdgeMasks.DIRECTED);
		assertEquals(List.of(0, 1, 1), tokens.leaders());
		assertEquals(List.of(List.of(0, 1, 1)), rows(tokens));
		assertEquals(2 * 8, new JointNetwork(new Architecture(1, 8, 2, 2), tokens).layout().entries().stream().filter(entry -> entry
			.name().equals("token0.value")).findFirst().orElseThrow().count());
	}

	/** Vectors share weights wherever they stand; scalars beyond a vector have some of their own. */
	@Test
	void whatLiesBetweenEndsTheSharingOfScalars() {
		final ModelSpecification specification = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)), Variable
			.data("x"), Variable.data("y"), Variable.data("trace", 16), Variable.data("z"), Variable.data("other", 16)).withExchangeable("x",
				"y", "z").withExchangeable("trace", "other");
		final Tokens tokens = Tokens.of(specification, EdgeMasks.DENSE);
		assertEquals(List.of(List.of(0, 1, 1), List.of(0), List.of(0), List.of(0)), rows(tokens));
		assertEquals(List.of(0, 1, 2, 1), weights(tokens));
	}
}
