// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.SortedSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Value;

/** A number computed from the columns of a model, in their own units. */
sealed interface Expression {

	/** @return its value for a row with one entry per column; NaN where it is not defined */
	double evaluate(double[] row);

	/** @param columns gives the value of each column; all of one shape, which the result has or broadcasts to */
	Value node(Graph graph, IntFunction<Value> columns);

	/** @param columns gives the bounds of each column */
	Bounds bounds(IntFunction<Bounds> columns);

	/** Adds the columns it depends on. */
	void addColumns(SortedSet<Integer> columns);

	/** @return the same of other columns */
	Expression of(IntUnaryOperator columns);

	/** A number. */
	record Constant(double value) implements Expression {

		@Override
		public double evaluate(final double[] row) {
			return value;
		}

		@Override
		public Value node(final Graph graph, final IntFunction<Value> columns) {
			return graph.constant((float) value);
		}

		@Override
		public Bounds bounds(final IntFunction<Bounds> columns) {
			return new Bounds(value, value);
		}

		@Override
		public void addColumns(final SortedSet<Integer> columns) {}

		@Override
		public Expression of(final IntUnaryOperator columns) {
			return this;
		}
	}

	/** A column. */
	record Column(int index) implements Expression {

		@Override
		public double evaluate(final double[] row) {
			return row[index];
		}

		@Override
		public Value node(final Graph graph, final IntFunction<Value> columns) {
			return columns.apply(index);
		}

		@Override
		public Bounds bounds(final IntFunction<Bounds> columns) {
			return columns.apply(index);
		}

		@Override
		public void addColumns(final SortedSet<Integer> columns) {
			columns.add(index);
		}

		@Override
		public Expression of(final IntUnaryOperator columns) {
			return new Column(columns.applyAsInt(index));
		}
	}

	/** A function of an expression. */
	record Unary(Function function, Expression argument) implements Expression {

		@Override
		public double evaluate(final double[] row) {
			return function.number.applyAsDouble(argument.evaluate(row));
		}

		@Override
		public Value node(final Graph graph, final IntFunction<Value> columns) {
			return function.node.apply(argument.node(graph, columns));
		}

		@Override
		public Bounds bounds(final IntFunction<Bounds> columns) {
			return function.bounds.apply(argument.bounds(columns));
		}

		@Override
		public void addColumns(final SortedSet<Integer> columns) {
			argument.addColumns(columns);
		}

		@Override
		public Expression of(final IntUnaryOperator columns) {
			return new Unary(function, argument.of(columns));
		}
	}

	/** Two expressions combined. */
	record Binary(Operator operator, Expression left, Expression right) implements Expression {

		@Override
		public double evaluate(final double[] row) {
			return operator.number.applyAsDouble(left.evaluate(row), right.evaluate(row));
		}

		@Override
		public Value node(final Graph graph, final IntFunction<Value> columns) {
			return operator.node.apply(left.node(graph, columns), right.node(graph, columns));
		}

		@Override
		public Bounds bounds(final IntFunction<Bounds> columns) {
			return operator.bounds.apply(left.bounds(columns), right.bounds(columns));
		}

		@Override
		public void addColumns(final SortedSet<Integer> columns) {
			left.addColumns(columns);
			right.addColumns(columns);
		}

		@Override
		public Expression of(final IntUnaryOperator columns) {
			return new Binary(operator, left.of(columns), right.of(columns));
		}
	}

	/** A whole power of an expression of either sign. */
	record Power(Expression base, int exponent) implements Expression {

		@Override
		public double evaluate(final double[] row) {
			return Math.pow(base.evaluate(row), exponent);
		}

		@Override
		public Value node(final Graph graph, final IntFunction<Value> columns) {
			final Value power = power(base.node(graph, columns), Math.abs(exponent));
			return exponent < 0 ? Elementwise.divide(graph.constant(1), power) : power;
		}

		private static Value power(final Value base, final int n) {
			if (n == 0) return base.graph().constant(1);
			if (n == 1) return base;
			final Value squared = Elementwise.square(power(base, n / 2));
			return n % 2 == 0 ? squared : Elementwise.multiply(squared, base);
		}

		@Override
		public Bounds bounds(final IntFunction<Bounds> columns) {
			final Bounds power = base.bounds(columns).power(new Bounds(Math.abs(exponent), Math.abs(exponent)));
			return exponent < 0 ? new Bounds(1, 1).over(power) : power;
		}

		@Override
		public void addColumns(final SortedSet<Integer> columns) {
			base.addColumns(columns);
		}

		@Override
		public Expression of(final IntUnaryOperator columns) {
			return new Power(base.of(columns), exponent);
		}
	}
}
