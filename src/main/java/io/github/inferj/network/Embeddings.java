// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.multiply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.variable.Variable;

/**
 * The networks that each compress all values of an embedded variable into one token (Gloeckler et al. 2024, section
 * 3.1). The token of a variable that is not given is a learned vector; of one that is given, that vector plus what
 * the network makes of the values. It depends on no noise level and on no draw, so that it needs to be computed
 * once for each observation.
 *
 * @param variables the embedded variables of a model, in its order
 */
public record Embeddings(List<Variable> variables) {

	/** Name of the input (B, E): 1 where an embedded variable is given, 0 where it is not. */
	public static final String GIVEN = "given";

	/** No embedded variables. */
	public static final Embeddings NONE = new Embeddings(List.of());

	public Embeddings {
		variables = List.copyOf(variables);
	}

	/** @return name of the input (B, n) with the standardised values of a variable, 0 for those that are absent */
	public static String valuesInput(final Variable variable) {
		return "values:" + variable.name();
	}

	/** @return name of the input (B, n) of a set: 1 for its members, 0 for absent ones */
	public static String membersInput(final Variable variable) {
		return "members:" + variable.name();
	}

	/** @return number of embedded variables, E */
	public int count() {
		return variables.size();
	}

	/**
	 * Adds the networks with their inputs to a graph.
	 *
	 * @param batch number of samples, B
	 * @param width of a token
	 * @return (B, E, width), if there are any
	 */
	public Optional<Value> addTo(final Graph graph, final Dim batch, final int width, final Weights weights) {
		if (variables.isEmpty()) return Optional.empty();
		final Value given = graph.input(GIVEN, ElementType.FLOAT, new Shape(List.of(batch, Dim.of(count()))));
		final List<Value> tokens = new ArrayList<>();
		for (int e = 0; e < count(); e++) {
			final Weights w = weights.scope("embedding" + e);
			final Value token = token(graph, batch, variables.get(e), width, w);
			tokens.add(Layout.reshape(token, new Shape(List.of(batch, Dim.ONE, Dim.of(width)))));
		}
		final Value all = tokens.size() == 1 ? tokens.get(0) : Layout.concatenate(1, tokens);
		final Value mask = Layout.reshape(given, new Shape(List.of(batch, Dim.of(count()), Dim.ONE)));
		return Optional.of(add(multiply(all, mask), weights.scope("embedding").normal("identifier", 1, count(), width)));
	}

	private static Value token(final Graph graph, final Dim batch, final Variable variable, final int width, final Weights w) {
		final Value values = graph.input(valuesInput(variable), ElementType.FLOAT, new Shape(List.of(batch, Dim.of(variable
			.size()))));
		if (!variable.isSet()) return new SignalNetwork(variable.size(), width).apply(values, w);
		final Value members = graph.input(membersInput(variable), ElementType.FLOAT, new Shape(List.of(batch, Dim.of(variable
			.members()))));
		return new SetNetwork(variable.members(), variable.embedding().orElseThrow().each(), width).apply(values, members, w);
	}
}
