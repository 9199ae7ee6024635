// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

/**
 * What the network's output stands for, and how its noisy inputs are scaled: rows of table 1 of Karras et al. (2022) with
 * sigma_data = 1, and what they become for variables that depend on each other. Each is trained on the plain squared error
 * of its output, which is the squared error of the denoised estimate with the weight named here.
 */
public enum Prediction {

	/**
	 * EDM: the target F = (sigma x_0 - eps) / sqrt(1 + sigma^2) has unit variance at every level. Weight
	 * (1 + sigma^2) / sigma^2.
	 */
	F,

	/**
	 * The velocity v = (eps - sigma x_0) / sqrt(1 + sigma^2) of the variance-preserving diffusion (Salimans
	 * and Ho 2022, appendix D). With sigma_data = 1 this is -F: both learn the same, and differ only as two
	 * random initialisations do. Weight (1 + sigma^2) / sigma^2.
	 */
	VELOCITY,

	/**
	 * What is left when the mean and the standard deviation of the clean variables given the noisy and the observed
	 * ones are known as if all were normal ({@link GaussianApproximation}): (x_0 - mean) / standard deviation.
	 * With independent variables of unit variance this is F.
	 */
	GAUSSIAN,

	/** The noise eps (Ho et al. 2020). Weight 1 / sigma^2. */
	EPSILON,

	/**
	 * sigma times the score, which is -eps, from inputs that are not scaled, as in variance-exploding models
	 * (Song et al. 2021; Gloeckler et al. 2024). Weight 1 / sigma^2.
	 */
	SCORE;

	/** @return how many further values the network is told about each latent variable */
	public int hints() {
		return this == GAUSSIAN ? GaussianPreconditioning.HINTS : 0;
	}
}
