// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.github.inferj.Progress;
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
	private final Progress progress;
	private final Support[] supports;
	private final DenoiserInputs inputs;
	private final Tensor denoised;
	private final Session.Bindings bindings;

	/**
	 * @param marginal whose denoiser it is
	 * @param attention of that marginal
	 * @param session runs the marginal's denoiser
	 * @param size how many samples go through the network at once
	 * @param progress asked before each evaluation of the network whether the work is cancelled
	 */
	ConditionalDenoiser(final Marginal marginal, final AttentionBias attention, final Session session, final int size,
		final Progress progress)
	{
		this.session = session;
		this.progress = progress;
		supports = new Support[marginal.columns().length];
		Arrays.setAll(supports, marginal::standardisedSupport);
		inputs = new DenoiserInputs(marginal, attention, size);
		denoised = new Tensor(size, supports.length);
		bindings = new Session.Bindings(inputs.tensors(), Map.of(DenoiserGraph.DENOISED, denoised));
	}

	/**
	 * Tells what a sample is conditioned on.
	 *
	 * @param sample from 0
	 * @param row one entry for each kept column, NaN where latent
	 * @param places as {@link Marginal#places} gives them
	 */
	void observe(final int sample, final double[] row, final double[] places) {
		final BitSet given = new BitSet();
		for (int c = 0; c < row.length; c++) given.set(c, !Double.isNaN(row[c]));
		inputs.observe(sample, given, places);
	}

	/** @return (samples x columns): 1 where observed, 0 where latent */
	FloatBuffer observed() {
		return inputs.observed();
	}

	/** @throws CancellationException if cancelled */
	@Override
	public void denoise(final FloatBuffer from, final double level, final FloatBuffer to) {
		inputs.level(level);
		for (int first = 0; first < from.capacity(); first += denoised.count()) {
			if (progress.cancelled()) throw new CancellationException("sampling was cancelled");
			final int count = Math.min(denoised.count(), from.capacity() - first);
			inputs.x().put(0, from, first, count);
			session.run(bindings);
			copy(count, to, first);
		}
	}

	private void copy(final int count, final FloatBuffer to, final int first) {
		final FloatBuffer estimate = denoised.data();
		for (int c = 0; c < supports.length; c++) {
			final float lower = (float) supports[c].lower();
			final float upper = (float) supports[c].upper();
			for (int k = c; k < count; k += supports.length) to.put(first + k, observed().get(k) == 1 ? estimate.get(k) : Math.max(
				lower, Math.min(upper, estimate.get(k))));
		}
	}

	@Override
	public void close() {
		inputs.close();
		denoised.close();
	}
}
