// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One node of a {@link Graph}: an ONNX operator applied to values.
 */
public final class Operation {

	private final String operator;
	private final List<Value> inputs;
	private final Map<String, Object> attributes;
	private List<Value> outputs = List.of();

	Operation(final String operator, final List<Value> inputs, final Map<String, Object> attributes) {
		this.operator = operator;
		this.inputs = List.copyOf(inputs);
		this.attributes = Map.copyOf(attributes);
	}

	void setOutputs(final List<Value> values) {
		outputs = List.copyOf(values);
	}

	/** @return the ONNX operator's name */
	public String operator() {
		return operator;
	}

	/** @return the operands */
	public List<Value> inputs() {
		return inputs;
	}

	/** @return an operand */
	public Value input(final int i) {
		return inputs.get(i);
	}

	/** @return the results */
	public List<Value> outputs() {
		return outputs;
	}

	/** @return a result */
	public Value output(final int i) {
		return outputs.get(i);
	}

	/** @return the attributes: Long, Float, String or long[] */
	public Map<String, Object> attributes() {
		return attributes;
	}

	/** @return an integer attribute */
	public long integer(final String key) {
		return (Long) attributes.get(key);
	}

	/** @return a list attribute */
	public long[] integers(final String key) {
		return ((long[]) attributes.get(key)).clone();
	}

	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder(operator).append(inputs);
		attributes.forEach((key, value) -> text.append(' ').append(key).append('=').append(value instanceof long[] list
			? Arrays.toString(list) : value));
		return text.toString();
	}
}
