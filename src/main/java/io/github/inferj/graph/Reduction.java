// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static io.github.inferj.graph.ElementType.FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators that combine the elements along axes. */
public final class Reduction {

	private Reduction() {}

	/** @return the sum over axes (negative ones count from the end), which keep the extent 1 if asked */
	public static Value sum(final Value a, final boolean keepAxes, final int... axes) {
		return reduce("ReduceSum", a, keepAxes, axes);
	}

	/** @return the mean over axes (negative ones count from the end), which keep the extent 1 if asked */
	public static Value mean(final Value a, final boolean keepAxes, final int... axes) {
		return reduce("ReduceMean", a, keepAxes, axes);
	}

	/** @return the sum of all elements, a scalar */
	public static Value sum(final Value a) {
		return sum(a, false, allAxes(a));
	}

	/** @return the mean of all elements, a scalar */
	public static Value mean(final Value a) {
		return mean(a, false, allAxes(a));
	}

	/** @return e^a divided by its sum along the last axis */
	public static Value softmax(final Value a) {
		Elementwise.require("Softmax", a, FLOAT);
		return a.graph().add("Softmax", List.of(a), Map.of("axis", -1L), FLOAT, a.shape());
	}

	/**
	 * Layer normalisation over the last axis (Ba et al. 2016): (a - mean) / sqrt(variance + epsilon) x
	 * scale + shift.
	 *
	 * @param a (..., n)
	 * @param scale (n)
	 * @param shift (n)
	 * @return like {@code a}
	 */
	public static Value layerNormalization(final Value a, final Value scale, final Value shift, final float epsilon) {
		final Shape width = new Shape(List.of(a.shape().dim(-1)));
		if (!scale.shape().equals(width) || !shift.shape().equals(width)) throw new ShapeException("LayerNormalization",
			"scale " + scale.shape() + " and shift " + shift.shape() + " must have the shape " + width);
		final Shape reduced = a.shape().with(-1, Dim.ONE);
		return a.graph().add("LayerNormalization", List.of(a, scale, shift), Map.of("axis", -1L, "epsilon", epsilon), FLOAT,
			List.of(a.shape(), reduced, reduced)).get(0);
	}

	private static Value reduce(final String operator, final Value a, final boolean keepAxes, final int... axes) {
		Elementwise.require(operator, a, FLOAT);
		final int rank = a.shape().rank();
		final long[] sorted = Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).sorted().asLongStream().toArray();
		final List<Dim> dims = new ArrayList<>();
		for (int axis = 0; axis < rank; axis++) {
			final boolean reduced = Arrays.binarySearch(sorted, axis) >= 0;
			if (!reduced) dims.add(a.shape().dim(axis));
			else if (keepAxes) dims.add(Dim.ONE);
		}
		for (final long axis : sorted) if (axis < 0 || axis >= rank)
			throw new ShapeException(operator, a.shape() + " has no axis " + axis);
		return a.graph().add(operator, List.of(a, a.graph().constant(sorted)), Map.of("keepdims", keepAxes ? 1L : 0L), FLOAT,
			new Shape(dims));
	}

	private static int[] allAxes(final Value a) {
		final int[] axes = new int[a.shape().rank()];
		Arrays.setAll(axes, i -> i);
		return axes;
	}
}
