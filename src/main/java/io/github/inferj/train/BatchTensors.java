// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.GaussianTensors;
import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Tensor;

/**
 * The inputs of the loss for one batch, in memory shared with ONNX Runtime.
 *
 * @param x clean standardised variables, (B, C)
 * @param observed 1 where observed, 0 where latent, (B, C)
 * @param sigma noise levels, (B, 1)
 * @param noise standard normal noise, (B, C)
 * @param places the index of functions, scaled to -1 ... 1, (B, C), for networks that have functions
 * @param normal what a Gaussian approximation knows, for networks that have one
 * @param bias attention biases, (B, 1, T, T), for networks whose edge mask differs between samples
 * @param embedded values of embedded variables, for networks that have some
 */
record BatchTensors(Tensor x, Tensor observed, Tensor sigma, Tensor noise, Optional<Tensor> places,
	Optional<GaussianTensors> normal, Optional<Tensor> bias, Optional<EmbeddingInputs> embedded) implements AutoCloseable
{

	/** @param embedded the inputs of embedded variables for as many samples, if there are any */
	static BatchTensors of(final int batch, final DenoiserGraph denoiser, final Optional<EmbeddingInputs> embedded) {
		final int columns = denoiser.network().columns();
		final int tokens = denoiser.attention().tokens();
		return new BatchTensors(new Tensor(batch, columns), new Tensor(batch, columns), new Tensor(batch, 1), new Tensor(batch,
			columns), denoiser.network().functionTokens() > 0 ? Optional.of(new Tensor(batch, columns)) : Optional.empty(), denoiser.gaussian()
				.map(gaussian -> GaussianTensors.of(batch, columns)), denoiser.attention().isPerSample() ? Optional.of(new Tensor(batch,
					1, tokens, tokens)) : Optional.empty(), embedded);
	}

	int size() {
		return sigma.count();
	}

	Map<String, Tensor> byName() {
		final Map<String, Tensor> tensors = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed,
			DenoiserGraph.SIGMA, sigma, DenoiserGraph.NOISE, noise));
		places.ifPresent(tensor -> tensors.put(DenoiserGraph.PLACES, tensor));
		normal.ifPresent(values -> tensors.putAll(values.byName()));
		bias.ifPresent(tensor -> tensors.put(AttentionBias.INPUT, tensor));
		embedded.ifPresent(inputs -> tensors.putAll(inputs.byName()));
		return tensors;
	}

	@Override
	public void close() {
		x.close();
		observed.close();
		sigma.close();
		noise.close();
		places.ifPresent(Tensor::close);
		normal.ifPresent(GaussianTensors::close);
		bias.ifPresent(Tensor::close);
		embedded.ifPresent(EmbeddingInputs::close);
	}
}
