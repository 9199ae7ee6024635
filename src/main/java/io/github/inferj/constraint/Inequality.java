// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * An inequality. Its margin is the larger side minus the smaller one; it holds where that is positive. Whether it also holds
 * where both sides are equal makes no difference for continuous variables, but does for whole numbers.
 */
public final class Inequality extends Constraint {

	private final Expression smaller;
	private final Expression larger;
	private final boolean allowsEqual;

	/**
	 * @param text what the user wrote: smaller &lt; larger
	 * @param allowsEqual or smaller &lt;= larger
	 */
	Inequality(final String text, final Expression smaller, final Expression larger, final boolean allowsEqual) {
		super(text, new Expression.Binary(Operator.SUBTRACT, larger, smaller));
		this.smaller = smaller;
		this.larger = larger;
		this.allowsEqual = allowsEqual;
	}

	@Override
	Inequality of(final IntUnaryOperator others) {
		return new Inequality(text(), smaller.of(others), larger.of(others), allowsEqual);
	}

	@Override
	public double logLikelihood(final double[] row) {
		final double margin = margin(row);
		return margin > 0 || allowsEqual && margin == 0 ? 0 : Double.NEGATIVE_INFINITY;
	}

	@Override
	public OptionalDouble error() {
		return OptionalDouble.empty();
	}

	@Override
	Optional<Interval> interval() {
		if (smaller instanceof Expression.Column && larger instanceof Expression.Constant bound) return Optional.of(Interval
			.below(bound.value(), allowsEqual));
		if (larger instanceof Expression.Column && smaller instanceof Expression.Constant bound) return Optional.of(Interval
			.above(bound.value(), allowsEqual));
		return Optional.empty();
	}

	@Override
	boolean isPossible(final IntFunction<Bounds> bounds) {
		return marginBounds(bounds).upper() > 0;
	}
}
