// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.inferj.simulate.task.TwoMoons;

/**
 * Conditionals of {@link TwoMoons}. With s = (theta_1 + theta_2) / sqrt 2 and
 * d = (theta_2 - theta_1) / sqrt 2, the data are x = (u + 0.25 - |s|, v + d), where (u, v) = r (cos a, sin a).
 * <p>
 * Where a latent theta can make up for each given x, s and d follow from (u, v): the volume changes by
 * a constant factor, so that (a, r) and the sign of s are drawn from their priors and kept if theta lies in
 * its own. A single latent column is drawn from its density, which is that of (u, v),
 * N(r; 0.1, sd 0.01) / (pi |r|), r negative where u is.
 */
final class TwoMoonsReference extends TaskReference {

	private static final Normal RADIUS = new Normal(0.1, 0.01);
	private static final double SHIFT = 0.25, REACH = 0.2;
	private static final double ROOT = Math.sqrt(2);
	private static final double SMALLEST_RADIUS = 1e-9;

	TwoMoonsReference() {
		super(new TwoMoons());
	}

	@Override
	double logDensity(final double[] row) {
		final double logPrior = logPrior(row);
		if (logPrior == Double.NEGATIVE_INFINITY) return logPrior;
		final double u = row[2] - SHIFT + Math.abs(row[0] + row[1]) / ROOT;
		final double v = row[3] - (row[1] - row[0]) / ROOT;
		final double radius = Math.max(SMALLEST_RADIUS, Math.hypot(u, v));
		return logPrior + RADIUS.logDensity(u < 0 ? -radius : radius) - Math.log(Math.PI * radius);
	}

	@Override
	RowSampler conditional(final double[] given) {
		final int[] latent = IntStream.range(0, given.length).filter(i -> Double.isNaN(given[i])).toArray();
		if (Double.isNaN(given[2]) && Double.isNaN(given[3])) return this::simulateForwards;
		if (latent.length == 1) return single(given, latent[0]);
		return (row, rng) -> Rejection.untilAccepted(() -> invert(given, row, rng));
	}

	private void simulateForwards(final double[] row, final RandomGenerator rng) {
		for (int i = 0; i < 2; i++) if (Double.isNaN(row[i])) row[i] = uniform(1, rng);
		simulateLatentData(row, rng);
	}

	private RowSampler single(final double[] given, final int column) {
		final double lower = switch (column) {
			case 2 -> SHIFT - Math.abs(given[0] + given[1]) / ROOT - REACH;
			case 3 -> (given[1] - given[0]) / ROOT - REACH;
			default -> -1;
		};
		final double[] row = given.clone();
		final EnvelopeSampler density = new EnvelopeSampler(Piece.on(lower, column < 2 ? 1 : lower + 2 * REACH, 256, value -> {
			row[column] = value;
			return logDensity(row);
		}));
		return (completed, rng) -> completed[column] = density.draw(rng).at()[0];
	}

	private boolean invert(final double[] given, final double[] row, final RandomGenerator rng) {
		final double angle = Math.PI * (rng.nextDouble() - 0.5), radius = RADIUS.draw(rng);
		final double u = radius * Math.cos(angle), v = radius * Math.sin(angle);
		final double size = Double.isNaN(given[2]) ? Math.abs(uniform(ROOT, rng)) : u + SHIFT - given[2];
		final double s = rng.nextBoolean() ? size : -size;
		final double d = Double.isNaN(given[3]) ? uniform(ROOT, rng) : given[3] - v;
		row[0] = theta(given[0], (s - d) / ROOT, Double.isNaN(given[2]) ? given[1] - ROOT * d : ROOT * s - given[1]);
		row[1] = theta(given[1], (s + d) / ROOT, Double.isNaN(given[2]) ? given[0] + ROOT * d : ROOT * s - given[0]);
		row[2] = u + SHIFT - Math.abs(row[0] + row[1]) / ROOT;
		row[3] = v + (row[1] - row[0]) / ROOT;
		for (int i = 2; i < 4; i++) if (!Double.isNaN(given[i])) row[i] = given[i];
		return size >= 0 && Math.abs(row[0]) <= 1 && Math.abs(row[1]) <= 1;
	}

	/** @return the given value; else what follows from the other parameter if that is given; else what follows from s and d */
	private static double theta(final double given, final double fromBoth, final double fromOther) {
		return !Double.isNaN(given) ? given : Double.isNaN(fromOther) ? fromBoth : fromOther;
	}

	private static double uniform(final double edge, final RandomGenerator rng) {
		return edge * (2 * rng.nextDouble() - 1);
	}
}
