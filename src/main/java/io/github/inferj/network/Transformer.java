// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
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

	private static final double EPSILON = 1e-5;
	private final Architecture architecture;

	/** A transformer of this size. */
	public Transformer(final Architecture architecture) {
		this.architecture = architecture;
	}

	/**
	 * Where only some of the tokens are read, the last block computes only them; without the gradient of that.
	 *
	 * @param tokens (B T, width), the tokens of each sample one after another
	 * @param tokenCount T
	 * @param noise (B, width), the embedding of each sample's noise level
	 * @param attention added to the attention logits, of a shape that broadcasts to (B, heads, T, T):
	 *          0 where a token (row) may read another (column), very negative elsewhere; empty if all
	 *          may read all
	 * @param read positions of the tokens to return, R of them; empty for all
	 * @return (B R, width), normalised
	 */
	public Value apply(final Value tokens, final int tokenCount, final Value noise, final Optional<Value> attention,
		final Optional<long[]> read, final Weights weights)
	{
		Value h = tokens;
		for (int layer = 0; layer < architecture.layers(); layer++) {
			final Weights w = weights.scope("block" + layer);
			final boolean isLast = layer == architecture.layers() - 1;
			h = addToTokens(h, Layers.linear(noise, architecture.width(), 0.1, w.scope("noise")), tokenCount);
			h = isLast && read.isPresent() ? attendFrom(h, tokenCount, attention, read.get(), w) : add(h, attention(normalise(h),
				tokenCount, attention, w));
			h = add(h, feedForward(normalise(h), w));
		}
		return normalise(h);
	}

	private Value attention(final Value h, final int tokenCount, final Optional<Value> bias, final Weights w) {
		final int width = architecture.width();
		final int heads = architecture.heads();
		final int perHead = width / heads;
		final Value projected = Layers.linear(h, 3 * width, 1, w.scope("qkv"));
		final Dim batch = batch(h, tokenCount);
		final Value split = Layout.transpose(Layout.reshape(projected, new Shape(List.of(batch, Dim.of(tokenCount), Dim.of(3),
			Dim.of(heads), Dim.of(perHead)))), 2, 0, 3, 1, 4);
		final List<Value> qkv = Layout.split(split, 0, 1, 1, 1);
		final Shape perHeadShape = new Shape(List.of(batch, Dim.of(heads), Dim.of(tokenCount), Dim.of(perHead)));
		return attention(Layout.reshape(qkv.get(0), perHeadShape), Layout.reshape(qkv.get(1), perHeadShape), Layout.reshape(qkv.get(2),
			perHeadShape), bias, h.shape(), w);
	}

	private Value attention(final Value query, final Value key, final Value value, final Optional<Value> bias, final Shape rows,
		final Weights w)
	{
		final double scale = 1 / Math.sqrt(query.shape().size(-1));
		Value logits = multiply(LinearAlgebra.matMul(query, Layout.transpose(key, 0, 1, 3, 2)), scale);
		if (bias.isPresent()) logits = add(logits, bias.get());
		final Value read = LinearAlgebra.matMul(Reduction.softmax(logits), value);
		final Value joined = Layout.reshape(Layout.transpose(read, 0, 2, 1, 3), rows);
		return Layers.linear(joined, architecture.width(), residualScale(), w.scope("out"));
	}

	/** @return (B R, width): some of the tokens after they have read all, with what they were */
	private Value attendFrom(final Value h, final int tokenCount, final Optional<Value> bias, final long[] read, final Weights w) {
		final int width = architecture.width();
		final Value positions = h.graph().constant(read);
		final Value normal = normalise(h);
		final Value some = gatherTokens(normal, tokenCount, positions);
		final Weights qkv = w.scope("qkv");
		final List<Value> matrix = Layout.split(Layers.matrix(width, 3 * width, 1, qkv), 1, width, width, width);
		final List<Value> shift = Layout.split(Layers.bias(3 * width, qkv), 0, width, width, width);
		final Value query = perHead(LinearAlgebra.gemm(some, matrix.get(0), shift.get(0)), read.length);
		final Value key = perHead(LinearAlgebra.gemm(normal, matrix.get(1), shift.get(1)), tokenCount);
		final Value value = perHead(LinearAlgebra.gemm(normal, matrix.get(2), shift.get(2)), tokenCount);
		return add(gatherTokens(h, tokenCount, positions), attention(query, key, value, bias.map(all -> Layout.gather(all, 2,
			positions)), some.shape(), w));
	}

	/** @return (B, heads, count, width / heads) of (B count, width) */
	private Value perHead(final Value rows, final int count) {
		final int heads = architecture.heads();
		return Layout.transpose(Layout.reshape(rows, new Shape(List.of(batch(rows, count), Dim.of(count), Dim.of(heads), Dim.of(
			architecture.width() / heads)))), 0, 2, 1, 3);
	}

	private static Value gatherTokens(final Value rows, final int count, final Value positions) {
		final Dim width = rows.shape().dim(1);
		final Dim batch = batch(rows, count);
		final long kept = positions.shape().size(0);
		return Layout.reshape(Layout.gather(Layout.reshape(rows, new Shape(List.of(batch, Dim.of(count), width))), 1, positions),
			new Shape(List.of(batch.times(kept), width)));
	}

	private static Dim batch(final Value rows, final int count) {
		return rows.shape().dim(0).split(count);
	}

	private Value feedForward(final Value h, final Weights w) {
		return Layers.twoLayers(h, architecture.width() * architecture.widening(), 1, architecture.width(), residualScale(), w);
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
	 * is always linear. ONNX Runtime's own LayerNormalization takes three times as long, and adding to a column is slow.
	 */
	private static Value normalise(final Value h) {
		final Value size = sqrt(add(Reduction.mean(square(h), false, -1), EPSILON));
		return divide(h, Layout.reshape(size, h.shape().with(-1, Dim.ONE)));
	}
}
