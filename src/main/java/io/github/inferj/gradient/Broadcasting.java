// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.gradient;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/** The one place where broadcasting is undone: the gradient of a repeated element is a sum. */
final class Broadcasting {

	private Broadcasting() {}

	/**
	 * Sums a gradient over the axes along which an operand of the given shape was repeated. Axes along which the gradient itself
	 * has extent 1, because all its entries would be the same, keep it. Column sums
	 * of a matrix are written as a product with a row of ones, which ONNX Runtime does several times
	 * faster than a reduction over the first axis.
	 */
	static Value sumTo(final Value gradient, final Shape operand) {
		final Shape from = gradient.shape();
		if (from.equals(operand)) return gradient;
		final int extra = from.rank() - operand.rank();
		final int[] axes = IntStream.range(0, from.rank()).filter(axis -> axis < extra
			|| operand.dim(axis - extra).isOne() && !from.dim(axis).isOne()).toArray();
		if (extra == 0 && axes.length == 0) return gradient;
		Shape shape = operand;
		for (int axis = extra; axis < from.rank(); axis++) if (from.dim(axis).isOne()) shape = shape.with(axis - extra, Dim.ONE);
		final int leading = axes.length;
		if (leading > 0 && axes[leading - 1] == leading - 1 && from.isKnown()) {
			final long rows = IntStream.range(0, leading).mapToLong(from::size).reduce(1, (a, b) -> a * b);
			final long columns = from.count(1) / rows;
			return Layout.reshape(columnSums(Layout.reshape(gradient, Shape.of(rows, columns)), rows), shape);
		}
		return Layout.reshape(Reduction.sum(gradient, true, axes), shape);
	}

	private static Value columnSums(final Value matrix, final long rows) {
		final float[] ones = new float[Math.toIntExact(rows)];
		Arrays.fill(ones, 1);
		return LinearAlgebra.gemm(matrix.graph().constant(ones, Shape.of(1, rows)), matrix, false, false);
	}
}
