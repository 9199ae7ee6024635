// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.variable.Support;

/**
 * A model's network as a denoiser of as many samples as go through it at once, each with its own
 * observation. Estimates are clipped to the variables' supports. Further samples are taken in turn, the
 * first of each turn with the first observation and so on. Close it to free its tensors.
 */
final class ConditionalDenoiser implements Denoiser, AutoCloseable {

	private final Session session;
	private final AttentionBias attention;
	private final Support[] supports;
	private final int size;
	private final Tensor x;
	private final Tensor observed;
	private final Tensor sigma;
	private final Optional<Tensor> bias;
	private final Tensor denoised;
	private final Session.Bindings bindings;

	/**
	 * @param session runs the model's denoiser
	 * @param size how many samples go through the network at once
	 */
	ConditionalDenoiser(final JointModel model, final Session session, final int size) {
		this.session = session;
		this.size = size;
		attention = model.attention();
		supports = new Support[model.specification().size()];
		for (int c = 0; c < supports.length; c++) supports[c] = model.standardisation().forward(c, model.specification()
			.components().get(c).variable().support());
		final int tokens = supports.length;
		x = new Tensor(size, tokens);
		observed = new Tensor(size, tokens);
		sigma = new Tensor(size, 1);
		bias = attention.isPerSample() ? Optional.of(new Tensor(size, 1, tokens, tokens)) : Optional.empty();
		denoised = new Tensor(size, tokens);
		final Map<String, Tensor> inputs = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed,
			DenoiserGraph.SIGMA, sigma));
		bias.ifPresent(tensor -> inputs.put(AttentionBias.INPUT, tensor));
		bindings = new Session.Bindings(inputs, Map.of(DenoiserGraph.DENOISED, denoised));
	}

	/** Tells what a sample is conditioned on: all columns of a row that are not NaN. */
	void observe(final int sample, final double[] row) {
		final int tokens = supports.length;
		final BitSet given = new BitSet();
		for (int c = 0; c < tokens; c++) {
			given.set(c, !Double.isNaN(row[c]));
			observed.data().put(sample * tokens + c, given.get(c) ? 1 : 0);
		}
		if (bias.isPresent()) bias.get().data().put(sample * tokens * tokens, attention.of(given));
	}

	/** @return (samples x columns): 1 where observed, 0 where latent */
	FloatBuffer observed() {
		return observed.data();
	}

	@Override
	public void denoise(final FloatBuffer from, final double level, final FloatBuffer to) {
		for (int i = 0; i < size; i++) sigma.data().put(i, (float) level);
		for (int first = 0; first < from.capacity(); first += x.count()) {
			final int count = Math.min(x.count(), from.capacity() - first);
			x.data().put(0, from, first, count);
			session.run(bindings);
			copy(count, to, first);
		}
	}

	private void copy(final int count, final FloatBuffer to, final int first) {
		final FloatBuffer estimate = denoised.data();
		final int tokens = supports.length;
		for (int c = 0; c < tokens; c++) {
			final float lower = (float) supports[c].lower();
			final float upper = (float) supports[c].upper();
			for (int k = c; k < count; k += tokens) to.put(first + k, observed.data().get(k) == 1 ? estimate.get(k) : Math.max(lower,
				Math.min(upper, estimate.get(k))));
		}
	}

	@Override
	public void close() {
		x.close();
		observed.close();
		sigma.close();
		bias.ifPresent(Tensor::close);
		denoised.close();
	}
}
