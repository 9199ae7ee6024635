// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A closed interval that holds every value an expression can take (interval arithmetic; Moore 1966). It
 * may be wider than necessary, never narrower.
 *
 * @param lower the lower end, may be infinite
 * @param upper the upper end, may be infinite
 */
record Bounds(double lower, double upper) {

	static final Bounds REAL = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

	/** What cannot be told counts as unbounded. */
	Bounds {
		if (Double.isNaN(lower)) lower = Double.NEGATIVE_INFINITY;
		if (Double.isNaN(upper)) upper = Double.POSITIVE_INFINITY;
	}

	/** @return the image under an increasing function that is defined from {@code start} on */
	Bounds increasing(final double start, final DoubleUnaryOperator f) {
		return new Bounds(f.applyAsDouble(Math.max(start, lower)), f.applyAsDouble(Math.max(start, upper)));
	}

	Bounds negate() {
		return new Bounds(-upper, -lower);
	}

	Bounds abs() {
		if (lower >= 0) return this;
		return upper <= 0 ? negate() : new Bounds(0, Math.max(-lower, upper));
	}

	Bounds plus(final Bounds other) {
		return new Bounds(lower + other.lower, upper + other.upper);
	}

	Bounds times(final Bounds other) {
		return corners(other, (a, b) -> a == 0 || b == 0 ? 0 : a * b);
	}

	Bounds over(final Bounds other) {
		if (other.lower <= 0 && other.upper >= 0) return REAL;
		return times(new Bounds(1 / other.upper, 1 / other.lower));
	}

	Bounds least(final Bounds other) {
		return new Bounds(Math.min(lower, other.lower), Math.min(upper, other.upper));
	}

	Bounds greatest(final Bounds other) {
		return new Bounds(Math.max(lower, other.lower), Math.max(upper, other.upper));
	}

	/** Powers of what may be negative are bounded for whole exponents only. */
	Bounds power(final Bounds exponent) {
		if (lower > 0) return corners(exponent, Math::pow);
		final double n = exponent.lower;
		if (n != exponent.upper || n != Math.rint(n) || n < 0) return REAL;
		return n % 2 == 0 ? abs().increasing(0, x -> Math.pow(x, n)) : increasing(Double.NEGATIVE_INFINITY, x -> Math.pow(x, n));
	}

	private Bounds corners(final Bounds other, final DoubleBinaryOperator f) {
		double least = Double.POSITIVE_INFINITY;
		double greatest = Double.NEGATIVE_INFINITY;
		for (final double a : new double[] { lower, upper }) for (final double b : new double[] { other.lower, other.upper }) {
			least = Math.min(least, f.applyAsDouble(a, b));
			greatest = Math.max(greatest, f.applyAsDouble(a, b));
		}
		return new Bounds(least, greatest);
	}
}
