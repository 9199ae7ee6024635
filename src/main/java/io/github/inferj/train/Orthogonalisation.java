// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.WeightLayout;

/**
 * Muon (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks"): the step of a
 * matrix is the nearest (semi-)orthogonal matrix to its momentum, so that every direction moves alike,
 * the rare ones too. Each matrix of a linear layer is cut into squares along its longer side, so the
 * projections of queries, keys and values are orthogonalised each by itself, and all squares of a
 * size go through a few Newton-Schulz iterations together. The elements of a step have the root mean
 * square {@link #STEP}. Matrices that cannot be cut so, and all vectors, keep the other step.
 */
final class Orthogonalisation {

	/** Coefficients of the quintic Newton-Schulz iteration a X + b (X X^T) X + c (X X^T)^2 X, from the same source. */
	private static final double[] QUINTIC = { 3.4445, -4.7750, 2.0315 };
	private static final int ITERATIONS = 5;
	/** Root mean square of the elements of a step, before the learning rate. */
	static final double STEP = 0.8;
	private static final int LEAST_SIDE = 8;

	private Orthogonalisation() {}

	/**
	 * @param layout what the vectors consist of
	 * @param step the step of all weights, a flat vector
	 * @param momentum of all weights, a flat vector
	 * @return the step with the matrices replaced
	 */
	static Value replace(final WeightLayout layout, final Value step, final Value momentum) {
		final List<WeightLayout.Entry> entries = layout.entries();
		final long[] sizes = entries.stream().mapToLong(WeightLayout.Entry::count).toArray();
		final List<Value> momenta = Layout.split(momentum, 0, sizes);
		final List<Value> steps = new ArrayList<>(Layout.split(step, 0, sizes));
		final Map<Long, List<Integer>> bySide = new TreeMap<>();
		for (int e = 0; e < entries.size(); e++) if (isCut(entries.get(e))) bySide.computeIfAbsent(side(entries.get(e)),
			side -> new ArrayList<>()).add(e);
		bySide.forEach((side, members) -> {
			final List<Value> squares = members.stream().map(e -> squares(entries.get(e), momenta.get(e))).toList();
			final List<Value> orthogonal = Layout.split(orthogonal(Layout.concatenate(0, squares)), 0, squares.stream().mapToLong(
				s -> s.shape().size(0)).toArray());
			for (int k = 0; k < members.size(); k++) steps.set(members.get(k), flat(entries.get(members.get(k)), orthogonal.get(k)));
		});
		return Layout.concatenate(0, steps);
	}

	private static boolean isCut(final WeightLayout.Entry entry) {
		return entry.isMatrix() && side(entry) >= LEAST_SIDE && entry.count() % (side(entry) * side(entry)) == 0;
	}

	private static long side(final WeightLayout.Entry entry) {
		return Math.min(entry.shape().size(0), entry.shape().size(1));
	}

	private static boolean isWide(final WeightLayout.Entry entry) {
		return entry.shape().size(1) > entry.shape().size(0);
	}

	/** @return (count, side, side) */
	private static Value squares(final WeightLayout.Entry entry, final Value flat) {
		final long side = side(entry);
		final long count = entry.count() / (side * side);
		return isWide(entry) ? Layout.transpose(Layout.reshape(flat, Shape.of(side, count, side)), 1, 0, 2) : Layout.reshape(flat,
			Shape.of(count, side, side));
	}

	private static Value flat(final WeightLayout.Entry entry, final Value squares) {
		return Layout.reshape(isWide(entry) ? Layout.transpose(squares, 1, 0, 2) : squares, Shape.of(entry.count()));
	}

	private static Value orthogonal(final Value squares) {
		Value x = divide(squares, add(size(squares), 1e-7));
		for (int i = 0; i < ITERATIONS; i++) {
			final Value gram = LinearAlgebra.matMul(x, Layout.transpose(x, 0, 2, 1));
			final Value quartic = add(multiply(gram, QUINTIC[1]), multiply(LinearAlgebra.matMul(gram, gram), QUINTIC[2]));
			x = add(multiply(x, QUINTIC[0]), LinearAlgebra.matMul(quartic, x));
		}
		return multiply(x, STEP * Math.sqrt(squares.shape().size(2)));
	}

	/** @return (count, 1, 1), the Frobenius norm of each square; ONNX Runtime sums over one axis far faster than over two */
	private static Value size(final Value squares) {
		final long count = squares.shape().size(0);
		final Value rows = Layout.reshape(squares, Shape.of(count, squares.shape().size(1) * squares.shape().size(2)));
		return Layout.reshape(sqrt(Reduction.sum(square(rows), true, -1)), Shape.of(count, 1, 1));
	}
}
