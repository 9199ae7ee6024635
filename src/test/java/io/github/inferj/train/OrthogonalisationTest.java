// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

class OrthogonalisationTest {

	private static final int SIDE = 16;

	private final WeightLayout layout = WeightLayout.of((graph, weights) -> {
		weights.normal("vector", 1, 7);
		weights.scope("wide").normal("matrix", 1, SIDE, 3 * SIDE);
		weights.scope("uneven").normal("matrix", 1, 10, SIDE);
		weights.scope("tall").normal("matrix", 1, 2 * SIDE, SIDE);
		weights.normal("table", 1, SIDE, SIDE);
		weights.scope("square").normal("matrix", 1, SIDE, SIDE);
	});

	private float[] replace(final float[] step, final float[] momentum) {
		final Graph graph = new Graph();
		final Shape shape = Shape.of(layout.count());
		final Value result = Orthogonalisation.replace(layout, graph.input("step", ElementType.FLOAT, shape), graph.input(
			"momentum", ElementType.FLOAT, shape));
		graph.output("result", result);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
			Tensor a = new Tensor(layout.count());
			Tensor b = new Tensor(layout.count());
			Tensor out = new Tensor(layout.count()))
		{
			a.data().put(0, step);
			b.data().put(0, momentum);
			session.run(new Session.Bindings(Map.of("step", a, "momentum", b), Map.of("result", out)));
			return out.toArray();
		}
	}

	private float[] normal(final int seed) {
		final Random rng = new Random(seed);
		final float[] vector = new float[layout.count()];
		for (int i = 0; i < vector.length; i++) vector[i] = (float) rng.nextGaussian();
		return vector;
	}

	private WeightLayout.Entry entry(final String name) {
		return layout.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
	}

	private static float[] cut(final float[] vector, final WeightLayout.Entry entry) {
		return Arrays.copyOfRange(vector, entry.offset(), entry.offset() + entry.count());
	}

	private static double[][] square(final float[] vector, final WeightLayout.Entry entry, final int index) {
		final boolean wide = entry.shape().size(1) > entry.shape().size(0);
		final double[][] square = new double[SIDE][SIDE];
		for (int r = 0; r < SIDE; r++) for (int c = 0; c < SIDE; c++) square[r][c] = vector[entry.offset() + (wide ? r * (int) entry
			.shape().size(1) + index * SIDE + c : (index * SIDE + r) * SIDE + c)];
		return square;
	}

	@Test
	void leavesTheStepOfWhatIsNoMatrixOfSquares() {
		final float[] step = normal(1);
		final float[] result = replace(step, normal(2));
		for (final String name : new String[] { "vector", "uneven.matrix", "table" })
			assertArrayEquals(cut(step, entry(name)), cut(result, entry(name)), name);
	}

	/** M^T O is symmetric if and only if both have the same singular vectors; a random M has singular values of all sizes. */
	@Test
	void keepsSingularVectorsAndEvensSingularValues() {
		final float[] momentum = normal(3);
		final float[] result = replace(normal(4), momentum);
		for (final String name : new String[] { "wide.matrix", "tall.matrix", "square.matrix" }) {
			final WeightLayout.Entry entry = entry(name);
			for (int k = 0; k < entry.count() / (SIDE * SIDE); k++) {
				final double[][] m = square(momentum, entry, k);
				final double[][] o = square(result, entry, k);
				double squares = 0;
				double trace = 0;
				for (int i = 0; i < SIDE; i++) for (int j = 0; j < SIDE; j++) {
					squares += o[i][j] * o[i][j];
					double ij = 0;
					double ji = 0;
					for (int r = 0; r < SIDE; r++) {
						ij += m[r][i] * o[r][j];
						ji += m[r][j] * o[r][i];
					}
					assertEquals(ij, ji, 1e-3, name + " square " + k);
					if (i == j) trace += ij;
				}
				assertEquals(Orthogonalisation.STEP, Math.sqrt(squares) / SIDE, 0.2 * Orthogonalisation.STEP, name + " square " + k);
				assertTrue(trace > 0, name + " goes downhill");
			}
		}
	}

	@Test
	void doesNotDependOnTheSizeOfTheMomentum() {
		final float[] momentum = normal(5);
		final float[] small = momentum.clone();
		for (int i = 0; i < small.length; i++) small[i] *= 1e-3f;
		final float[] step = normal(6);
		assertArrayEquals(replace(step, momentum), replace(step, small), 2e-3f);
	}
}
