// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import java.nio.FloatBuffer;

/**
 * The conditional expectation E[x_0 | x_sigma, observed values] of standardised variables. A denoiser
 * knows its observations; guidance is a denoiser that wraps a denoiser.
 */
@FunctionalInterface
public interface Denoiser {

	/**
	 * @param x the noisy variables, (samples x variables), observed ones at their values; unchanged
	 * @param sigma the noise level, the same for all samples
	 * @param denoised receives the estimate, of the same shape; observed variables keep their values
	 */
	void denoise(FloatBuffer x, double sigma, FloatBuffer denoised);
}
