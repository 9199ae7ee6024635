// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static io.github.inferj.graph.ElementType.FLOAT;

import java.util.List;
import java.util.Map;

/**
 * Convolutions along one axis, as neural networks have them (cross-correlations).
 *
 * @param stride distance of neighbouring outputs, in elements of the input
 * @param dilation distance of neighbouring elements of the kernel, in elements of the input
 * @param before number of zeros in front of the input
 * @param after number of zeros behind it
 */
public record Convolution(int stride, int dilation, int before, int after) {

	public Convolution {
		if (stride < 1 || dilation < 1 || before < 0 || after < 0) throw new IllegalArgumentException("stride " + stride
			+ ", dilation " + dilation + ", padding " + before + " and " + after + ": the first two must be at least 1, the others 0");
	}

	/** @return the convolution of a node of a graph, {@code Conv} or {@code ConvTranspose} */
	public static Convolution of(final Operation operation) {
		final long[] pads = operation.integers("pads");
		return new Convolution((int) operation.integers("strides")[0], (int) operation.integers("dilations")[0], (int) pads[0],
			(int) pads[1]);
	}

	/**
	 * y[b, m, o] = sum over c and j of x[b, c, o stride + j dilation - before] w[m, c, j], where x is 0 outside.
	 *
	 * @param x (B, C, n)
	 * @param w (M, C, k)
	 * @return (B, M, o) with (o - 1) stride + (k - 1) dilation + 1 = n + before + after
	 * @throws ShapeException if no whole number o fits, so that some elements of the input would not count
	 */
	public Value apply(final Value x, final Value w) {
		require("Conv", x, w);
		if (!x.shape().dim(1).equals(w.shape().dim(1))) throw new ShapeException("Conv", x.shape() + " has " + x.shape().dim(1)
			+ " channels, the kernel " + w.shape() + " takes " + w.shape().dim(1));
		final long free = x.shape().size(2) + before + after - extent(w);
		if (free < 0 || free % stride != 0) throw new ShapeException("Conv", "a kernel of extent " + extent(w) + " and steps of "
			+ stride + " do not fit " + x.shape() + " with " + before + " + " + after + " zeros: change the zeros");
		return add("Conv", x, w, new Shape(List.of(x.shape().dim(0), w.shape().dim(0), Dim.of(free / stride + 1))));
	}

	/**
	 * The transposed map, from outputs of {@link #apply} to inputs: y[b, c, i] = sum over m, o and j with i = o
	 * stride + j dilation - before of x[b, m, o] w[m, c, j].
	 *
	 * @param x (B, M, o)
	 * @param w (M, C, k)
	 * @return (B, C, n) with n = (o - 1) stride + (k - 1) dilation + 1 - before - after
	 */
	public Value transposed(final Value x, final Value w) {
		require("ConvTranspose", x, w);
		if (!x.shape().dim(1).equals(w.shape().dim(0))) throw new ShapeException("ConvTranspose", x.shape() + " has " + x.shape()
			.dim(1) + " channels, the kernel " + w.shape() + " takes " + w.shape().dim(0));
		final long size = (x.shape().size(2) - 1) * stride + extent(w) - before - after;
		if (size < 1) throw new ShapeException("ConvTranspose", "nothing is left of " + x.shape() + " with a kernel of extent "
			+ extent(w) + " less " + before + " + " + after + " elements");
		return add("ConvTranspose", x, w, new Shape(List.of(x.shape().dim(0), w.shape().dim(1), Dim.of(size))));
	}

	/**
	 * The gradient of sum(g {@link #apply}(x, w)) with respect to w: a convolution of x with g, in which the
	 * samples are the channels, and stride and dilation change places.
	 *
	 * @param x (B, C, n)
	 * @param g (B, M, o), of the shape of the result
	 * @return (M, C, k)
	 */
	public Value kernelGradient(final Value x, final Value g) {
		final Convolution exchanged = new Convolution(dilation, stride, before, after);
		return Layout.transpose(exchanged.apply(Layout.transpose(x, 1, 0, 2), Layout.transpose(g, 1, 0, 2)), 1, 0, 2);
	}

	private long extent(final Value w) {
		return (w.shape().size(2) - 1) * dilation + 1;
	}

	private static void require(final String operator, final Value x, final Value w) {
		Elementwise.require(operator, x, FLOAT);
		Elementwise.require(operator, w, FLOAT);
		if (x.shape().rank() != 3 || w.shape().rank() != 3) throw new ShapeException(operator, x.shape() + " and " + w.shape()
			+ ": both need exactly three axes");
	}

	private Value add(final String operator, final Value x, final Value w, final Shape shape) {
		return x.graph().add(operator, List.of(x, w), Map.of("strides", new long[] { stride }, "dilations", new long[] {
			dilation }, "pads", new long[] { before, after }), FLOAT, shape);
	}
}
