// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;

import java.util.List;
import java.util.Optional;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * A pre-normalised transformer (Vaswani et al. 2017; Xiong et al. 2020) over a set of tokens, with
 * the embedding of the noise level added to every token before every block.
 */
public final class Transformer {

	static final String MATRIX = "matrix";

	private static final double EPSILON = 1e-5;
	private final Architecture architecture;

	/** A transformer of this size. */
	public Transformer(final Architecture architecture) {
		this.architecture = architecture;
	}

	/**
	 * @param tokens (B T, width), the tokens of each sample one after another
	 * @param tokenCount T
	 * @param noise (B, width), the embedding of each sample's noise level
	 * @param attention added to the attention logits, of a shape that broadcasts to (B, heads, T, T):
	 *          0 where a token (row) may read another (column), very negative elsewhere; empty if all
	 *          may read all
	 * @return (B T, width), normalised
	 */
	public Value apply(final Value tokens, final int tokenCount, final Value noise, final Optional<Value> attention,
		final Weights weights)
	{
		Value h = tokens;
		for (int layer = 0; layer < architecture.layers(); layer++) {
			final Weights w = weights.scope("block" + layer);
			h = addToTokens(h, linear(noise, architecture.width(), 0.1, w.scope("noise")), tokenCount);
			h = add(h, attention(normalise(h), tokenCount, attention, w));
			h = add(h, feedForward(normalise(h), w));
		}
		return normalise(h);
	}

	private Value attention(final Value h, final int tokenCount, final Optional<Value> bias, final Weights w) {
		final int width = architecture.width();
		final int heads = architecture.heads();
		final int perHead = width / heads;
		final Value projected = linear(h, 3 * width, 1, w.scope("qkv"));
		final Dim batch = new Dim(h.shape().dim(0).size() / tokenCount, h.shape().dim(0).batch());
		final Value split = Layout.transpose(Layout.reshape(projected, new Shape(List.of(batch, Dim.of(tokenCount), Dim.of(3),
			Dim.of(heads), Dim.of(perHead)))), 2, 0, 3, 1, 4);
		final List<Value> qkv = Layout.split(split, 0, 1, 1, 1);
		final Shape perHeadShape = new Shape(List.of(batch, Dim.of(heads), Dim.of(tokenCount), Dim.of(perHead)));
		final Value query = Layout.reshape(qkv.get(0), perHeadShape);
		final Value key = Layout.reshape(qkv.get(1), perHeadShape);
		final Value value = Layout.reshape(qkv.get(2), perHeadShape);
		Value logits = multiply(LinearAlgebra.matMul(query, Layout.transpose(key, 0, 1, 3, 2)), 1 / Math.sqrt(perHead));
		if (bias.isPresent()) logits = add(logits, bias.get());
		final Value read = LinearAlgebra.matMul(Reduction.softmax(logits), value);
		final Value joined = Layout.reshape(Layout.transpose(read, 0, 2, 1, 3), h.shape());
		return linear(joined, width, residualScale(), w.scope("out"));
	}

	private Value feedForward(final Value h, final Weights w) {
		final Value hidden = linear(h, architecture.width() * architecture.widening(), 1, w.scope("up"));
		return linear(multiply(hidden, sigmoid(hidden)), architecture.width(), residualScale(), w.scope("down"));
	}

	private double residualScale() {
		return 1 / Math.sqrt(2.0 * architecture.layers());
	}

	private static Value addToTokens(final Value tokens, final Value perSample, final int tokenCount) {
		final Dim batch = perSample.shape().dim(0);
		final Dim width = perSample.shape().dim(1);
		final Value split = Layout.reshape(tokens, new Shape(List.of(batch, Dim.of(tokenCount), width)));
		return Layout.reshape(add(split, Layout.reshape(perSample, new Shape(List.of(batch, Dim.ONE, width)))), tokens.shape());
	}

	/**
	 * Divides each row by its root mean square (Zhang and Sennrich 2019). Without weights: what follows
	 * is always linear. ONNX Runtime's own LayerNormalization takes three times as long.
	 */
	private static Value normalise(final Value h) {
		return divide(h, sqrt(add(Reduction.mean(square(h), true, -1), EPSILON)));
	}

	/** @return rows times a matrix plus a bias; the matrix starts normal with sd {@code gain / sqrt(columns)} */
	static Value linear(final Value rows, final int outputs, final double gain, final Weights w) {
		final long inputs = rows.shape().size(1);
		return LinearAlgebra.gemm(rows, w.normal(MATRIX, gain / Math.sqrt(inputs), inputs, outputs), w.constant("bias", 0,
			outputs));
	}
}
