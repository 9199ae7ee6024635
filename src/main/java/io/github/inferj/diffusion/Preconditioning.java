// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.log;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;

import io.github.inferj.graph.Value;

/**
 * How a network F with inputs and outputs of unit variance becomes a denoiser of standardised
 * variables (Karras et al. 2022, equation 7 and table 1, with sigma_data = 1):
 * D(x, sigma) = c_skip x + c_out F(c_in x, log(sigma) / 4), where c_skip = 1 / (1 + sigma^2),
 * c_out = sigma / sqrt(1 + sigma^2) and c_in = 1 / sqrt(1 + sigma^2).
 */
public final class Preconditioning {

	private final Value sigma;
	private final Value scale;

	/** @param sigma the noise level of each sample, (B, 1) */
	public Preconditioning(final Value sigma) {
		this.sigma = sigma;
		this.scale = sqrt(add(square(sigma), 1));
	}

	/** @return c_in x */
	public Value input(final Value x) {
		return divide(x, scale);
	}

	/** @return log(sigma) / 4, (B, 1) */
	public Value noise() {
		return multiply(log(sigma), 0.25);
	}

	/** @return c_skip x + c_out f, the denoised estimate */
	public Value denoised(final Value x, final Value f) {
		return divide(add(divide(x, scale), multiply(f, sigma)), scale);
	}

	/** @return what f should be: (x_0 - c_skip x) / c_out */
	public Value target(final Value clean, final Value x) {
		return divide(subtract(multiply(clean, scale), divide(x, scale)), sigma);
	}
}
