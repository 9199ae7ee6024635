// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.gradient;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.cos;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.exp;
import static io.github.inferj.graph.Elementwise.greater;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.negate;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.sign;
import static io.github.inferj.graph.Elementwise.sin;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;
import static io.github.inferj.graph.Elementwise.toFloat;
import static io.github.inferj.graph.Elementwise.where;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import io.github.inferj.graph.Convolution;
import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Operation;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/** The gradient rule of every operator of the graph package that has one. */
final class GradientRules {

	private static final Map<String, GradientRule> RULES = new HashMap<>();
	private static final Set<String> UNREPEATED = new HashSet<>(Set.of("Mul", "Div"));

	static {
		binary("Add", (op, g) -> List.of(g, g));
		binary("Sub", (op, g) -> List.of(g, negate(g)));
		binary("Mul", GradientRules::product);
		binary("Div", GradientRules::quotient);
		binary("Max", (op, g) -> choose(g, greater(op.input(0), op.input(1))));
		binary("Min", (op, g) -> choose(g, greater(op.input(1), op.input(0))));
		RULES.put("Where", GradientRules::where3);
		unary("Neg", (op, g) -> negate(g));
		unary("Exp", (op, g) -> multiply(g, op.output(0)));
		unary("Log", (op, g) -> divide(g, op.input(0)));
		unary("Sqrt", (op, g) -> divide(multiply(g, 0.5), op.output(0)));
		unary("Abs", (op, g) -> multiply(g, sign(op.input(0))));
		unary("Sin", (op, g) -> multiply(g, cos(op.input(0))));
		unary("Cos", (op, g) -> negate(multiply(g, sin(op.input(0)))));
		unary("Tanh", (op, g) -> multiply(g, subtract(one(g), square(op.output(0)))));
		unary("Erf", (op, g) -> multiply(g, multiply(exp(negate(square(op.input(0)))), 2 / Math.sqrt(Math.PI))));
		unary("Sigmoid", (op, g) -> multiply(g, multiply(op.output(0), subtract(one(g), op.output(0)))));
		unary("Softplus", (op, g) -> multiply(g, sigmoid(op.input(0))));
		unary("Relu", (op, g) -> multiply(g, sign(op.output(0))));
		RULES.put("MatMul", GradientRules::matMul);
		RULES.put("Gemm", GradientRules::gemm);
		RULES.put("Conv", (op, g) -> List.of(Convolution.of(op).transposed(g.get(0), op.input(1)), Convolution.of(op)
			.kernelGradient(op.input(0), g.get(0))));
		RULES.put("ConvTranspose", (op, g) -> List.of(Convolution.of(op).apply(g.get(0), op.input(1)), Convolution.of(op)
			.kernelGradient(g.get(0), op.input(0))));
		RULES.put("ReduceSum", (op, g) -> Arrays.asList(keptAxes(op, g.get(0)), null));
		RULES.put("ReduceMean", GradientRules::mean);
		RULES.put("Softmax", (op, g) -> List.of(softmax(op.output(0), g.get(0))));
		RULES.put("LayerNormalization", GradientRules::layerNormalization);
		RULES.put("Reshape", (op, g) -> Arrays.asList(Layout.reshape(g.get(0), op.input(0).shape()), null));
		RULES.put("Expand", (op, g) -> Arrays.asList(g.get(0), null));
		RULES.put("Transpose", (op, g) -> List.of(Layout.transpose(g.get(0), inverse(op.integers("perm")))));
		RULES.put("Concat", GradientRules::concat);
		RULES.put("Split", GradientRules::split);
		for (final String operator : Set.of("Greater", "Sign", "Shape")) RULES.put(operator,
			(op, g) -> Collections.nCopies(op.inputs().size(), null));
		RULES.put("Cast", (op, g) -> Collections.singletonList(null));
	}

	private GradientRules() {}

	/** @return the rule, or null if the operator has none */
	static GradientRule of(final String operator) {
		return RULES.get(operator);
	}

	/** @return the operators that have a rule */
	static Set<String> operators() {
		return Collections.unmodifiableSet(RULES.keySet());
	}

	/**
	 * @return whether the operator's rule takes a gradient of extent 1 along axes where all its entries are the same, for the
	 *         same result
	 */
	static boolean takesUnrepeated(final String operator) {
		return UNREPEATED.contains(operator);
	}

	private static void unary(final String operator, final BiFunction<Operation, Value, Value> rule) {
		UNREPEATED.add(operator);
		RULES.put(operator, (op, g) -> List.of(rule.apply(op, g.get(0))));
	}

	private static void binary(final String operator, final BiFunction<Operation, Value, List<Value>> rule) {
		RULES.put(operator, (op, g) -> rule.apply(op, g.get(0)));
	}

	private static List<Value> product(final Operation op, final Value gradient) {
		final Value a = op.input(0);
		final Value b = op.input(1);
		if (a == b) return Arrays.asList(multiply(multiply(gradient, 2), a), null);
		if (isSigmoidOf(a, b)) return Arrays.asList(multiply(gradient, add(b, subtract(op.output(0), multiply(op.output(0), b)))), null);
		return List.of(multiply(gradient, b), multiply(gradient, a));
	}

	/** @return whether b = sigmoid(a): a b is SiLU then, whose derivative b + a b (1 - b) takes less than those of its factors */
	private static boolean isSigmoidOf(final Value a, final Value b) {
		return b.operation().filter(op -> op.operator().equals("Sigmoid") && op.input(0) == a).isPresent();
	}

	private static List<Value> quotient(final Operation op, final Value gradient) {
		final Value divided = divide(gradient, op.input(1));
		return List.of(divided, negate(Broadcasting.sumTo(multiply(divided, op.output(0)), op.input(1).shape())));
	}

	private static Value one(final Value like) {
		return like.graph().constant(1);
	}

	private static Value zero(final Value like) {
		return like.graph().constant(0);
	}

	private static List<Value> choose(final Value gradient, final Value first) {
		final Value mask = toFloat(first);
		final Value chosen = multiply(gradient, mask);
		return List.of(chosen, subtract(gradient, chosen));
	}

	private static List<Value> where3(final Operation op, final List<Value> gradients) {
		final Value g = gradients.get(0);
		return Arrays.asList(null, where(op.input(0), g, zero(g)), where(op.input(0), zero(g), g));
	}

	private static List<Value> matMul(final Operation op, final List<Value> gradients) {
		final Value g = gradients.get(0);
		return List.of(LinearAlgebra.matMul(g, swapLast(op.input(1))), LinearAlgebra.matMul(swapLast(op.input(0)), g));
	}

	private static Value swapLast(final Value a) {
		final int rank = a.shape().rank();
		final int[] order = new int[rank];
		Arrays.setAll(order, i -> i);
		order[rank - 1] = rank - 2;
		order[rank - 2] = rank - 1;
		return Layout.transpose(a, order);
	}

	private static List<Value> gemm(final Operation op, final List<Value> gradients) {
		final Value g = gradients.get(0);
		final boolean transposeA = op.integer("transA") == 1;
		final boolean transposeB = op.integer("transB") == 1;
		final Value a = op.input(0);
		final Value b = op.input(1);
		final List<Value> result = new ArrayList<>();
		result.add(transposeA ? LinearAlgebra.gemm(b, g, transposeB, true) : LinearAlgebra.gemm(g, b, false, !transposeB));
		result.add(transposeB ? LinearAlgebra.gemm(g, a, true, transposeA) : LinearAlgebra.gemm(a, g, !transposeA, false));
		if (op.inputs().size() == 3) result.add(g);
		return result;
	}

	private static Value keptAxes(final Operation op, final Value gradient) {
		if (op.integer("keepdims") == 1) return gradient;
		Shape shape = op.input(0).shape();
		for (final int axis : axes(op)) shape = shape.with(axis, Dim.ONE);
		return Layout.reshape(gradient, shape);
	}

	private static int[] axes(final Operation op) {
		return Arrays.stream(op.input(1).integers()).mapToInt(Math::toIntExact).toArray();
	}

	private static List<Value> mean(final Operation op, final List<Value> gradients) {
		final Shape from = op.input(0).shape();
		double count = 1;
		for (final int axis : axes(op)) count *= from.size(axis);
		return Arrays.asList(multiply(keptAxes(op, gradients.get(0)), 1 / count), null);
	}

	private static Value softmax(final Value y, final Value gradient) {
		final Value product = multiply(gradient, y);
		return subtract(product, multiply(y, Reduction.sum(product, true, -1)));
	}

	private static List<Value> layerNormalization(final Operation op, final List<Value> gradients) {
		final Value g = gradients.get(0);
		final Value centred = subtract(op.input(0), op.output(1));
		final Value inverseSd = op.output(2);
		final Value normalised = multiply(centred, inverseSd);
		final Value scaled = multiply(g, op.input(1));
		final Value correction = add(Reduction.mean(scaled, true, -1),
			multiply(normalised, Reduction.mean(multiply(scaled, normalised), true, -1)));
		return List.of(multiply(subtract(scaled, correction), inverseSd), multiply(g, normalised), g);
	}

	private static int[] inverse(final long[] order) {
		final int[] result = new int[order.length];
		for (int i = 0; i < order.length; i++) result[(int) order[i]] = i;
		return result;
	}

	private static List<Value> concat(final Operation op, final List<Value> gradients) {
		final int axis = (int) op.integer("axis");
		return Layout.split(gradients.get(0), axis, op.inputs().stream().mapToLong(v -> v.shape().size(axis)).toArray());
	}

	private static List<Value> split(final Operation op, final List<Value> gradients) {
		final List<Value> pieces = new ArrayList<>();
		for (int i = 0; i < gradients.size(); i++) pieces.add(gradients.get(i) != null ? gradients.get(i)
			: multiply(op.output(i), 0));
		return Arrays.asList(Layout.concatenate((int) op.integer("axis"), pieces), null);
	}
}
