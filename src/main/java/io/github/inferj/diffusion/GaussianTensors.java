// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import java.util.Map;

import io.github.inferj.runtime.Tensor;

/**
 * The inputs of a denoiser's graph that a {@link GaussianApproximation} fills in, in memory shared with ONNX
 * Runtime.
 *
 * @param innovation (B, C, C)
 * @param gain (B, C)
 * @param spread (B, C)
 */
public record GaussianTensors(Tensor innovation, Tensor gain, Tensor spread) implements AutoCloseable {

	/** @return tensors for so many samples of so many columns */
	public static GaussianTensors of(final int batch, final int columns) {
		return new GaussianTensors(new Tensor(batch, columns, columns), new Tensor(batch, columns), new Tensor(batch, columns));
	}

	/** Fills in a sample, from 0. */
	public void put(final int sample, final GaussianApproximation.Conditional conditional) {
		innovation.data().put(sample * conditional.innovation().length, conditional.innovation());
		gain.data().put(sample * conditional.gain().length, conditional.gain());
		spread.data().put(sample * conditional.spread().length, conditional.spread());
	}

	/** @return the tensors by the names of the graph's inputs */
	public Map<String, Tensor> byName() {
		return Map.of(DenoiserGraph.INNOVATION, innovation, DenoiserGraph.GAIN, gain, DenoiserGraph.SPREAD, spread);
	}

	@Override
	public void close() {
		innovation.close();
		gain.close();
		spread.close();
	}
}
