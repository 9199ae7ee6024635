// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * An ensemble of walkers that samples a posterior of independent standard normal variables. It starts
 * with draws from the prior and raises the likelihood's exponent from 0 to 1, each time by as much as
 * halves the effective number of walkers, resamples them and lets them move: sequential Monte Carlo
 * (Del Moral, Doucet and Jasra 2006, with the exponents of Jasra et al. 2011), so that walkers share
 * themselves out between separate modes in proportion to their probability. The moves are those of
 * differential evolution (ter Braak 2006): by the difference of two other walkers, times 2.38 / sqrt(2 d) or, one
 * time in ten, times 1, which leads from mode to mode. They adapt to scales and correlations by themselves.
 */
final class TemperedEnsemble {

	/** Divided by the square root of twice the dimension, the best factor for normal distributions. */
	private static final double OPTIMAL = 2.38;
	private static final double LEAPS = 0.1;
	private static final double JITTER = 1e-4;
	private static final int SWEEPS_PER_EXPONENT = 5;

	private final ToDoubleFunction<double[]> logLikelihood;
	private final RandomGenerator rng;
	private double[][] walkers;
	private double[] logLikelihoods;
	private double exponent;

	/**
	 * @param dimension number of variables, at least 1
	 * @param count number of walkers, at least 3 and more than twice the dimension
	 * @param logLikelihood of values of the variables, always finite
	 * @param rng the only source of randomness
	 */
	TemperedEnsemble(final int dimension, final int count, final ToDoubleFunction<double[]> logLikelihood,
		final RandomGenerator rng)
	{
		this.logLikelihood = logLikelihood;
		this.rng = rng;
		walkers = new double[count][dimension];
		for (final double[] walker : walkers) Arrays.setAll(walker, i -> rng.nextGaussian());
		logLikelihoods = Arrays.stream(walkers).mapToDouble(logLikelihood).toArray();
		while (exponent < 1) raiseExponent();
	}

	/** @return the walkers, a copy, {@code count x dimension} */
	double[][] walkers() {
		return Arrays.stream(walkers).map(double[]::clone).toArray(double[][]::new);
	}

	/** Lets every walker move once. */
	void sweep() {
		for (int k = 0; k < walkers.length; k++) {
			final int one = other(k, k);
			move(k, walkers[one], walkers[other(k, one)]);
		}
	}

	/** @return the number of a walker that is neither of these */
	private int other(final int k, final int j) {
		int drawn = rng.nextInt(walkers.length);
		while (drawn == k || drawn == j) drawn = rng.nextInt(walkers.length);
		return drawn;
	}

	private void move(final int k, final double[] one, final double[] another) {
		final double[] from = walkers[k];
		final double[] to = new double[from.length];
		final double factor = rng.nextDouble() < LEAPS ? 1 : OPTIMAL / Math.sqrt(2 * from.length);
		double logPriorRatio = 0;
		for (int i = 0; i < to.length; i++) {
			to[i] = from[i] + factor * (one[i] - another[i]) + JITTER * rng.nextGaussian();
			logPriorRatio += (from[i] * from[i] - to[i] * to[i]) / 2;
		}
		final double proposed = logLikelihood.applyAsDouble(to);
		if (Math.log(1 - rng.nextDouble()) < logPriorRatio + exponent * (proposed - logLikelihoods[k])) {
			walkers[k] = to;
			logLikelihoods[k] = proposed;
		}
	}

	private void raiseExponent() {
		final double next = nextExponent();
		resample(weights(next));
		exponent = next;
		for (int i = 0; i < SWEEPS_PER_EXPONENT; i++) sweep();
	}

	private double nextExponent() {
		if (effectiveNumber(1) >= walkers.length / 2.) return 1;
		double low = exponent, high = 1;
		for (int i = 0; i < Double.SIZE && high - low > 1e-3 * (high - exponent); i++) {
			final double middle = (low + high) / 2;
			if (effectiveNumber(middle) >= walkers.length / 2.) low = middle;
			else high = middle;
		}
		return high;
	}

	private double effectiveNumber(final double next) {
		return 1 / Arrays.stream(weights(next)).map(w -> w * w).sum();
	}

	private double[] weights(final double next) {
		final double largest = Arrays.stream(logLikelihoods).max().orElseThrow();
		final double[] weights = Arrays.stream(logLikelihoods).map(l -> Math.exp((next - exponent) * (l - largest))).toArray();
		final double sum = Arrays.stream(weights).sum();
		return Arrays.stream(weights).map(w -> w / sum).toArray();
	}

	/** Systematic resampling (Kitagawa 1996). */
	private void resample(final double[] weights) {
		final double[][] chosen = new double[walkers.length][];
		final double[] likelihoods = new double[walkers.length];
		final double offset = rng.nextDouble();
		double cumulative = weights[0];
		int from = 0;
		for (int to = 0; to < chosen.length; to++) {
			while (cumulative * chosen.length < to + offset && from < weights.length - 1) cumulative += weights[++from];
			chosen[to] = walkers[from];
			likelihoods[to] = logLikelihoods[from];
		}
		walkers = chosen;
		logLikelihoods = likelihoods;
	}
}
