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
 * How a network becomes a denoiser of standardised variables (Karras et al. 2022, equation 7 and table
 * 1, with sigma_data = 1): D(x, sigma) = c_skip x + c_out f(c_in x, log(sigma) / 4), with
 *
 * <pre>
 * prediction  c_skip             c_out                        c_in
 * F           1 / (1 + sigma^2)   sigma / sqrt(1 + sigma^2)   1 / sqrt(1 + sigma^2)
 * VELOCITY    1 / (1 + sigma^2)  -sigma / sqrt(1 + sigma^2)   1 / sqrt(1 + sigma^2)
 * EPSILON     1                  -sigma                       1 / sqrt(1 + sigma^2)
 * SCORE       1                   sigma                       1
 * </pre>
 */
public final class Preconditioning {

	private final Prediction prediction;
	private final Value sigma;
	private final Value scale;

	/**
	 * @param prediction what the network's output stands for
	 * @param sigma the noise level of each sample, (B, 1)
	 */
	public Preconditioning(final Prediction prediction, final Value sigma) {
		this.prediction = prediction;
		this.sigma = sigma;
		this.scale = sqrt(add(square(sigma), 1));
	}

	/** @return c_in x */
	public Value input(final Value x) {
		return prediction == Prediction.SCORE ? x : divide(x, scale);
	}

	/** @return log(sigma) / 4, (B, 1) */
	public Value noise() {
		return multiply(log(sigma), 0.25);
	}

	/** @return c_skip x + c_out output, the denoised estimate */
	public Value denoised(final Value x, final Value output) {
		return switch (prediction) {
			case F -> divide(add(divide(x, scale), multiply(output, sigma)), scale);
			case VELOCITY -> divide(subtract(divide(x, scale), multiply(output, sigma)), scale);
			case EPSILON -> subtract(x, multiply(output, sigma));
			case SCORE -> add(x, multiply(output, sigma));
		};
	}

	/** @return what the output should be: (x_0 - c_skip x) / c_out */
	public Value target(final Value clean, final Value x) {
		return switch (prediction) {
			case F -> divide(subtract(multiply(clean, scale), divide(x, scale)), sigma);
			case VELOCITY -> divide(subtract(divide(x, scale), multiply(clean, scale)), sigma);
			case EPSILON -> divide(subtract(x, clean), sigma);
			case SCORE -> divide(subtract(clean, x), sigma);
		};
	}
}
