// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A density on a box, up to a factor. A distribution may consist of several, one for each branch.
 *
 * @param edges for each axis the edges of the cells it is divided into to begin with, ascending: a peak must
 *          be seen at a corner or the centre of one; no axis for a single point
 * @param logDensity logarithm of the density, negative infinity where it is zero
 */
record Piece(double[][] edges, ToDoubleFunction<double[]> logDensity) {

	/** @return a density on an interval, divided into so many cells to begin with */
	static Piece on(final double lower, final double upper, final int cells, final DoubleUnaryOperator logDensity) {
		return new Piece(new double[][] { even(lower, upper, cells) }, x -> logDensity.applyAsDouble(x[0]));
	}

	/** @return the edges of cells of one width */
	static double[] even(final double lower, final double upper, final int cells) {
		final double[] edges = new double[cells + 1];
		for (int i = 0; i <= cells; i++) edges[i] = lower + (upper - lower) * i / cells;
		return edges;
	}

	int dimensions() {
		return edges.length;
	}

	double width(final int axis) {
		return edges[axis][edges[axis].length - 1] - edges[axis][0];
	}
}
