// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.gradient;

import static io.github.inferj.graph.Elementwise.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.graph.Convolution;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Operation;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

/** Every gradient rule against central differences, both executed by ONNX Runtime. */
class GradientsTest {

	private static final double STEP = 1e-2;
	private static final double TOLERANCE = 4e-3;

	private record Case(String name, Function<List<Value>, Value> function, double lower, double upper, long[]... shapes) {

		@Override
		public String toString() {
			return name;
		}
	}

	private static long[] s(final long... sizes) {
		return sizes;
	}

	private static Case real(final String name, final Function<List<Value>, Value> f, final long[]... shapes) {
		return new Case(name, f, -2, 2, shapes);
	}

	private static Case positive(final String name, final Function<List<Value>, Value> f, final long[]... shapes) {
		return new Case(name, f, 0.5, 2, shapes);
	}

	static Stream<Case> cases() {
		final List<Case> cases = new ArrayList<>();
		final long[][][] broadcasts = { { s(3, 4), s(3, 4) }, { s(3, 4), s(4) }, { s(4), s(3, 4) }, { s(3, 1), s(3, 4) },
			{ s(3, 4), s(3, 1) }, { s(2, 3, 4), s(3, 1) }, { s(2, 1, 4), s(3, 1) }, { s(3, 4), s() }, { s(), s(2, 3) },
			{ s(2, 3, 4), s(1, 3, 4) }, { s(1, 1), s(2, 3) } };
		for (final long[][] shapes : broadcasts) {
			final String suffix = Shape.of(shapes[0]) + " " + Shape.of(shapes[1]);
			cases.add(real("Add " + suffix, v -> add(v.get(0), v.get(1)), shapes));
			cases.add(real("Sub " + suffix, v -> subtract(v.get(0), v.get(1)), shapes));
			cases.add(real("Mul " + suffix, v -> multiply(v.get(0), v.get(1)), shapes));
			cases.add(positive("Div " + suffix, v -> divide(v.get(0), v.get(1)), shapes));
			cases.add(real("Max " + suffix, v -> maximum(v.get(0), v.get(1)), shapes));
			cases.add(real("Min " + suffix, v -> minimum(v.get(0), v.get(1)), shapes));
			cases.add(real("Where " + suffix, v -> where(greater(v.get(0), v.get(0).graph().constant(0)), v.get(0),
				multiply(v.get(1), 3)), shapes));
		}
		for (final long[][] shapes : broadcasts) for (final int axis : new int[] { 0, 1 }) {
			if (Math.max(shapes[0].length, shapes[1].length) != 2) continue;
			final String suffix = axis + " " + Shape.of(shapes[0]) + " " + Shape.of(shapes[1]);
			cases.add(real("mean of products " + suffix, v -> Reduction.mean(multiply(v.get(0), v.get(1)), true, axis), shapes));
			cases.add(positive("sum of quotients " + suffix, v -> Reduction.sum(divide(v.get(0), v.get(1)), false, axis), shapes));
			cases.add(real("sum of sums " + suffix, v -> Reduction.sum(negate(add(v.get(0), sigmoid(v.get(1)))), false, axis), shapes));
		}
		cases.add(real("product of means", v -> multiply(Reduction.mean(v.get(0), true, 0), Reduction.mean(v.get(1), true, 1)), s(3,
			4), s(3, 4)));
		cases.add(real("mean square of everything", v -> Reduction.mean(square(v.get(0))), s(3, 4)));
		cases.add(real("sum of everything", v -> Reduction.sum(v.get(0)), s(3, 4)));
		cases.add(real("root mean square", v -> divide(v.get(0), sqrt(add(Reduction.mean(square(v.get(0)), true, -1), 0.1))), s(3, 4)));
		cases.add(real("sum of a softmax's squares", v -> Reduction.sum(square(Reduction.softmax(v.get(0))), false, 1), s(3, 4)));
		cases.add(real("Neg", v -> negate(v.get(0)), s(2, 3)));
		cases.add(real("Exp", v -> exp(v.get(0)), s(2, 3)));
		cases.add(positive("Log", v -> log(v.get(0)), s(2, 3)));
		cases.add(positive("Sqrt", v -> sqrt(v.get(0)), s(2, 3)));
		cases.add(real("Abs", v -> abs(v.get(0)), s(2, 3)));
		cases.add(real("Sign", v -> multiply(sign(v.get(0)), v.get(0)), s(2, 3)));
		cases.add(real("Sin", v -> sin(v.get(0)), s(2, 3)));
		cases.add(real("Cos", v -> cos(v.get(0)), s(2, 3)));
		cases.add(real("Tanh", v -> tanh(v.get(0)), s(2, 3)));
		cases.add(real("Erf", v -> erf(v.get(0)), s(2, 3)));
		cases.add(real("Sigmoid", v -> sigmoid(v.get(0)), s(2, 3)));
		cases.add(real("Softplus", v -> softplus(v.get(0)), s(2, 3)));
		cases.add(real("Relu", v -> relu(v.get(0)), s(2, 3)));
		cases.add(real("Square", v -> square(v.get(0)), s(2, 3)));
		cases.add(real("SiLU", v -> multiply(v.get(0), sigmoid(v.get(0))), s(2, 3)));
		cases.add(real("sum of SiLU", v -> Reduction.sum(multiply(v.get(0), sigmoid(v.get(0))), false, 1), s(2, 3)));
		cases.add(real("SiLU and its gate", v -> {
			final Value gate = sigmoid(v.get(0));
			return add(multiply(v.get(0), gate), multiply(gate, v.get(1)));
		}, s(2, 3), s(2, 3)));
		cases.add(real("gate of another", v -> multiply(v.get(0), sigmoid(v.get(1))), s(2, 3), s(2, 3)));
		cases.add(real("Cast", v -> multiply(toFloat(greater(v.get(0), v.get(1))), v.get(0)), s(2, 3), s(2, 3)));
		cases.add(real("MatMul", v -> LinearAlgebra.matMul(v.get(0), v.get(1)), s(3, 4), s(4, 2)));
		cases.add(real("MatMul batched", v -> LinearAlgebra.matMul(v.get(0), v.get(1)), s(2, 3, 4), s(2, 4, 2)));
		cases.add(real("MatMul shared right", v -> LinearAlgebra.matMul(v.get(0), v.get(1)), s(2, 3, 4), s(4, 2)));
		cases.add(real("MatMul shared left", v -> LinearAlgebra.matMul(v.get(0), v.get(1)), s(3, 4), s(2, 4, 2)));
		cases.add(real("MatMul broadcast", v -> LinearAlgebra.matMul(v.get(0), v.get(1)), s(2, 1, 3, 4), s(3, 4, 2)));
		cases.add(real("Gemm", v -> LinearAlgebra.gemm(v.get(0), v.get(1), v.get(2)), s(3, 4), s(4, 2), s(2)));
		cases.add(real("Gemm full bias", v -> LinearAlgebra.gemm(v.get(0), v.get(1), v.get(2)), s(3, 4), s(4, 2), s(3, 2)));
		cases.add(real("Gemm A", v -> LinearAlgebra.gemm(v.get(0), v.get(1), true, false), s(4, 3), s(4, 2)));
		cases.add(real("Gemm B", v -> LinearAlgebra.gemm(v.get(0), v.get(1), false, true), s(3, 4), s(2, 4)));
		cases.add(real("Gemm AB", v -> LinearAlgebra.gemm(v.get(0), v.get(1), true, true), s(4, 3), s(2, 4)));
		for (final Convolution c : List.of(new Convolution(1, 1, 0, 0), new Convolution(2, 1, 1, 0), new Convolution(1, 2, 2, 1),
			new Convolution(3, 2, 1, 3)))
		{
			cases.add(real("Conv " + c, v -> c.apply(v.get(0), v.get(1)), s(2, 3, 9), s(4, 3, 4)));
			cases.add(real("ConvTranspose " + c, v -> c.transposed(v.get(0), v.get(1)), s(2, 4, 5), s(4, 3, 4)));
		}
		cases.add(real("ReduceSum", v -> Reduction.sum(v.get(0), false, 1), s(2, 3, 4)));
		cases.add(real("ReduceSum kept", v -> Reduction.sum(v.get(0), true, 0, 2), s(2, 3, 4)));
		cases.add(real("ReduceMean", v -> Reduction.mean(v.get(0), false, 0, 1), s(2, 3, 4)));
		cases.add(real("ReduceMean kept", v -> Reduction.mean(v.get(0), true, -1), s(2, 3, 4)));
		cases.add(real("Softmax", v -> Reduction.softmax(v.get(0)), s(2, 3, 4)));
		cases.add(real("LayerNormalization", v -> Reduction.layerNormalization(v.get(0), v.get(1), v.get(2), 1e-5f), s(2, 3, 6),
			s(6), s(6)));
		cases.add(real("Reshape", v -> Layout.reshape(v.get(0), Shape.of(4, 3)), s(2, 6)));
		cases.add(real("Expand", v -> Layout.expand(v.get(0), v.get(1)), s(3, 1), s(2, 3, 4)));
		cases.add(real("Transpose", v -> Layout.transpose(v.get(0), 2, 0, 1), s(2, 3, 4)));
		cases.add(real("Concat", v -> Layout.concatenate(-1, v), s(2, 3), s(2, 1), s(2, 2)));
		cases.add(real("Split", v -> {
			final List<Value> pieces = Layout.split(v.get(0), 1, 2, 1, 3);
			return add(multiply(pieces.get(0), 2), pieces.get(1));
		}, s(2, 6)));
		cases.add(real("used twice", v -> multiply(tanh(v.get(0)), add(v.get(0), v.get(0))), s(2, 3)));
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void matchesCentralDifferences(final Case test) {
		final Random random = new Random(7);
		final Graph graph = new Graph();
		final List<Value> inputs = new ArrayList<>();
		final Map<String, Tensor> feeds = new HashMap<>();
		final Map<String, Tensor> fetches = new HashMap<>();
		for (int i = 0; i < test.shapes.length; i++) {
			final Value input = graph.input("x" + i, ElementType.FLOAT, Shape.of(test.shapes[i]));
			inputs.add(input);
			final Tensor tensor = new Tensor(test.shapes[i]);
			for (int k = 0; k < tensor.count(); k++) tensor.data().put(k, (float) offTheKinks(random, test, i));
			feeds.put(input.name(), tensor);
		}
		final Value result = test.function.apply(inputs);
		final float[] weights = new float[(int) result.shape().count(1)];
		for (int k = 0; k < weights.length; k++) weights[k] = (float) random.nextGaussian();
		final Value loss = Reduction.sum(multiply(result, graph.constant(weights, result.shape())));
		graph.output("loss", loss);
		final List<Value> differentiable = inputs.stream().filter(v -> !test.name.equals("Expand") || v == inputs.get(0))
			.filter(v -> !test.name.equals("Cast") || v == inputs.get(0)).toList();
		final List<Value> gradients = Gradients.of(loss, differentiable);
		for (int i = 0; i < gradients.size(); i++) {
			assertEquals(differentiable.get(i).shape(), gradients.get(i).shape());
			graph.output("g" + i, gradients.get(i));
			fetches.put("g" + i, new Tensor(test.shapes[i]));
		}
		final Tensor lossTensor = new Tensor();
		fetches.put("loss", lossTensor);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1)) {
			session.run(feeds, fetches);
			for (int i = 0; i < gradients.size(); i++) {
				final float[] analytic = fetches.get("g" + i).toArray();
				final Tensor input = feeds.get("x" + i);
				for (int k = 0; k < input.count(); k++) {
					final float centre = input.data().get(k);
					input.data().put(k, (float) (centre + STEP));
					session.run(feeds, Map.of("loss", lossTensor));
					final double above = lossTensor.data().get(0);
					input.data().put(k, (float) (centre - STEP));
					session.run(feeds, Map.of("loss", lossTensor));
					final double numeric = (above - lossTensor.data().get(0)) / (2 * STEP);
					input.data().put(k, centre);
					assertEquals(numeric, analytic[k], TOLERANCE * (1 + Math.abs(numeric)), "input " + i + ", element " + k);
				}
			}
		}
	}

	/** Keeps clear of the kinks of Abs and Relu at 0 and of ties in Max, which differences cannot resolve. */
	private static double offTheKinks(final Random random, final Case test, final int input) {
		final double x = test.lower + (test.upper - test.lower) * random.nextDouble();
		return Math.rint(x * 10) / 10 + (input == 0 ? 0.03 : 0.07);
	}

	@Test
	void everyRuleIsTested() {
		final Set<String> tested = new HashSet<>();
		cases().forEach(test -> {
			final Graph graph = new Graph();
			final List<Value> inputs = new ArrayList<>();
			for (final long[] shape : test.shapes) inputs.add(graph.input("x" + inputs.size(), ElementType.FLOAT, Shape.of(shape)));
			test.function.apply(inputs);
			graph.operations().stream().map(Operation::operator).forEach(tested::add);
		});
		final Set<String> missing = new HashSet<>(GradientRules.operators());
		missing.removeAll(tested);
		missing.remove("Shape");
		assertTrue(missing.isEmpty(), "untested: " + missing);
	}

	@Test
	void sumsOverABatchOfUnknownSize() {
		final Graph graph = new Graph();
		final Value x = graph.input("x", ElementType.FLOAT, Shape.batch(3));
		final Value bias = graph.input("b", ElementType.FLOAT, Shape.of(3));
		final Value gradient = Gradients.of(Reduction.sum(multiply(x, bias)), List.of(bias)).get(0);
		graph.output("g", gradient);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor out = new Tensor(3))
		{
			session.run(Map.of("x", Tensor.of(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3), "b", new Tensor(3)), Map.of("g", out));
			assertEquals(List.of(5f, 7f, 9f), List.of(out.data().get(0), out.data().get(1), out.data().get(2)));
		}
	}

	@Test
	void refusesWhatCannotBeDifferentiated() {
		final Graph graph = new Graph();
		final Value x = graph.input("x", ElementType.FLOAT, Shape.of(3));
		final Value y = graph.input("y", ElementType.FLOAT, Shape.of(3));
		final Value sum = Reduction.sum(x);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Gradients.of(x, List.of(x))).getMessage().contains("scalar"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Gradients.of(sum, List.of(y))).getMessage()
			.contains("does not depend"));
	}
}
