// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.FloatBuffer;

import io.github.inferj.diffusion.Denoiser;

/**
 * Turns noise into samples by following a denoiser from the largest noise level to none. Observed
 * variables, which the denoiser returns as they are and the noise source leaves at 0, keep exactly
 * their values.
 */
@FunctionalInterface
public interface Sampler {

	/**
	 * @param denoiser knows the observations
	 * @param noise where samplers that draw noise on the way take it from
	 * @param x on entry, observed variables at their values and latent ones drawn with standard deviation
	 *          equal to the largest noise level; on return, the samples
	 */
	void sample(Denoiser denoiser, NoiseSource noise, FloatBuffer x);
}
