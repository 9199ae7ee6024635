// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

/** A denoiser of latent variables with its Jacobian. It knows its observations. */
@FunctionalInterface
public interface DenoiserJacobian {

	/**
	 * @param x the noisy latent variables, (samples x n)
	 * @param sigma the noise level, the same for all samples
	 * @param denoised receives the estimates D(x, sigma), (samples x n)
	 * @param jacobian receives dD_i / dx_j, (samples x n x n), j fastest
	 */
	void evaluate(double[] x, double sigma, double[] denoised, double[] jacobian);
}
