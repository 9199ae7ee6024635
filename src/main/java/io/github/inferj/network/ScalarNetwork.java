// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.multiply;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * Tokens of one column: the sum of a learned identifier, the value times a learned vector, and, if observed, a learned
 * condition vector and the value times another one. The result is linear in the token.
 *
 * @param part the tokens
 * @param width numbers per token
 */
record ScalarNetwork(Part part, int width) implements TokenNetwork {

	@Override
	public Value embed(final Part.Inputs inputs, final Weights weights) {
		final Shape column = new Shape(List.of(inputs.values().shape().dim(0), Dim.of(part.kept().length), Dim.ONE));
		final Value x = Layout.reshape(inputs.values(), column);
		final Value m = Layout.reshape(inputs.observed(), column);
		final Value latent = add(multiply(x, vectors("value", 1, weights)), vectors("identifier", 1, weights));
		final Value observed = add(multiply(x, vectors("observed_value", 0.5, weights)), vectors("observed", 0.5, weights));
		Value token = add(latent, multiply(m, observed));
		for (int k = 0; k < inputs.told().size(); k++)
			token = add(token, multiply(Layout.reshape(inputs.told().get(k), column), vectors("hint" + k, 0.5, weights)));
		return token;
	}

	private Value vectors(final String name, final double spread, final Weights weights) {
		return rows(weights.normal(name, spread, part.rows(), width), part.kept());
	}

	@Override
	public Value read(final Value tokens, final Part.Inputs inputs, final Weights weights) {
		final Value vectors = rows(weights.normal("vector", 0.1 / Math.sqrt(width), part.rows(), width), part.read());
		final Value bias = rows(Layout.reshape(weights.constant("bias", 0, part.rows()), Shape.of(part.rows(), 1)), part.read());
		return add(Reduction.sum(multiply(tokens, vectors), false, -1), Layout.reshape(bias, Shape.of(bias.shape().size(0))));
	}

	/**
	 * @param weight row by row
	 * @return the rows of some tokens; the weight itself where they are its rows, or where it has only one
	 */
	private Value rows(final Value weight, final int[] tokens) {
		final int rows = part.rows();
		final int[] wanted = Arrays.stream(tokens).map(part.run().rows()::get).toArray();
		if (rows == 1 || Arrays.equals(wanted, IntStream.range(0, rows).toArray())) return weight;
		return LinearAlgebra.matMul(LinearAlgebra.selection(weight.graph(), wanted, rows), weight);
	}
}
