// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws the directions t_i of links of lengths l_i that together reach a target: both coordinates of
 * sum l_i (sin t_i, cos t_i), or one of them, are fixed. By the co-area formula the density on the
 * curve or surface of solutions is that of the directions divided by the root of the Gram determinant of
 * the target's derivative. In the chart in which m of the directions are solved for, that is the density divided by
 * the determinant of the derivative with respect to those m. Each solution is left to the chart where that determinant is
 * largest, so that no chart meets a singularity.
 */
final class DirectionSampler {

	private static final int[] FIRST_CELLS = { 1, 128, 40 };
	private static final double ROUNDING = 1e-9;
	private static final double SMALLEST_DETERMINANT = 1e-12;
	private static final int[] SIGNS = { 1, -1 };

	/**
	 * A way to split the links.
	 *
	 * @param solved those whose directions follow from the others'
	 * @param free the others
	 */
	private record Chart(int[] solved, int[] free) {

		static Chart of(final int links, final int... solved) {
			return new Chart(solved, IntStream.range(0, links).filter(i -> IntStream.of(solved).noneMatch(j -> i == j)).toArray());
		}
	}

	private final ReducedArm arm;
	private final ToDoubleFunction<double[]> logDensity;
	private final boolean both;
	private final double heading;
	private final double distance;
	private final List<Chart> charts;
	private final EnvelopeSampler density;

	/**
	 * @param across sum of l_i sin t_i, or NaN if free
	 * @param along sum of l_i cos t_i, or NaN if free; not both are
	 * @param logDensity of the directions before the target is fixed, up to a constant
	 * @throws ImpossibleConditionException if the links do not reach the target
	 */
	DirectionSampler(final ReducedArm arm, final double across, final double along,
		final ToDoubleFunction<double[]> logDensity)
	{
		this.arm = arm;
		this.logDensity = logDensity;
		both = !Double.isNaN(across) && !Double.isNaN(along);
		heading = both ? Math.atan2(across, along) : Double.isNaN(across) ? 0 : Math.PI / 2;
		distance = both ? Math.hypot(across, along) : Double.isNaN(across) ? along : across;
		charts = charts(arm.links());
		density = new EnvelopeSampler(pieces());
	}

	double[] draw(final RandomGenerator rng) {
		final EnvelopeSampler.Point point = density.draw(rng);
		return solve(charts.get(point.piece() / 2), SIGNS[point.piece() % 2], point.at());
	}

	/** @return all ways to solve for as many links as coordinates are fixed, or for the only one */
	private List<Chart> charts(final int links) {
		final List<Chart> result = new ArrayList<>();
		for (int i = 0; i < links; i++) {
			if (!both || links == 1) result.add(Chart.of(links, i));
			else for (int j = i + 1; j < links; j++) result.add(Chart.of(links, i, j));
		}
		return result;
	}

	private Piece[] pieces() {
		final List<Piece> pieces = new ArrayList<>();
		for (final Chart chart : charts) for (final int sign : SIGNS) {
			final int[] free = chart.free;
			final double[][] edges = new double[free.length][];
			for (int d = 0; d < free.length; d++) {
				final double reach = arccosine((distance - lengthWithout(free[d])) / arm.length(free[d]));
				edges[d] = Piece.even(heading - reach, heading + reach, FIRST_CELLS[free.length]);
			}
			pieces.add(new Piece(edges, at -> logDensity(chart, solve(chart, sign, at))));
		}
		return pieces.toArray(Piece[]::new);
	}

	private double lengthWithout(final int link) {
		return IntStream.range(0, arm.links()).filter(i -> i != link).mapToDouble(arm::length).sum();
	}

	private static double arccosine(final double cosine) {
		return Math.acos(Math.min(1, Math.max(-1, cosine)));
	}

	private double logDensity(final Chart chart, final double[] directions) {
		if (directions == null) return Double.NEGATIVE_INFINITY;
		final double determinant = determinant(chart.solved, directions);
		for (final Chart other : charts) if (determinant(other.solved, directions) > determinant) return Double.NEGATIVE_INFINITY;
		return logDensity.applyAsDouble(directions) - Math.log(Math.max(SMALLEST_DETERMINANT, determinant));
	}

	private double determinant(final int[] solved, final double[] t) {
		final int i = solved[0];
		if (!both) return arm.length(i) * Math.abs(Math.sin(t[i] - heading));
		return solved.length == 1 ? 1 : arm.length(i) * arm.length(solved[1]) * Math.abs(Math.sin(t[i] - t[solved[1]]));
	}

	/** @return all directions, the second of two solutions for sign -1; null if there is none */
	private double[] solve(final Chart chart, final int sign, final double[] at) {
		final double[] directions = new double[arm.links()];
		final int[] free = chart.free;
		double across = distance * Math.sin(heading), along = distance * Math.cos(heading);
		double projected = distance;
		for (int d = 0; d < free.length; d++) {
			final double length = arm.length(free[d]);
			directions[free[d]] = at[d];
			across -= length * Math.sin(at[d]);
			along -= length * Math.cos(at[d]);
			projected -= length * Math.cos(at[d] - heading);
		}
		final boolean solves = both ? reach(chart.solved, sign, across, along, directions) //
			: project(chart.solved[0], sign, projected, directions);
		return solves ? directions : null;
	}

	private boolean project(final int link, final int sign, final double rest, final double[] directions) {
		final double cosine = rest / arm.length(link);
		directions[link] = heading + sign * arccosine(cosine);
		return Math.abs(cosine) <= 1 + ROUNDING;
	}

	/** Two links and the line to what they have to reach make a triangle. */
	private boolean reach(final int[] solved, final int sign, final double across, final double along,
		final double[] directions)
	{
		final int i = solved[0];
		directions[i] = Math.atan2(across, along);
		if (solved.length == 1) return sign > 0;
		final int j = solved[1];
		final double side = arm.length(i), rest = Math.hypot(across, along);
		final double cosine = (rest * rest + side * side - arm.length(j) * arm.length(j)) / (2 * rest * side);
		directions[i] += sign * arccosine(cosine);
		directions[j] = Math.atan2(across - side * Math.sin(directions[i]), along - side * Math.cos(directions[i]));
		return Math.abs(cosine) <= 1 + ROUNDING;
	}
}
