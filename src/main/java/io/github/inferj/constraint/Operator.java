// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;

import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Value;

/** Operators of two numbers, each as a number, as a graph node and on bounds. */
enum Operator {
	ADD(Double::sum, Elementwise::add, Bounds::plus),
	SUBTRACT((a, b) -> a - b, Elementwise::subtract, (a, b) -> a.plus(b.negate())),
	MULTIPLY((a, b) -> a * b, Elementwise::multiply, Bounds::times),
	DIVIDE((a, b) -> a / b, Elementwise::divide, Bounds::over),
	MINIMUM(Math::min, Elementwise::minimum, Bounds::least),
	MAXIMUM(Math::max, Elementwise::maximum, Bounds::greatest),
	/** For a positive base; whole exponents of any base are {@link Expression.Power}. */
	POWER(Math::pow, (a, b) -> Elementwise.exp(Elementwise.multiply(b, Elementwise.log(a))), Bounds::power);

	final DoubleBinaryOperator number;
	final BinaryOperator<Value> node;
	final BinaryOperator<Bounds> bounds;

	Operator(final DoubleBinaryOperator number, final BinaryOperator<Value> node, final BinaryOperator<Bounds> bounds) {
		this.number = number;
		this.node = node;
		this.bounds = bounds;
	}
}
