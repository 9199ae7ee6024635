// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Value;

/** What is known about an expression of a model's columns, in their own units, by its margin. */
public abstract sealed class Constraint permits Inequality, Measurement {

	private final String text;
	private final Expression margin;
	private final SortedSet<Integer> columns = new TreeSet<>();

	/** @param text what the user wrote */
	Constraint(final String text, final Expression margin) {
		this.text = text;
		this.margin = margin;
		margin.addColumns(columns);
	}

	/** @return the columns it depends on */
	public SortedSet<Integer> columns() {
		return Collections.unmodifiableSortedSet(columns);
	}

	/** @return the same of other columns */
	abstract Constraint of(IntUnaryOperator others);

	/** @return its margin for a row with one entry per column; NaN where undefined */
	public double margin(final double[] row) {
		return margin.evaluate(row);
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

	Bounds marginBounds(final IntFunction<Bounds> bounds) {
		return margin.bounds(bounds);
	}

	/** @return the logarithm of a row's likelihood relative to the largest; negative infinity where the margin is undefined */
	public abstract double logLikelihood(double[] row);

	/** @return the standard deviation of the margin around 0, if it is no inequality */
	public abstract OptionalDouble error();

	/** @return the interval of its only column, if it just bounds that from one side */
	abstract Optional<Interval> interval();

	/** @return whether it can hold for any values of the columns within their bounds, as far as that can be told */
	abstract boolean isPossible(IntFunction<Bounds> bounds);

	String text() {
		return text;
	}

	/** @return what the user wrote */
	@Override
	public String toString() {
		return text;
	}
}
