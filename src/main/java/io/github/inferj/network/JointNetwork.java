// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.cos;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.sin;

import java.util.List;
import java.util.Optional;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * The network of the Simformer (Gloeckler et al. 2024, section 3): one token per scalar variable, a
 * transformer, and one number per token. A token is the sum of a learned identifier, the value times
 * a learned vector, and a learned vector for the condition state; identifier, value and condition
 * vectors are all specific to the variable, and the value vector to the condition state too.
 */
public final class JointNetwork {

	private static final int FREQUENCIES = 12;
	private final Architecture architecture;
	private final int tokens;

	/**
	 * @param architecture its size
	 * @param tokens number of scalar variables, T
	 */
	public JointNetwork(final Architecture architecture, final int tokens) {
		this.architecture = architecture;
		this.tokens = tokens;
	}

	/** @return the layout of its weights */
	public WeightLayout layout() {
		return WeightLayout.of((graph, weights) -> apply(graph.input("values", ElementType.FLOAT, Shape.batch(tokens)), graph
			.input("observed", ElementType.FLOAT, Shape.batch(tokens)), graph.input("noise", ElementType.FLOAT, Shape.batch(1)),
			Optional.empty(), weights));
	}

	/**
	 * @param values (B, T): observed values as they are, noisy ones scaled to unit variance
	 * @param observed (B, T): 1 where the variable is conditioned on, 0 where it is latent
	 * @param logNoise (B, 1): a quarter of the log noise level (Karras et al. 2022, table 1)
	 * @param attention as in {@link Transformer#apply}
	 * @return (B, T)
	 */
	public Value apply(final Value values, final Value observed, final Value logNoise, final Optional<Value> attention,
		final Weights weights)
	{
		final int width = architecture.width();
		final Dim batch = values.shape().dim(0);
		final Shape perToken = new Shape(List.of(batch, Dim.of(tokens), Dim.of(width)));
		final Shape rows = new Shape(List.of(new Dim(batch.size() * tokens, batch.batch()), Dim.of(width)));
		final Value embedded = Layout.reshape(embed(values, observed, weights.scope("token")), rows);
		final Value noise = embedNoise(logNoise, weights.scope("noise"));
		final Value h = new Transformer(architecture).apply(embedded, tokens, noise, attention, weights);
		final Value head = weights.normal("head.vector", 0.1 / Math.sqrt(width), tokens, width);
		final Value read = Reduction.sum(multiply(Layout.reshape(h, perToken), head), false, -1);
		return add(read, weights.constant("head.bias", 0, tokens));
	}

	private Value embed(final Value values, final Value observed, final Weights w) {
		final int width = architecture.width();
		final Shape column = new Shape(List.of(values.shape().dim(0), Dim.of(tokens), Dim.ONE));
		final Value m = Layout.reshape(observed, column);
		final Value x = Layout.reshape(values, column);
		final Value latentPart = add(multiply(x, w.normal("value", 1, tokens, width)), w.normal("identifier", 1, tokens, width));
		final Value observedPart = add(multiply(x, w.normal("observed_value", 0.5, tokens, width)), w.normal("observed", 0.5,
			tokens, width));
		return add(latentPart, multiply(m, observedPart));
	}

	private Value embedNoise(final Value logNoise, final Weights w) {
		final Graph graph = logNoise.graph();
		final float[] frequencies = new float[FREQUENCIES];
		for (int i = 0; i < FREQUENCIES; i++) frequencies[i] = (float) (0.5 * Math.pow(2, i / 2.0));
		final Value angles = multiply(logNoise, graph.constant(frequencies, Shape.of(FREQUENCIES)));
		final Value features = Layout.concatenate(-1, List.of(logNoise, sin(angles), cos(angles)));
		final Value hidden = Transformer.linear(features, architecture.width(), 1, w.scope("up"));
		return Transformer.linear(multiply(hidden, sigmoid(hidden)), architecture.width(), 1, w.scope("down"));
	}
}
