// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Value;

/**
 * An inequality between expressions of a model's columns, in their own units. It holds where its margin
 * is positive; whether equality is allowed makes no difference for continuous variables.
 */
public final class Constraint {

	private final String text;
	private final Expression smaller;
	private final Expression larger;
	private final Expression margin;
	private final SortedSet<Integer> columns = new TreeSet<>();

	/** smaller &lt; larger, as the user wrote it in {@code text}. */
	Constraint(final String text, final Expression smaller, final Expression larger) {
		this.text = text;
		this.smaller = smaller;
		this.larger = larger;
		this.margin = new Expression.Binary(Operator.SUBTRACT, larger, smaller);
		margin.addColumns(columns);
	}

	/** @return the columns it depends on */
	public SortedSet<Integer> columns() {
		return Collections.unmodifiableSortedSet(columns);
	}

	/** @return the same inequality of other columns */
	Constraint of(final IntUnaryOperator others) {
		return new Constraint(text, smaller.of(others), larger.of(others));
	}

	/** @return the larger side minus the smaller, for a row with one entry per column; NaN where undefined */
	public double margin(final double[] row) {
		return margin.evaluate(row);
	}

	/** @return whether it holds; false where it is undefined */
	public boolean holds(final double[] row) {
		return margin(row) >= 0;
	}

	/**
	 * Adds the margin to a graph.
	 *
	 * @param values gives a column's values in its own units; all of one shape
	 * @return the margin, of that shape
	 */
	public Value margin(final Graph graph, final IntFunction<Value> values) {
		return margin.node(graph, values);
	}

	/** @return the interval of its only column, if it just bounds that from one side */
	Optional<Interval> interval() {
		if (smaller instanceof Expression.Column && larger instanceof Expression.Constant bound) return Optional.of(new Interval(
			Double.NEGATIVE_INFINITY, bound.value()));
		if (larger instanceof Expression.Column && smaller instanceof Expression.Constant bound) return Optional.of(new Interval(
			bound.value(), Double.POSITIVE_INFINITY));
		return Optional.empty();
	}

	/** @return whether it can hold for any values of the columns within their bounds, as far as that can be told */
	boolean isPossible(final IntFunction<Bounds> bounds) {
		return marginBounds(bounds).upper() > 0;
	}

	Bounds marginBounds(final IntFunction<Bounds> bounds) {
		return margin.bounds(bounds);
	}

	/** @return what the user wrote */
	@Override
	public String toString() {
		return text;
	}
}
