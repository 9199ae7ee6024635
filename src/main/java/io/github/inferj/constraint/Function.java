// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Value;

/** Functions of one number, each as a number, as a graph node and on bounds. */
enum Function {
	NEGATE(x -> -x, Elementwise::negate, Bounds::negate),
	SIN(Math::sin, Elementwise::sin, x -> new Bounds(-1, 1)),
	COS(Math::cos, Elementwise::cos, x -> new Bounds(-1, 1)),
	TAN(Math::tan, x -> Elementwise.divide(Elementwise.sin(x), Elementwise.cos(x)), x -> Bounds.REAL),
	EXP(Math::exp, Elementwise::exp, x -> x.increasing(Double.NEGATIVE_INFINITY, Math::exp)),
	LOG(Math::log, Elementwise::log, x -> x.increasing(0, Math::log)),
	SQRT(Math::sqrt, Elementwise::sqrt, x -> x.increasing(0, Math::sqrt)),
	ABS(Math::abs, Elementwise::abs, Bounds::abs);

	final DoubleUnaryOperator number;
	final UnaryOperator<Value> node;
	final UnaryOperator<Bounds> bounds;

	Function(final DoubleUnaryOperator number, final UnaryOperator<Value> node, final UnaryOperator<Bounds> bounds) {
		this.number = number;
		this.node = node;
		this.bounds = bounds;
	}

	/** @return the name it is called by; minus is written as a sign instead */
	String text() {
		return name().toLowerCase(Locale.ROOT);
	}
}
