// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static io.github.inferj.graph.ElementType.FLOAT;
import static io.github.inferj.graph.ElementType.INT64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that move elements without changing them. */
public final class Layout {

	private Layout() {}

	/** @return the same elements in another shape with as many elements */
	public static Value reshape(final Value a, final Shape shape) {
		if (a.shape().equals(shape)) return a;
		final Dim count = a.shape().product();
		if (count == null || !count.equals(shape.product())) throw new ShapeException("Reshape", a.shape() + " to " + shape
			+ ": the numbers of elements differ");
		final long[] sizes = new long[shape.rank()];
		for (int axis = 0; axis < sizes.length; axis++) sizes[axis] = shape.dim(axis).batch() ? -1 : shape.size(axis);
		return a.graph().add("Reshape", List.of(a, a.graph().constant(sizes)), Map.of(), a.type(), shape);
	}

	/** @return the axes in another order: axis i of the result is axis {@code order[i]} of a */
	public static Value transpose(final Value a, final int... order) {
		if (order.length != a.shape().rank()) throw new ShapeException("Transpose", a.shape() + " has " + a.shape().rank()
			+ " axes, the order names " + order.length);
		final List<Dim> dims = new ArrayList<>();
		final long[] axes = new long[order.length];
		for (int i = 0; i < order.length; i++) {
			dims.add(a.shape().dim(order[i]));
			axes[i] = order[i];
		}
		return a.graph().add("Transpose", List.of(a), Map.of("perm", axes), a.type(), new Shape(dims));
	}

	/** @return the values one after another along an axis */
	public static Value concatenate(final int axis, final List<Value> values) {
		final Shape first = values.get(0).shape();
		final int at = axis < 0 ? axis + first.rank() : axis;
		long size = 0;
		for (final Value value : values) {
			if (value.shape().rank() != first.rank() || !value.shape().with(at, Dim.ONE).equals(first.with(at, Dim.ONE)))
				throw new ShapeException("Concat", value.shape() + " and " + first + " differ outside axis " + at);
			size += value.shape().size(at);
		}
		return values.get(0).graph().add("Concat", values, Map.of("axis", (long) at), values.get(0).type(),
			first.with(at, Dim.of(size)));
	}

	/** @return consecutive pieces of the given sizes along an axis */
	public static List<Value> split(final Value a, final int axis, final long... sizes) {
		final int at = axis < 0 ? axis + a.shape().rank() : axis;
		long total = 0;
		final List<Shape> shapes = new ArrayList<>();
		for (final long size : sizes) {
			total += size;
			shapes.add(a.shape().with(at, Dim.of(size)));
		}
		if (total != a.shape().size(at)) throw new ShapeException("Split", "the pieces add up to " + total + ", axis " + at
			+ " of " + a.shape() + " does not");
		return a.graph().add("Split", List.of(a, a.graph().constant(sizes)), Map.of("axis", (long) at), a.type(), shapes);
	}

	/** @return what integer positions name along an axis of {@code a} */
	public static Value gather(final Value a, final int axis, final Value positions) {
		Elementwise.require("Gather", positions, INT64);
		final List<Dim> dims = new ArrayList<>(a.shape().dims().subList(0, axis));
		dims.addAll(positions.shape().dims());
		dims.addAll(a.shape().dims().subList(axis + 1, a.shape().rank()));
		return a.graph().add("Gather", List.of(a, positions), Map.of("axis", (long) axis), a.type(), new Shape(dims));
	}

	/** @return {@code a} repeated along its axes of extent 1 until it has the shape of {@code like} */
	public static Value expand(final Value a, final Value like) {
		if (a.shape().equals(like.shape())) return a;
		if (!like.shape().equals(a.shape().broadcast(like.shape()))) throw new ShapeException("Expand", a.shape()
			+ " does not broadcast to " + like.shape());
		final Value target = like.shape().isKnown() ? a.graph().constant(like.shape().sizes(1))
			: a.graph().add("Shape", List.of(like), Map.of(), INT64, Shape.of(like.shape().rank()));
		return a.graph().add("Expand", List.of(a, target), Map.of(), FLOAT, like.shape());
	}
}
