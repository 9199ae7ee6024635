// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * A value that an expression was measured to have, with a normal error. Its margin is the expression minus the value, and its
 * likelihood exp(-margin^2 / 2 error^2). Of a parameter it is what the literature says: the posterior is then the one of the
 * prior times that normal density.
 */
public final class Measurement extends Constraint {

	/** A value so many errors away from all that is possible was measured of something else. */
	private static final double FURTHEST = 5;

	private final Expression expression;
	private final double value;
	private final double error;

	/** expression = value +- error, as the user wrote it in {@code text}. */
	Measurement(final String text, final Expression expression, final double value, final double error) {
		super(text, new Expression.Binary(Operator.SUBTRACT, expression, new Expression.Constant(value)));
		this.expression = expression;
		this.value = value;
		this.error = error;
	}

	@Override
	Measurement of(final IntUnaryOperator others) {
		return new Measurement(text(), expression.of(others), value, error);
	}

	@Override
	public double logLikelihood(final double[] row) {
		final double z = margin(row) / error;
		return Double.isNaN(z) ? Double.NEGATIVE_INFINITY : -z * z / 2;
	}

	@Override
	public OptionalDouble error() {
		return OptionalDouble.of(error);
	}

	@Override
	Optional<Interval> interval() {
		return Optional.empty();
	}

	@Override
	boolean isPossible(final IntFunction<Bounds> bounds) {
		final Bounds margin = marginBounds(bounds);
		return margin.upper() > -FURTHEST * error && margin.lower() < FURTHEST * error;
	}
}
