// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static io.github.inferj.graph.Elementwise.log;
import static io.github.inferj.graph.Elementwise.multiply;

import java.util.List;

import io.github.inferj.graph.Value;

/**
 * How a network becomes a denoiser D(x, sigma) of standardised variables. All values are (B, C); entries
 * of observed variables do not matter.
 */
interface Preconditioning {

	/** @return what the network is given of the noisy values */
	Value input();

	/** @return what the network is told about each latent variable besides, a fixed number of values */
	List<Value> hints();

	/** @return the denoised estimate that the network's output stands for */
	Value denoised(Value output);

	/** @return the output that stands for clean values */
	Value target(Value clean);

	/** @return the network's input for the noise level sigma, (B, 1): log(sigma) / 4 (Karras et al. 2022, table 1) */
	static Value noise(final Value sigma) {
		return multiply(log(sigma), 0.25);
	}
}
