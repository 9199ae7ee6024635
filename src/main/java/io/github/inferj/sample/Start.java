// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

/**
 * Where samples start at the largest noise level. The exact distribution there has the mean m of the
 * conditional and its covariance plus sigma^2 I. A solver of the probability-flow ODE carries an error
 * of the start to the result: from mean zero, the mean of a Gaussian conditional with standard
 * deviation s ends m / sqrt(sigma^2 + s^2) of its standard deviations off. Samplers that draw noise
 * forget most of it.
 */
public enum Start {
	/** N(0, sigma^2 I). */
	AT_ZERO,
	/** N(D(0, sigma), sigma^2 I), around the denoised estimate of zero; takes one evaluation more. */
	AT_MEAN
}
