// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Operation;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * Reverse-mode differentiation: the gradients are further operations of the same graph, one rule per
 * operator, applied in one walk backwards.
 */
public final class Gradients {

	private Gradients() {}

	/**
	 * Adds the gradient of a scalar to its graph.
	 *
	 * @param scalar what to differentiate, of shape ()
	 * @param variables with respect to what; each must influence the scalar
	 * @return for each variable a value of its shape
	 * @throws IllegalArgumentException if {@code scalar} is no scalar, does not depend on a variable, or
	 *           depends on it through an operator without a gradient rule
	 */
	public static List<Value> of(final Value scalar, final List<Value> variables) {
		if (!scalar.shape().equals(Shape.SCALAR)) throw new IllegalArgumentException("the gradient of " + scalar
			+ " was asked for: only a scalar has one");
		final Graph graph = scalar.graph();
		final List<Operation> operations = graph.operations();
		final Set<Value> influenced = influenced(operations, variables);
		final Map<Value, Value> gradients = new HashMap<>();
		gradients.put(scalar, graph.constant(1));
		for (int i = operations.size() - 1; i >= 0; i--) back(operations.get(i), influenced, gradients);
		return variables.stream().map(variable -> {
			final Value gradient = gradients.get(variable);
			if (gradient == null) throw new IllegalArgumentException(scalar + " does not depend on " + variable);
			return Layout.expand(gradient, variable);
		}).toList();
	}

	private static Set<Value> influenced(final List<Operation> operations, final List<Value> variables) {
		final Set<Value> influenced = new HashSet<>(variables);
		for (final Operation operation : operations)
			if (operation.inputs().stream().anyMatch(influenced::contains)) influenced.addAll(operation.outputs());
		return influenced;
	}

	private static void back(final Operation operation, final Set<Value> influenced, final Map<Value, Value> gradients) {
		if (operation.outputs().stream().noneMatch(gradients::containsKey) || operation.inputs().stream().noneMatch(
			influenced::contains)) return;
		final GradientRule rule = GradientRules.of(operation.operator());
		if (rule == null) throw new IllegalArgumentException("operator " + operation.operator() + " has no gradient rule");
		final boolean takesUnrepeated = GradientRules.takesUnrepeated(operation.operator());
		final List<Value> outgoing = new ArrayList<>();
		for (final Value output : operation.outputs()) {
			final Value gradient = gradients.get(output);
			outgoing.add(gradient == null || takesUnrepeated ? gradient : Layout.expand(gradient, output));
		}
		final List<Value> incoming = rule.inputGradients(operation, outgoing);
		for (int i = 0; i < incoming.size(); i++) {
			final Value input = operation.input(i);
			if (incoming.get(i) == null || !influenced.contains(input)) continue;
			final Value gradient = Broadcasting.sumTo(incoming.get(i), input.shape());
			gradients.merge(input, gradient, Elementwise::add);
		}
	}
}
