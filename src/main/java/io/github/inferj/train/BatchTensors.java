// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Map;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.runtime.Tensor;

/**
 * The inputs of the loss for one batch, in memory shared with ONNX Runtime.
 *
 * @param x clean standardised variables, (B, T)
 * @param observed 1 where observed, 0 where latent, (B, T)
 * @param sigma noise levels, (B, 1)
 * @param noise standard normal noise, (B, T)
 */
record BatchTensors(Tensor x, Tensor observed, Tensor sigma, Tensor noise) implements AutoCloseable {

	BatchTensors(final int batch, final int tokens) {
		this(new Tensor(batch, tokens), new Tensor(batch, tokens), new Tensor(batch, 1), new Tensor(batch, tokens));
	}

	int size() {
		return sigma.count();
	}

	Map<String, Tensor> byName() {
		return Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed, DenoiserGraph.SIGMA, sigma, DenoiserGraph.NOISE,
			noise);
	}

	@Override
	public void close() {
		x.close();
		observed.close();
		sigma.close();
		noise.close();
	}
}
