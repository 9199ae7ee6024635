// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class JointNetworkTest {

	private static final Tokens MIXED = new Tokens(List.of(1, 1, 3, 1));
	private static final int COLUMNS = 6;

	private static float[] run(final float[] values, final float[] observed) {
		final JointNetwork network = new JointNetwork(new Architecture(2, 8, 2, 2), MIXED);
		final WeightLayout layout = network.layout();
		final Graph graph = new Graph();
		graph.output("f", network.apply(graph.input("x", ElementType.FLOAT, Shape.batch(COLUMNS)), graph.input("m",
			ElementType.FLOAT, Shape.batch(COLUMNS)), List.of(), Optional.empty(), Optional.empty(), graph.input("n", ElementType.FLOAT, Shape.batch(1)), Optional
				.empty(), layout
				.constants(graph, layout.initialise(new SeededRandom(1, 1)))));
		final int batch = values.length / COLUMNS;
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor result = new Tensor(batch, COLUMNS))
		{
			session.run(Map.of("x", Tensor.of(values, batch, COLUMNS), "m", Tensor.of(observed, batch, COLUMNS), "n", new Tensor(
				batch, 1)), Map.of("f", result));
			return result.toArray();
		}
	}

	@Test
	void longVectorsShareATokenUnlessEdgeMasksNeedTheirComponents() {
		final ModelSpecification specification = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1), 2),
			Variable.data("trace", 20), Variable.data("count"));
		assertEquals(List.of(1, 1, 20, 1), Tokens.of(specification, EdgeMasks.DENSE).sizes());
		assertEquals(23, Tokens.of(specification, EdgeMasks.UNDIRECTED).count());
		assertEquals(23, Tokens.of(specification, EdgeMasks.DENSE).columns());
	}

	@Test
	void everyResultDependsOnEveryValueAndConditionState() {
		final float[] values = { 0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f };
		final float[] observed = { 0, 1, 0, 1, 0, 0 };
		final float[] base = run(values, observed);
		for (int c = 0; c < COLUMNS; c++) {
			final float[] moved = values.clone();
			moved[c] += 0.5f;
			final float[] flipped = observed.clone();
			flipped[c] = 1 - flipped[c];
			final float[] afterMove = run(moved, observed);
			final float[] afterFlip = run(values, flipped);
			for (int k = 0; k < COLUMNS; k++) {
				assertNotEquals(base[k], afterMove[k], "result " + k + " ignores value " + c);
				assertNotEquals(base[k], afterFlip[k], "result " + k + " ignores condition state " + c);
			}
		}
	}

	@Test
	void samplesOfABatchDoNotMix() {
		final float[] one = { 0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f };
		final float[] two = { 0.1f, -0.2f, 0.3f, 0.4f, -0.5f, 0.6f, 9, 9, 9, 9, 9, 9 };
		final float[] alone = run(one, new float[COLUMNS]);
		final float[] together = run(two, new float[2 * COLUMNS]);
		for (int k = 0; k < COLUMNS; k++) assertEquals(alone[k], together[k], 1e-5);
		assertTrue(Float.isFinite(together[COLUMNS]));
	}
}
