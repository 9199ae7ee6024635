// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static io.github.inferj.graph.ElementType.FLOAT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Matrix products. */
public final class LinearAlgebra {

	private LinearAlgebra() {}

	/**
	 * The product of the matrices in the last two axes; leading axes broadcast.
	 *
	 * @param a (..., m, k)
	 * @param b (..., k, n)
	 * @return (..., m, n)
	 */
	public static Value matMul(final Value a, final Value b) {
		Elementwise.require("MatMul", a, FLOAT);
		Elementwise.require("MatMul", b, FLOAT);
		final Shape left = a.shape();
		final Shape right = b.shape();
		if (left.rank() < 2 || right.rank() < 2) throw new ShapeException("MatMul", left + " x " + right
			+ ": both need at least two axes");
		if (!left.dim(-1).equals(right.dim(-2))) throw new ShapeException("MatMul", left + " x " + right
			+ ": the inner extents " + left.dim(-1) + " and " + right.dim(-2) + " differ");
		final Shape leading = new Shape(left.dims().subList(0, left.rank() - 2))
			.broadcast(new Shape(right.dims().subList(0, right.rank() - 2)));
		if (leading == null) throw new ShapeException("MatMul", left + " x " + right + ": the leading extents do not broadcast");
		final List<Dim> dims = new ArrayList<>(leading.dims());
		dims.add(left.dim(-2));
		dims.add(right.dim(-1));
		return a.graph().add("MatMul", List.of(a, b), Map.of(), FLOAT, new Shape(dims));
	}

	/**
	 * The matrix whose product with another one picks rows of it.
	 *
	 * @param wanted their numbers
	 * @param count how many there are, n
	 * @return (wanted, n): a 1 in each row
	 */
	public static Value selection(final Graph graph, final int[] wanted, final int count) {
		final float[] ones = new float[wanted.length * count];
		for (int i = 0; i < wanted.length; i++) ones[i * count + wanted[i]] = 1;
		return graph.constant(ones, Shape.of(wanted.length, count));
	}

	/**
	 * A dense layer on rows.
	 *
	 * @param a (m, k)
	 * @param b (k, n)
	 * @param c (n) or (m, n)
	 * @return a b + c, (m, n)
	 */
	public static Value gemm(final Value a, final Value b, final Value c) {
		return gemm(a, b, c, false, false);
	}

	/**
	 * A matrix product of optionally transposed operands, without a bias.
	 *
	 * @return op(a) op(b), (m, n)
	 */
	public static Value gemm(final Value a, final Value b, final boolean transposeA, final boolean transposeB) {
		return gemm(a, b, null, transposeA, transposeB);
	}

	private static Value gemm(final Value a, final Value b, final Value c, final boolean transposeA,
		final boolean transposeB)
	{
		final Shape left = a.shape();
		final Shape right = b.shape();
		if (left.rank() != 2 || right.rank() != 2) throw new ShapeException("Gemm", left + " x " + right
			+ ": both need exactly two axes");
		final Dim inner = left.dim(transposeA ? 0 : 1);
		final Dim other = right.dim(transposeB ? 1 : 0);
		if (!inner.equals(other)) throw new ShapeException("Gemm", left + " x " + right + ": the inner extents " + inner
			+ " and " + other + " differ");
		final Shape shape = new Shape(List.of(left.dim(transposeA ? 1 : 0), right.dim(transposeB ? 0 : 1)));
		if (c != null && !shape.equals(shape.broadcast(c.shape()))) throw new ShapeException("Gemm", "a bias of shape "
			+ c.shape() + " does not broadcast to " + shape);
		final Map<String, Object> attributes = Map.of("transA", transposeA ? 1L : 0L, "transB", transposeB ? 1L : 0L);
		return a.graph().add("Gemm", c == null ? List.of(a, b) : List.of(a, b, c), attributes, FLOAT, shape);
	}
}
