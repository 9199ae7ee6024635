// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * units, the expression and its gradient are one graph. Not safe for use from several threads. Close it to free ONNX Runtime's
 * session and tensors.
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
	private Optional<Buffers> buffers = Optional.empty();

	/** The graph's input and outputs for so many samples, kept as long as their number stays the same. */
	private record Buffers(Tensor x, Tensor margin, Tensor gradient) implements AutoCloseable {

		static Buffers of(final int samples, final int variables) {
			return new Buffers(new Tensor(samples, variables), new Tensor(samples, 1), new Tensor(samples, variables));
		}

		@Override
		public void close() {
			x.close();
			margin.close();
			gradient.close();
		}
	}

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
		if (buffers.isEmpty() || buffers.get().x().count() != x.capacity()) {
			buffers.ifPresent(Buffers::close);
			buffers = Optional.of(Buffers.of(margins.length, x.capacity() / margins.length));
		}
		final Buffers at = buffers.get();
		at.x().data().put(0, x, 0, x.capacity());
		session.run(Map.of(X, at.x()), Map.of(MARGIN, at.margin(), GRADIENT, at.gradient()));
		at.margin().data().get(0, margins);
		at.gradient().data().get(0, gradients);
	}

	@Override
	public void close() {
		buffers.ifPresent(Buffers::close);
		session.close();
	}
}
