// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph under construction. Values are made by {@link #input}, by the {@code constant}
 * methods and by the operator classes of this package, which check types and shapes as they go;
 * {@link OnnxWriter} turns the whole into protobuf. Operations are kept in the order they were made,
 * which is a topological order. Not safe for use from several threads.
 */
public final class Graph {

	/** A tensor whose elements are part of the graph. */
	record Initializer(Value value, ByteBuffer elements) {}

	private final List<Value> inputs = new ArrayList<>();
	private final List<Initializer> initializers = new ArrayList<>();
	private final List<Operation> operations = new ArrayList<>();
	private final Map<String, Value> outputs = new LinkedHashMap<>();
	private final Map<Float, Value> scalars = new LinkedHashMap<>();
	private int counter;

	/** Declares an input of the graph. */
	public Value input(final String name, final ElementType type, final Shape shape) {
		final Value value = new Value(this, name, type, shape, null);
		inputs.add(value);
		return value;
	}

	/** @return a float scalar, shared between equal ones */
	public Value constant(final float value) {
		return scalars.computeIfAbsent(value, v -> constant(new float[] { v }, Shape.SCALAR));
	}

	/** @return a float tensor with these elements, the last axis fastest */
	public Value constant(final float[] elements, final Shape shape) {
		return constant("c" + counter++, elements, shape);
	}

	/** As {@link #constant(float[], Shape)}, with a name that is kept when the graph is written. */
	public Value constant(final String name, final float[] elements, final Shape shape) {
		final ByteBuffer bytes = elements(elements.length, Float.BYTES, shape);
		bytes.asFloatBuffer().put(elements);
		return initializer(name, ElementType.FLOAT, shape, bytes);
	}

	/** @return an integer vector */
	public Value constant(final long... elements) {
		final Shape shape = Shape.of(elements.length);
		final ByteBuffer bytes = elements(elements.length, Long.BYTES, shape);
		bytes.asLongBuffer().put(elements);
		return initializer("c" + counter++, ElementType.INT64, shape, bytes);
	}

	private static ByteBuffer elements(final int count, final int width, final Shape shape) {
		if (!shape.isKnown() || shape.count(1) != count) throw new ShapeException("Constant", count
			+ " elements do not fill the shape " + shape);
		return ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
	}

	private Value initializer(final String name, final ElementType type, final Shape shape, final ByteBuffer bytes) {
		final Value value = new Value(this, name, type, shape, null);
		initializers.add(new Initializer(value, bytes));
		return value;
	}

	/** Names a value as an output of the graph; the same value may have several names. */
	public void output(final String name, final Value value) {
		if (value.graph() != this) throw new IllegalArgumentException(value + " belongs to another graph");
		if (outputs.put(name, value) != null) throw new IllegalArgumentException("two outputs named " + name);
	}

	/** Adds an operation with one result. The caller has checked the shapes. */
	Value add(final String operator, final List<Value> operands, final Map<String, Object> attributes,
		final ElementType type, final Shape shape)
	{
		return add(operator, operands, attributes, type, List.of(shape)).get(0);
	}

	/** Adds an operation with several results of one type. The caller has checked the shapes. */
	List<Value> add(final String operator, final List<Value> operands, final Map<String, Object> attributes,
		final ElementType type, final List<Shape> shapes)
	{
		for (final Value operand : operands) if (operand.graph() != this)
			throw new IllegalArgumentException(operator + ": " + operand + " belongs to another graph");
		final Operation operation = new Operation(operator, operands, attributes);
		operation.setOutputs(shapes.stream().map(shape -> new Value(this, operator + "_" + counter++, type, shape, operation))
			.toList());
		operations.add(operation);
		return operation.outputs();
	}

	long[] integers(final Value value) {
		for (final Initializer initializer : initializers) {
			if (initializer.value() != value || value.type() != ElementType.INT64) continue;
			final long[] elements = new long[(int) value.shape().count(1)];
			initializer.elements().duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(elements);
			return elements;
		}
		throw new IllegalStateException(value + " is not an integer constant");
	}

	/** @return the inputs in the order declared */
	public List<Value> inputs() {
		return List.copyOf(inputs);
	}

	/** @return the named outputs in the order declared */
	public Map<String, Value> outputs() {
		return new LinkedHashMap<>(outputs);
	}

	/** @return the operations in topological order */
	public List<Operation> operations() {
		return List.copyOf(operations);
	}

	List<Initializer> initializers() {
		return initializers;
	}
}
