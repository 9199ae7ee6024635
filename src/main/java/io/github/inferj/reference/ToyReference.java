// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

import io.github.inferj.simulate.task.Toy;

/**
 * Conditionals of {@link Toy}, one column at a time. A latent x_1 beside a given x_2 is drawn as the
 * logarithm of its size, on which scale its density has no pole at 0; with theta latent
 * as well, theta is first integrated out by the trapezoidal rule, whose error vanishes faster than any power
 * of the step for such peaks.
 */
final class ToyReference extends TaskReference {

	private static final Normal PRIOR = new Normal(0, 3);
	private static final double REACH = 9;
	private static final double LARGEST = Math.log(7), SMALLEST = Math.log(1e-12);
	private static final int QUADRATURE_STEPS = 200;

	/** Where theta can lie. */
	private record Interval(double lower, double upper) {}

	ToyReference() {
		super(new Toy());
	}

	@Override
	double logDensity(final double[] row) {
		return logDensity(row[0], row[1], row[2]);
	}

	private static double logDensity(final double theta, final double x1, final double x2) {
		return PRIOR.logDensity(theta) + first(theta).logDensity(x1) + second(theta, x1).logDensity(x2);
	}

	private static Normal first(final double theta) {
		return new Normal(2 * Math.sin(theta), 0.5);
	}

	private static Normal second(final double theta, final double x1) {
		return new Normal(0.1 * theta * theta, 0.5 * Math.abs(x1));
	}

	@Override
	RowSampler conditional(final double[] given) {
		final double theta = given[0], x1 = given[1], x2 = given[2];
		if (Double.isNaN(x2)) return Double.isNaN(theta) ? thetaThenSecond(x1) : this::simulateSecond;
		if (!Double.isNaN(x1)) {
			final EnvelopeSampler density = thetaGiven(x1, x2);
			return (row, rng) -> row[0] = density.draw(rng).at()[0];
		}
		if (!Double.isNaN(theta)) {
			final double smallest = Math.log(Math.max(Double.MIN_NORMAL, Math.abs(x2 - 0.1 * theta * theta)));
			final EnvelopeSampler density = sizeOfFirst(Math.min(smallest - 3, SMALLEST), size -> logDensity(theta, size, x2));
			return (row, rng) -> row[1] = signed(density.draw(rng));
		}
		final EnvelopeSampler density = sizeOfFirst(SMALLEST, first -> logEvidence(first, x2));
		return (row, rng) -> {
			row[1] = signed(density.draw(rng));
			row[0] = thetaGiven(row[1], x2).draw(rng).at()[0];
		};
	}

	private static RowSampler thetaThenSecond(final double x1) {
		final EnvelopeSampler density = new EnvelopeSampler(Piece.on(PRIOR.lower(REACH), PRIOR.upper(REACH), 256,
			theta -> PRIOR.logDensity(theta) + first(theta).logDensity(x1)));
		return (row, rng) -> {
			row[0] = density.draw(rng).at()[0];
			row[2] = second(row[0], x1).draw(rng);
		};
	}

	private void simulateSecond(final double[] row, final RandomGenerator rng) {
		if (Double.isNaN(row[1])) row[1] = first(row[0]).draw(rng);
		row[2] = second(row[0], row[1]).draw(rng);
	}

	private static EnvelopeSampler thetaGiven(final double x1, final double x2) {
		return new EnvelopeSampler(intervals(x1, x2).stream().map(interval -> Piece.on(interval.lower, interval.upper, 32,
			theta -> logDensity(theta, x1, x2))).toArray(Piece[]::new));
	}

	/** @param logDensity of x_1, positive or negative */
	private static EnvelopeSampler sizeOfFirst(final double smallest, final DoubleUnaryOperator logDensity) {
		return new EnvelopeSampler(
			Piece.on(smallest, LARGEST, 64, logSize -> logSize + logDensity.applyAsDouble(Math.exp(logSize))),
			Piece.on(smallest, LARGEST, 64, logSize -> logSize + logDensity.applyAsDouble(-Math.exp(logSize))));
	}

	private static double signed(final EnvelopeSampler.Point logSize) {
		final double size = Math.exp(logSize.at()[0]);
		return logSize.piece() == 0 ? size : -size;
	}

	/** @return log p(x_1, x_2) */
	private static double logEvidence(final double x1, final double x2) {
		double sum = 0;
		for (final Interval interval : intervals(x1, x2)) {
			final double step = (interval.upper - interval.lower) / QUADRATURE_STEPS;
			for (int i = 1; i < QUADRATURE_STEPS; i++) sum += step * Math.exp(logDensity(interval.lower + i * step, x1, x2));
		}
		return Math.log(sum);
	}

	/** @return where theta squared is within nine standard deviations of what x_2 says, and theta itself within nine of 0 */
	private static List<Interval> intervals(final double x1, final double x2) {
		final double slack = REACH * 0.5 * Math.abs(x1);
		final double most = Math.min(Math.sqrt(Math.max(0, 10 * (x2 + slack))), PRIOR.upper(REACH));
		final double least = Math.sqrt(Math.max(0, 10 * (x2 - slack)));
		if (!(least < most)) return List.of();
		if (least == 0) return List.of(new Interval(-most, most));
		return List.of(new Interval(-most, -least), new Interval(least, most));
	}
}
