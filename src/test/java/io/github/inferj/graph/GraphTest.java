// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import ai.onnx.proto.OnnxMl.ModelProto;

class GraphTest {

	private final Graph graph = new Graph();

	private Value input(final String name, final long... sizes) {
		return graph.input(name, ElementType.FLOAT, Shape.of(sizes));
	}

	@Test
	void namesOperatorShapesAndLineOfAMistake() {
		final Value a = input("a", 3, 4);
		final Value b = input("b", 5, 2);
		final String message = assertThrows(ShapeException.class, () -> LinearAlgebra.matMul(a, b)).getMessage();
		assertTrue(message.startsWith("MatMul: (3, 4) x (5, 2): the inner extents 4 and 5 differ (built at GraphTest.java:"),
			message);
	}

	@Test
	void refusesShapesThatDoNotFit() {
		final Value a = input("a", 3, 4);
		final Value b = input("b", 2, 4);
		assertThrows(ShapeException.class, () -> Elementwise.add(a, b));
		assertThrows(ShapeException.class, () -> Layout.reshape(a, Shape.of(5, 2)));
		assertThrows(ShapeException.class, () -> Layout.concatenate(1, List.of(a, b)));
		assertThrows(ShapeException.class, () -> Layout.split(a, 1, 2, 3));
		assertThrows(ShapeException.class, () -> Layout.transpose(a, 0));
		assertThrows(ShapeException.class, () -> LinearAlgebra.gemm(a, b, false, false));
		assertThrows(ShapeException.class, () -> Reduction.sum(a, true, 2));
		assertThrows(ShapeException.class, () -> Layout.expand(a, b));
		assertThrows(ShapeException.class, () -> Elementwise.add(a, Elementwise.greater(a, a)));
	}

	@Test
	void convolutionsFitTheirInput() {
		final Value x = graph.input("x", ElementType.FLOAT, Shape.batch(2, 10));
		final Value w = input("w", 5, 2, 4);
		final Convolution convolution = new Convolution(3, 2, 1, 2);
		final Value y = convolution.apply(x, w);
		assertEquals(Shape.batch(5, 3), y.shape());
		assertEquals(x.shape(), convolution.transposed(y, w).shape());
		assertThrows(ShapeException.class, () -> new Convolution(3, 2, 1, 1).apply(x, w));
		assertThrows(ShapeException.class, () -> convolution.apply(x, input("v", 5, 3, 4)));
		assertThrows(ShapeException.class, () -> convolution.transposed(x, w));
		assertThrows(ShapeException.class, () -> convolution.apply(input("z", 2, 10), w));
		assertThrows(IllegalArgumentException.class, () -> new Convolution(0, 1, 0, 0));
	}

	@Test
	void refusesValuesOfAnotherGraph() {
		final Value foreign = new Graph().constant(1);
		assertThrows(IllegalArgumentException.class, () -> Elementwise.add(input("a", 2), foreign));
	}

	@Test
	void followsTheBatchThroughReshapes() {
		final Value x = graph.input("x", ElementType.FLOAT, Shape.batch(4, 6));
		final Shape rows = new Shape(List.of(new Dim(4, true), Dim.of(6)));
		final Value flat = Layout.reshape(x, rows);
		assertEquals("(4B, 6)", flat.shape().toString());
		assertEquals(Shape.batch(4, 2, 3), Layout.reshape(flat, Shape.batch(4, 2, 3)).shape());
		assertThrows(ShapeException.class, () -> Layout.reshape(x, Shape.batch(4, 5)));
	}

	@Test
	void writesOnlyWhatTheOutputsNeed() {
		final Value a = input("a", 2);
		Elementwise.exp(a);
		graph.output("y", Elementwise.add(a, 1));
		graph.output("same", a);
		final ModelProto model = OnnxWriter.write(graph, "test", Map.of("key", "value"));
		assertEquals(List.of("Add", "Identity"), model.getGraph().getNodeList().stream().map(n -> n.getOpType()).toList());
		assertEquals("value", model.getMetadataProps(0).getValue());
		assertFalse(model.getGraph().getOutputList().isEmpty());
	}

	@Test
	void valuesAreEqualOnlyToThemselves() {
		assertNotEquals(Elementwise.exp(input("a", 2)), Elementwise.exp(graph.inputs().get(0)));
	}
}
