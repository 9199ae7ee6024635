// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sqrt;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;

import java.util.List;

import io.github.inferj.graph.Value;

/**
 * Each variable by itself, with unit variance (Karras et al. 2022, equation 7 and table 1, with sigma_data
 * = 1): D(x, sigma) = c_skip x + c_out f(c_in x), with
 *
 * <pre>
 * prediction  c_skip             c_out                        c_in
 * F           1 / (1 + sigma^2)   sigma / sqrt(1 + sigma^2)   1 / sqrt(1 + sigma^2)
 * VELOCITY    1 / (1 + sigma^2)  -sigma / sqrt(1 + sigma^2)   1 / sqrt(1 + sigma^2)
 * EPSILON     1                  -sigma                       1 / sqrt(1 + sigma^2)
 * SCORE       1                   sigma                       1
 * </pre>
 */
final class IndependentPreconditioning implements Preconditioning {

	private final Prediction prediction;
	private final Value x;
	private final Value sigma;
	private final Value scale;

	/**
	 * @param prediction one of those of the table
	 * @param x the noisy values, (B, C)
	 * @param sigma the noise level of each sample, (B, 1)
	 */
	IndependentPreconditioning(final Prediction prediction, final Value x, final Value sigma) {
		this.prediction = prediction;
		this.x = x;
		this.sigma = sigma;
		this.scale = sqrt(add(square(sigma), 1));
	}

	@Override
	public Value input() {
		return prediction == Prediction.SCORE ? x : divide(x, scale);
	}

	@Override
	public List<Value> hints() {
		return List.of();
	}

	@Override
	public Value denoised(final Value output) {
		return switch (prediction) {
			case F -> divide(add(divide(x, scale), multiply(output, sigma)), scale);
			case VELOCITY -> divide(subtract(divide(x, scale), multiply(output, sigma)), scale);
			case EPSILON -> subtract(x, multiply(output, sigma));
			case SCORE -> add(x, multiply(output, sigma));
			case GAUSSIAN -> throw new IllegalArgumentException("GAUSSIAN has a preconditioning of its own");
		};
	}

	@Override
	public Value target(final Value clean) {
		return switch (prediction) {
			case F -> divide(subtract(multiply(clean, scale), divide(x, scale)), sigma);
			case VELOCITY -> divide(subtract(divide(x, scale), multiply(clean, scale)), sigma);
			case EPSILON -> divide(subtract(x, clean), sigma);
			case SCORE -> divide(subtract(clean, x), sigma);
			case GAUSSIAN -> throw new IllegalArgumentException("GAUSSIAN has a preconditioning of its own");
		};
	}
}
