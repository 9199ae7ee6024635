// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.multiply;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * Tokens of several columns: a linear layer beside a small network of the values, the condition states and their products makes
 * the token, and another one reads the results from it and from the same.
 *
 * @param part the tokens
 * @param width numbers per token
 */
record VectorNetwork(Part part, int width) implements TokenNetwork {

	private static final int WIDENING = 4;

	@Override
	public Value embed(final Part.Inputs inputs, final Weights weights) {
		return perSample(beside(features(inputs), width, 1, weights), part.kept().length);
	}

	@Override
	public Value read(final Value tokens, final Part.Inputs inputs, final Weights weights) {
		final Dim batch = tokens.shape().dim(0);
		final int count = part.read().length;
		final Value all = Layout.concatenate(1, List.of(Layout.reshape(tokens, new Shape(List.of(batch.times(count), Dim.of(width)))),
			ofRead(features(inputs))));
		final int columns = part.columnsEach();
		return Layout.reshape(beside(all, columns, 0.1, weights), new Shape(List.of(batch, Dim.of(count * columns))));
	}

	private Value beside(final Value rows, final int outputs, final double gain, final Weights weights) {
		return add(Layers.linear(rows, outputs, gain, weights.scope("direct")), Layers.twoLayers(rows, WIDENING * width, 1, outputs, gain,
			weights));
	}

	/** @return (B tokens, features), the tokens of each sample one after another */
	private Value features(final Part.Inputs inputs) {
		final Value x = perToken(inputs.values());
		final Value m = perToken(inputs.observed());
		return Layout.concatenate(1, Stream.concat(Stream.of(x, multiply(x, m), m), inputs.told().stream().map(this::perToken)).toList());
	}

	private Value perToken(final Value columns) {
		final int count = part.kept().length;
		return count == 1 ? columns : Layout.reshape(columns, new Shape(List.of(columns.shape().dim(0).times(count), Dim.of(part
			.columnsEach()))));
	}

	/** @return those of the tokens that are read */
	private Value ofRead(final Value features) {
		final int count = part.kept().length;
		if (part.read().length == count) return features;
		final long[] read = IntStream.of(part.readAmongKept()).asLongStream().toArray();
		final Value some = Layout.gather(perSample(features, count), 1, features.graph().constant(read));
		return Layout.reshape(some, new Shape(List.of(some.shape().dim(0).times(read.length), features.shape().dim(1))));
	}

	/** @return (B, count, n) of (B count, n) */
	private static Value perSample(final Value rows, final int count) {
		return Layout.reshape(rows, new Shape(List.of(rows.shape().dim(0).split(count), Dim.of(count), rows.shape().dim(1))));
	}
}
