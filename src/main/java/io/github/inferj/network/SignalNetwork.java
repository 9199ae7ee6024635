// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;

import java.util.List;

import io.github.inferj.graph.Convolution;
import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * A convolutional network for samples at equal distances, such as a voltage trace or a spectrum: layers of strided
 * convolutions with SiLU, each of twice as many channels as the one before, until at most {@value #LAST} places are
 * left; from their channels two linear layers make the token. Kernels are twice as long as the stride, so that
 * every layer sees each element twice. Nothing is normalised along the way, which would take the signal's
 * amplitude away.
 *
 * @param length number of samples
 * @param width of the token
 */
record SignalNetwork(int length, int width) {

	private static final int LAST = 8;
	private static final int CHANNELS = 16;
	private static final int MOST_CHANNELS = 64;
	private static final int STRIDE = 8;
	private static final int LONG = 4096;
	private static final int FIRST_STRIDE_IF_LONG = 16;
	/** Makes up for the variance that SiLU takes from a standard normal number, about. */
	private static final double GAIN = 1.7;

	/**
	 * @param values (B, length), standardised
	 * @return (B, width)
	 */
	Value apply(final Value values, final Weights weights) {
		final Dim batch = values.shape().dim(0);
		Value h = Layout.reshape(values, new Shape(List.of(batch, Dim.ONE, Dim.of(length))));
		for (int layer = 0; h.shape().size(2) > LAST; layer++) {
			final int stride = layer == 0 && length >= LONG ? FIRST_STRIDE_IF_LONG : STRIDE;
			final int channels = Math.min(MOST_CHANNELS, CHANNELS << layer);
			h = Layers.silu(convolve(h, stride, channels, layer == 0 ? 1 : GAIN, weights.scope("convolution" + layer)));
		}
		final Value features = Layout.reshape(h, new Shape(List.of(batch, Dim.of(h.shape().size(1) * h.shape().size(2)))));
		return Layers.twoLayers(features, 4 * width, GAIN, width, GAIN, weights);
	}

	/** @return (B, channels, n / stride rounded up) */
	private static Value convolve(final Value h, final int stride, final int channels, final double gain, final Weights w) {
		final int kernel = 2 * stride;
		final long inputs = h.shape().size(1);
		final long size = h.shape().size(2);
		final long outputs = (size + stride - 1) / stride;
		final int zeros = (int) ((outputs - 1) * stride + kernel - size);
		final Value matrix = w.normal(Layers.MATRIX, gain / Math.sqrt(inputs * kernel), inputs * kernel, channels);
		final Value weight = Layout.reshape(Layout.transpose(matrix, 1, 0), Shape.of(channels, inputs, kernel));
		final Value result = new Convolution(stride, 1, zeros / 2, zeros - zeros / 2).apply(h, weight);
		return add(result, w.constant("bias", 0, channels, 1));
	}
}
