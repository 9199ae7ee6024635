// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static io.github.inferj.graph.ElementType.BOOL;
import static io.github.inferj.graph.ElementType.FLOAT;

import java.util.List;
import java.util.Map;

/** Operators that work element by element, with broadcasting of two or three operands. */
public final class Elementwise {

	private Elementwise() {}

	/** @return a + b */
	public static Value add(final Value a, final Value b) {
		return binary("Add", a, b, FLOAT);
	}

	/** @return a + b */
	public static Value add(final Value a, final double b) {
		return add(a, a.graph().constant((float) b));
	}

	/** @return a - b */
	public static Value subtract(final Value a, final Value b) {
		return binary("Sub", a, b, FLOAT);
	}

	/** @return a b */
	public static Value multiply(final Value a, final Value b) {
		return binary("Mul", a, b, FLOAT);
	}

	/** @return a b */
	public static Value multiply(final Value a, final double b) {
		return multiply(a, a.graph().constant((float) b));
	}

	/** @return a / b */
	public static Value divide(final Value a, final Value b) {
		return binary("Div", a, b, FLOAT);
	}

	/** @return the larger of a and b */
	public static Value maximum(final Value a, final Value b) {
		return binary("Max", a, b, FLOAT);
	}

	/** @return the smaller of a and b */
	public static Value minimum(final Value a, final Value b) {
		return binary("Min", a, b, FLOAT);
	}

	/** @return whether a > b */
	public static Value greater(final Value a, final Value b) {
		return binary("Greater", a, b, BOOL);
	}

	/** @return a where the condition holds, b elsewhere */
	public static Value where(final Value condition, final Value a, final Value b) {
		require("Where", condition, BOOL);
		require("Where", a, FLOAT);
		require("Where", b, FLOAT);
		final Shape shape = broadcast("Where", condition.shape(), broadcast("Where", a.shape(), b.shape()));
		return a.graph().add("Where", List.of(condition, a, b), Map.of(), FLOAT, shape);
	}

	/** @return -a */
	public static Value negate(final Value a) {
		return unary("Neg", a);
	}

	/** @return e^a */
	public static Value exp(final Value a) {
		return unary("Exp", a);
	}

	/** @return the natural logarithm of a */
	public static Value log(final Value a) {
		return unary("Log", a);
	}

	/** @return the square root of a */
	public static Value sqrt(final Value a) {
		return unary("Sqrt", a);
	}

	/** @return |a| */
	public static Value abs(final Value a) {
		return unary("Abs", a);
	}

	/** @return -1, 0 or 1 */
	public static Value sign(final Value a) {
		return unary("Sign", a);
	}

	/** @return sin a, a in radians */
	public static Value sin(final Value a) {
		return unary("Sin", a);
	}

	/** @return cos a, a in radians */
	public static Value cos(final Value a) {
		return unary("Cos", a);
	}

	/** @return the hyperbolic tangent of a */
	public static Value tanh(final Value a) {
		return unary("Tanh", a);
	}

	/** @return the error function of a */
	public static Value erf(final Value a) {
		return unary("Erf", a);
	}

	/** @return 1 / (1 + e^-a) */
	public static Value sigmoid(final Value a) {
		return unary("Sigmoid", a);
	}

	/** @return log(1 + e^a) */
	public static Value softplus(final Value a) {
		return unary("Softplus", a);
	}

	/** @return the larger of a and 0 */
	public static Value relu(final Value a) {
		return unary("Relu", a);
	}

	/** @return a^2 */
	public static Value square(final Value a) {
		return multiply(a, a);
	}

	/** @return 1 where the truth value holds, 0 elsewhere */
	public static Value toFloat(final Value a) {
		require("Cast", a, BOOL);
		return a.graph().add("Cast", List.of(a), Map.of("to", (long) FLOAT.onnx().getNumber()), FLOAT, a.shape());
	}

	private static Value unary(final String operator, final Value a) {
		require(operator, a, FLOAT);
		return a.graph().add(operator, List.of(a), Map.of(), FLOAT, a.shape());
	}

	private static Value binary(final String operator, final Value a, final Value b, final ElementType result) {
		require(operator, a, FLOAT);
		require(operator, b, FLOAT);
		return a.graph().add(operator, List.of(a, b), Map.of(), result, broadcast(operator, a.shape(), b.shape()));
	}

	private static Shape broadcast(final String operator, final Shape a, final Shape b) {
		final Shape shape = a.broadcast(b);
		if (shape == null) throw new ShapeException(operator, a + " and " + b + " do not broadcast");
		return shape;
	}

	static void require(final String operator, final Value value, final ElementType type) {
		if (value.type() != type) throw new ShapeException(operator, value + " is " + value.type() + ", not " + type);
	}
}
