// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * An inequality. Its margin is the larger side minus the smaller one; it holds where that is positive. Whether equality is
 * allowed makes no difference for continuous variables.
 */
public final class Inequality extends Constraint {

	private final Expression smaller;
	private final Expression larger;

	/** smaller &lt; larger, as the user wrote it in {@code text}. */
	Inequality(final String text, final Expression smaller, final Expression larger) {
		super(text, new Expression.Binary(Operator.SUBTRACT, larger, smaller));
		this.smaller = smaller;
		this.larger = larger;
	}

	@Override
	Inequality of(final IntUnaryOperator others) {
		return new Inequality(text(), smaller.of(others), larger.of(others));
	}

	@Override
	public double logLikelihood(final double[] row) {
		return margin(row) >= 0 ? 0 : Double.NEGATIVE_INFINITY;
	}

	@Override
	public OptionalDouble error() {
		return OptionalDouble.empty();
	}

	@Override
	Optional<Interval> interval() {
		if (smaller instanceof Expression.Column && larger instanceof Expression.Constant bound) return Optional.of(new Interval(
			Double.NEGATIVE_INFINITY, bound.value()));
		if (larger instanceof Expression.Column && smaller instanceof Expression.Constant bound) return Optional.of(new Interval(
			bound.value(), Double.POSITIVE_INFINITY));
		return Optional.empty();
	}

	@Override
	boolean isPossible(final IntFunction<Bounds> bounds) {
		return marginBounds(bounds).upper() > 0;
	}
}
