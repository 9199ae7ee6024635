// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

/**
 * What is known about a margin c: that it is positive, or that it was measured as 0. Tells how probable that is if c is
 * normally distributed.
 */
public sealed interface Evidence permits Evidence.Positive, Evidence.Measured {

	/**
	 * A logarithm and how it changes with the moments of c.
	 *
	 * @param logarithm of the probability, or of the expected likelihood
	 * @param byMean its derivative with respect to the mean of c
	 * @param byVariance its derivative with respect to the variance of c
	 */
	record Term(double logarithm, double byMean, double byVariance) {}

	/** An inequality. */
	Evidence POSITIVE = new Positive();

	/**
	 * @param mean of c; NaN where it is undefined
	 * @param variance of c
	 */
	Term of(double mean, double variance);

	/**
	 * What guidance takes for the logarithm of the probability, without a covariance of x_0.
	 *
	 * @param margin c at the denoised estimate; NaN where it is undefined
	 * @param length of the gradient of c
	 * @param sigma the noise level
	 * @return the logarithm, up to a constant; not finite where c says nothing
	 */
	Term guide(double margin, double length, double sigma);

	/** c &gt; 0, with probability Phi(mean / sd); an undefined c counts as 1/2, and nothing pulls it more than 8 sd. */
	record Positive() implements Evidence {

		private static final double FURTHEST = 8;

		@Override
		public Term of(final double mean, final double variance) {
			final double sd = Math.sqrt(variance);
			final double z = mean / sd;
			if (!Double.isFinite(z)) return flat(Double.isFinite(mean) && mean != 0 ? NormalInterval.logPhi(Math.signum(mean)
				* FURTHEST) : -Math.log(2));
			if (Math.abs(z) > FURTHEST) return flat(NormalInterval.logPhi(Math.signum(z) * FURTHEST));
			final double logPhi = NormalInterval.logPhi(z);
			final double slope = Math.exp(NormalInterval.logDensity(z) - logPhi) / sd;
			return new Term(logPhi, slope, -slope * z / (2 * sd));
		}

		/**
		 * log sigmoid(s c / length) with s = 1 / sigma^2 (Gloeckler et al. 2024, algorithm 1): a distance in standardised units,
		 * whatever the units of c.
		 */
		@Override
		public Term guide(final double margin, final double length, final double sigma) {
			final double scaled = margin / length / (sigma * sigma);
			return new Term(scaled > 0 ? -Math.log1p(Math.exp(-scaled)) : scaled - Math.log1p(Math.exp(scaled)), 1 / (1 + Math.exp(
				scaled)) / (length * sigma * sigma), 0);
		}
	}

	/**
	 * Measured as 0 with a normal error e: the expectation of exp(-c^2 / 2 e^2), which is
	 * e / s exp(-mean^2 / 2 s^2) with s^2 = variance + e^2; 1 if c is 0 for certain. An undefined c counts as 1/2.
	 *
	 * @param error standard deviation of the error, positive
	 */
	record Measured(double error) implements Evidence {

		@Override
		public Term of(final double mean, final double variance) {
			if (!Double.isFinite(mean + variance)) return flat(-Math.log(2));
			final double total = variance + error * error;
			return new Term((Math.log(error * error / total) - mean * mean / total) / 2, -mean / total, (mean * mean / total - 1) / (2
				* total));
		}

		/**
		 * -c^2 / 2 (e^2 + sigma^2 length^2): reconstruction guidance (Ho et al. 2022) with the variance of x_0 given x_sigma at its
		 * bound, sigma^2.
		 */
		@Override
		public Term guide(final double margin, final double length, final double sigma) {
			final double total = error * error + sigma * sigma * length * length;
			return new Term(-margin * margin / (2 * total), -margin / total, 0);
		}
	}

	private static Term flat(final double logarithm) {
		return new Term(logarithm, 0, 0);
	}
}
