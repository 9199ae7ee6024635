// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import org.apache.commons.numbers.gamma.Erfcx;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * The part of a normal distribution that lies in an interval, accurate far into the tails.
 *
 * @param mean of the normal distribution
 * @param sd its standard deviation, positive
 * @param lower the interval's lower end, or negative infinity
 * @param upper its upper end, or positive infinity
 */
record NormalInterval(double mean, double sd, double lower, double upper) {

	private static final double LOG_ROOT_2_PI = Math.log(2 * Math.PI) / 2;

	/** @return log Phi(z) */
	static double logPhi(final double z) {
		if (z > 0) return Math.log1p(-Math.exp(logPhi(-z)));
		return z == Double.NEGATIVE_INFINITY ? z : Math.log(Erfcx.value(-z / Math.sqrt(2)) / 2) - z * z / 2;
	}

	/** @return log phi(z) */
	static double logDensity(final double z) {
		return -z * z / 2 - LOG_ROOT_2_PI;
	}

	/** @return the logarithm of the probability of the interval */
	double logMass() {
		final double a = (lower - mean) / sd;
		final double b = (upper - mean) / sd;
		if (a > 0) return logDifference(-b, -a);
		return b <= 0 ? logDifference(a, b) : Math.log1p(-Math.exp(logPhi(a)) - Math.exp(logPhi(-b)));
	}

	/** @return log(Phi(b) - Phi(a)) for a &lt; b &lt;= 0 */
	private static double logDifference(final double a, final double b) {
		final double ofB = logPhi(b);
		return ofB + Math.log(-Math.expm1(logPhi(a) - ofB));
	}

	/** @return the derivative of {@link #logMass()} with respect to the mean */
	double slope() {
		final double mass = logMass();
		return (Math.exp(logDensity((lower - mean) / sd) - mass) - Math.exp(logDensity((upper - mean) / sd) - mass)) / sd;
	}

	/**
	 * @param u uniform in (0, 1)
	 * @return a draw from the distribution restricted to the interval, by inversion; the nearest end where the
	 *         whole interval is too improbable for a double
	 */
	double draw(final double u) {
		final double a = (lower - mean) / sd;
		final double b = (upper - mean) / sd;
		final boolean isMirrored = a > 0;
		final double below = Math.exp(logPhi(isMirrored ? -b : a));
		final double share = (isMirrored ? 1 - u : u) * Math.exp(logMass());
		final double z = -Math.sqrt(2) * InverseErfc.value(Math.min(2, 2 * (below + share)));
		return Math.max(lower, Math.min(upper, mean + sd * (isMirrored ? -z : z)));
	}
}
