// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

/**
 * The noise of a gravitational-wave detector: the analytic fit to the design of Advanced LIGO (Sathyaprakash and
 * Schutz 2009, "Physics, Astrophysics and Cosmology with Gravitational Waves", table 1), with x = f / 215 Hz
 * S(f) = 1e-49 / Hz (x^-4.14 - 5 x^-2 + 111 (1 - x^2 + x^4 / 2) / (1 + x^2 / 2)), for f from 20 Hz.
 */
final class DetectorNoise {

	/** Below this frequency the detector measures nothing, Hz. */
	static final double LOWEST_FREQUENCY = 20;

	private static final double SCALE = 1e-49;
	private static final double REFERENCE = 215;

	private DetectorNoise() {}

	/**
	 * @param frequency Hz, at least {@link #LOWEST_FREQUENCY}
	 * @return the one-sided power spectral density of the strain, 1/Hz
	 */
	static double density(final double frequency) {
		final double x = frequency / REFERENCE;
		final double x2 = x * x;
		return SCALE * (Math.pow(x, -4.14) - 5 / x2 + 111 * (1 - x2 + x2 * x2 / 2) / (1 + x2 / 2));
	}
}
