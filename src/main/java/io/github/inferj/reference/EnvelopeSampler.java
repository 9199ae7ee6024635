// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * Draws from a density of few dimensions that can be evaluated up to a factor. The boxes are divided
 * into cells; in each, the largest value at its corners and centre, with a margin, bounds the density.
 * The cell that wastes most is halved until six of ten proposals, uniform within a cell, would be
 * accepted. Where the density exceeds the bound all the same, a few Metropolis steps put the
 * excess right (Tierney 1994), so that no error of interpolation remains. What has to hold is that no
 * peak hides between the corners and centres of the first cells.
 */
final class EnvelopeSampler {

	private static final int MOST_CELLS = 20_000;
	private static final double ACCEPTANCE = 0.6;
	private static final double LARGEST_MARGIN = 0.5;
	private static final int METROPOLIS_STEPS = 3;

	/**
	 * A draw.
	 *
	 * @param piece index of the piece it lies in
	 * @param at its coordinates
	 */
	record Point(int piece, double[] at) {}

	private record Candidate(Point point, double excess) {}

	/**
	 * A box in which the density is taken to be below a bound.
	 *
	 * @param logMass logarithm of bound times volume
	 * @param logWaste logarithm of what of it is not below the density
	 * @param axis along which to halve the cell
	 */
	private record Cell(int piece, double[] lower, double[] upper, double logBound, double logMass, double logWaste,
		int axis)
	{}

	private final List<Piece> pieces;
	private final Cell[] cells;
	private final double[] cumulative;

	/**
	 * @throws ImpossibleConditionException if the density is zero wherever it was evaluated
	 */
	EnvelopeSampler(final Piece... pieces) {
		this.pieces = List.of(pieces);
		final PriorityQueue<Cell> queue = new PriorityQueue<>(Comparator.comparingDouble(cell -> -cell.logWaste));
		for (int i = 0; i < pieces.length; i++) divide(i, queue);
		final double reference = refine(queue);
		cells = queue.stream().filter(cell -> cell.logMass > Double.NEGATIVE_INFINITY).toArray(Cell[]::new);
		cumulative = new double[cells.length];
		double sum = 0;
		for (int i = 0; i < cells.length; i++) cumulative[i] = sum += Math.exp(cells[i].logMass - reference);
	}

	Point draw(final RandomGenerator rng) {
		Candidate current = candidate(rng);
		for (int i = 0; i < METROPOLIS_STEPS; i++) {
			final Candidate next = candidate(rng);
			if (next.excess >= current.excess || rng.nextDouble() * current.excess < next.excess) current = next;
		}
		return current.point;
	}

	private Candidate candidate(final RandomGenerator rng) {
		for (;;) {
			final int found = Arrays.binarySearch(cumulative, rng.nextDouble() * cumulative[cumulative.length - 1]);
			final Cell cell = cells[Math.min(cells.length - 1, found < 0 ? -found - 1 : found + 1)];
			final double[] at = new double[cell.lower.length];
			for (int d = 0; d < at.length; d++) at[d] = cell.lower[d] + (cell.upper[d] - cell.lower[d]) * rng.nextDouble();
			final double ratio = Math.exp(pieces.get(cell.piece).logDensity().applyAsDouble(at) - cell.logBound);
			if (rng.nextDouble() < ratio) return new Candidate(new Point(cell.piece, at), Math.max(1, ratio));
		}
	}

	private void divide(final int index, final PriorityQueue<Cell> queue) {
		final Piece piece = pieces.get(index);
		final int dimensions = piece.dimensions();
		int count = 1;
		for (final double[] axis : piece.edges()) count *= axis.length - 1;
		for (int i = 0; i < count; i++) {
			final double[] lower = new double[dimensions], upper = new double[dimensions];
			int rest = i;
			for (int d = 0; d < dimensions; d++) {
				final double[] axis = piece.edges()[d];
				lower[d] = axis[rest % (axis.length - 1)];
				upper[d] = axis[rest % (axis.length - 1) + 1];
				rest /= axis.length - 1;
			}
			queue.add(cell(index, lower, upper));
		}
	}

	/** @return a logarithm of the size of the cells' masses */
	private double refine(final PriorityQueue<Cell> queue) {
		for (;;) {
			final double reference = queue.stream().mapToDouble(Cell::logMass).max().orElseThrow();
			if (reference == Double.NEGATIVE_INFINITY) throw new ImpossibleConditionException();
			double mass = 0, waste = 0;
			for (final Cell cell : queue) {
				mass += Math.exp(cell.logMass - reference);
				waste += Math.exp(cell.logWaste - reference);
			}
			final int most = Math.min(MOST_CELLS, queue.size() + Math.max(16, queue.size() / 4));
			if (waste <= (1 - ACCEPTANCE) * mass || queue.size() >= MOST_CELLS) return reference;
			while (waste > (1 - ACCEPTANCE) * mass && queue.size() < most) {
				final Cell parent = queue.remove();
				mass -= Math.exp(parent.logMass - reference);
				waste -= Math.exp(parent.logWaste - reference);
				for (final Cell child : halves(parent)) {
					queue.add(child);
					mass += Math.exp(child.logMass - reference);
					waste += Math.exp(child.logWaste - reference);
				}
			}
		}
	}

	private List<Cell> halves(final Cell cell) {
		final double middle = (cell.lower[cell.axis] + cell.upper[cell.axis]) / 2;
		final double[] upper = cell.upper.clone(), lower = cell.lower.clone();
		upper[cell.axis] = middle;
		lower[cell.axis] = middle;
		return List.of(cell(cell.piece, cell.lower, upper), cell(cell.piece, lower, cell.upper));
	}

	private Cell cell(final int index, final double[] lower, final double[] upper) {
		final int dimensions = lower.length;
		final double[] values = new double[(1 << dimensions) + 1];
		final double[] at = new double[dimensions];
		double logVolume = 0, largest = Double.NEGATIVE_INFINITY, smallest = Double.POSITIVE_INFINITY;
		for (int i = 0; i < values.length; i++) {
			for (int d = 0; d < dimensions; d++) at[d] = i == values.length - 1 ? (lower[d] + upper[d]) / 2 //
				: (i >> d & 1) == 0 ? lower[d] : upper[d];
			values[i] = pieces.get(index).logDensity().applyAsDouble(at);
			largest = Math.max(largest, values[i]);
			smallest = Math.min(smallest, values[i]);
		}
		for (int d = 0; d < dimensions; d++) logVolume += Math.log(upper[d] - lower[d]);
		if (largest == Double.NEGATIVE_INFINITY) return new Cell(index, lower, upper, largest, largest, largest, 0);
		double mean = 0;
		for (int i = 0; i < values.length; i++) mean += (values[i] = Math.exp(values[i] - largest)) / values.length;
		final double margin = dimensions == 0 ? 0 : Math.min(LARGEST_MARGIN, 0.01 + (largest - smallest) / 4);
		final double logMass = largest + margin + logVolume;
		return new Cell(index, lower, upper, largest + margin, logMass, logMass + Math.log1p(-mean * Math.exp(-margin)),
			steepest(index, lower, upper, values));
	}

	/** @return the axis along which the corners differ most; among alike ones that of the longest edge */
	private int steepest(final int index, final double[] lower, final double[] upper, final double[] values) {
		final Piece piece = pieces.get(index);
		int steepest = 0;
		double most = -1;
		for (int d = 0; d < lower.length; d++) {
			double difference = (upper[d] - lower[d]) / piece.width(d);
			for (int i = 0; i < values.length - 1; i++) if ((i >> d & 1) == 0) difference += Math.abs(values[i] - values[i | 1 << d]);
			if (difference > most) {
				most = difference;
				steepest = d;
			}
		}
		return steepest;
	}
}
