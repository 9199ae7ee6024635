// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.random.RandomGenerator;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.BinomialDistribution;

import io.github.inferj.InvalidInputException;

/**
 * Draws from common distributions with a simulator's random generator: the {@code rng} of scripts,
 * and a convenience for simulators in Java. A NaN argument gives NaN, so that a simulation that has
 * gone astray counts as not finite; an argument that is no number of that distribution is refused.
 */
public final class RandomDraws {

	private static final double LARGEST_POISSON_MEAN = 1e9;

	private final RandomGenerator rng;
	private final UniformRandomProvider source;

	/**
	 * @param rng where all randomness comes from
	 */
	public RandomDraws(final RandomGenerator rng) {
		this.rng = rng;
		this.source = rng::nextLong;
	}

	/** @return uniform on [lower, upper) */
	public double uniform(final double lower, final double upper) {
		if (lower > upper) throw new InvalidInputException("rng.uniform(" + lower + ", " + upper +
			"): the lower end must not be above the upper end");
		return lower + (upper - lower) * rng.nextDouble();
	}

	/** @return normal of this mean and standard deviation */
	public double normal(final double mean, final double sd) {
		requireNotNegative("normal", "sd", sd);
		return mean + sd * rng.nextGaussian();
	}

	/** @return log-normal: its logarithm has this mean and standard deviation */
	public double lognormal(final double meanOfLog, final double sdOfLog) {
		requireNotNegative("lognormal", "sd_of_log", sdOfLog);
		return Math.exp(meanOfLog + sdOfLog * rng.nextGaussian());
	}

	/** @return exponential of this mean */
	public double exponential(final double mean) {
		requireNotNegative("exponential", "mean", mean);
		return mean * ZigguratSampler.Exponential.of(source).sample();
	}

	/** @return gamma of mean shape x scale */
	public double gamma(final double shape, final double scale) {
		requirePositive("gamma", "shape", shape);
		requirePositive("gamma", "scale", scale);
		if (Double.isNaN(shape + scale)) return Double.NaN;
		return AhrensDieterMarsagliaTsangGammaSampler.of(source, shape, scale).sample();
	}

	/** @return beta on [0, 1] */
	public double beta(final double alpha, final double beta) {
		requirePositive("beta", "alpha", alpha);
		requirePositive("beta", "beta", beta);
		if (Double.isNaN(alpha + beta)) return Double.NaN;
		return ChengBetaSampler.of(source, alpha, beta).sample();
	}

	/** @return a Poisson count of this mean; beyond 1e9 the rounded normal of the same mean and variance */
	public double poisson(final double mean) {
		requireNotNegative("poisson", "mean", mean);
		if (Double.isNaN(mean) || mean == 0) return mean;
		if (mean > LARGEST_POISSON_MEAN) return Math.rint(mean + Math.sqrt(mean) * rng.nextGaussian());
		return PoissonSampler.of(source, mean).sample();
	}

	/** @return the number of successes in so many trials of this probability */
	public double binomial(final double trials, final double probability) {
		requireProbability("binomial", probability);
		if (Double.isNaN(trials + probability)) return Double.NaN;
		if (trials < 0 || trials > Integer.MAX_VALUE || trials != Math.rint(trials)) throw new InvalidInputException(
			"rng.binomial: trials " + trials + " must be a whole number from 0 to " + Integer.MAX_VALUE);
		return BinomialDistribution.of((int) trials, probability).createSampler(source).sample();
	}

	/** @return 1 with this probability, else 0 */
	public double bernoulli(final double probability) {
		requireProbability("bernoulli", probability);
		return Double.isNaN(probability) ? Double.NaN : rng.nextDouble() < probability ? 1 : 0;
	}

	/** @return one of 0, 1, ..., n - 1, all equally likely */
	public double integer(final double n) {
		if (Double.isNaN(n)) return Double.NaN;
		if (!(n >= 1 && n <= Integer.MAX_VALUE && n == Math.rint(n))) throw new InvalidInputException("rng.integer: n " + n +
			" must be a whole number from 1 to " + Integer.MAX_VALUE);
		return source.nextInt((int) n);
	}

	private static void requireNotNegative(final String function, final String argument, final double value) {
		if (value < 0) throw new InvalidInputException("rng." + function + ": " + argument + " " + value +
			" must not be negative");
	}

	private static void requirePositive(final String function, final String argument, final double value) {
		if (value <= 0 || value == Double.POSITIVE_INFINITY) throw new InvalidInputException("rng." + function + ": " +
			argument + " " + value + " must be positive and finite");
	}

	private static void requireProbability(final String function, final double value) {
		if (value < 0 || value > 1) throw new InvalidInputException("rng." + function + ": probability " + value +
			" must lie between 0 and 1");
	}
}
