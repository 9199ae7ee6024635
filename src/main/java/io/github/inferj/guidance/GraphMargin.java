// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.inferj.constraint.Constraint;
import io.github.inferj.gradient.Gradients;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

/**
 * The margin of a {@link Constraint} as a function of standardised variables: the map to their own
 * units, the expression and its gradient are one graph. Close it to free ONNX Runtime's session.
 */
public final class GraphMargin implements Margin, AutoCloseable {

	/** The map from the network's units to a variable's own, as graph nodes. */
	@FunctionalInterface
	public interface OwnUnits {

		/**
		 * @param column the column of the model
		 * @param standardised its values in the network's units
		 * @return the values in its own units, of the same shape
		 */
		Value of(int column, Value standardised);
	}

	private static final String X = "x";
	private static final String MARGIN = "margin";
	private static final String GRADIENT = "gradient";

	private final Session session;

	/**
	 * @param constraint what should hold
	 * @param units between the network's units and the constraint's
	 * @param columns the column of the model that each variable is, ascending; all those of the constraint are
	 *          among them
	 */
	public GraphMargin(final Constraint constraint, final OwnUnits units, final int... columns) {
		final Graph graph = new Graph();
		final Value x = graph.input(X, ElementType.FLOAT, Shape.batch(columns.length));
		final long[] ones = new long[columns.length];
		Arrays.fill(ones, 1);
		final List<Value> values = Layout.split(x, 1, ones);
		final Value margin = constraint.margin(graph, column -> units.of(column, values.get(Arrays.binarySearch(columns,
			column))));
		graph.output(MARGIN, margin);
		graph.output(GRADIENT, Gradients.of(Reduction.sum(margin), List.of(x)).get(0));
		session = new Session(OnnxWriter.write(graph, "InferJ constraint", Map.of()).toByteArray(), 1);
	}

	@Override
	public void evaluate(final FloatBuffer x, final float[] margins, final float[] gradients) {
		final int variables = x.capacity() / margins.length;
		try (Tensor input = new Tensor(margins.length, variables);
				Tensor margin = new Tensor(margins.length, 1);
				Tensor gradient = new Tensor(margins.length, variables))
		{
			input.data().put(0, x, 0, x.capacity());
			session.run(Map.of(X, input), Map.of(MARGIN, margin, GRADIENT, gradient));
			margin.data().get(0, margins);
			gradient.data().get(0, gradients);
		}
	}

	@Override
	public void close() {
		session.close();
	}
}
