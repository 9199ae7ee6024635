// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Transform;

/**
 * Draws from any conditional of {@link LotkaVolterra}: of its rates and of noisy observations at given
 * times, whatever of it is given. Latent rates are sampled by a long Markov chain Monte Carlo run with
 * their exact density; latent observations, which depend on nothing but the rates, follow as normal
 * draws about the solution. With no observation given, the rates are draws from the prior.
 *
 * @param rates alpha, beta, gamma and delta, NaN where latent; others between 1 and 3
 * @param prey observations of the prey
 * @param predator observations of the predators
 */
public record LotkaVolterraReference(double[] rates, Series prey, Series predator) {

	private static final double LARGEST_R_HAT = 1.01;
	private static final int ENSEMBLES = 4;
	private static final int SNAPSHOTS = 10;
	private static final int FEWEST_WALKERS = 25;
	private static final int MOST_WALKERS = 250;
	private static final int SWEEPS = 50;

	private static final Transform LOGIT = LotkaVolterra.RATE_PRIOR.defaultTransform();

	/**
	 * Observations of one species.
	 *
	 * @param times ascending, from 0 to {@link LotkaVolterra#DURATION}; may be empty
	 * @param values one for each time, NaN where latent
	 */
	public record Series(double[] times, double[] values) {

		/** No observations. */
		public static final Series EMPTY = new Series(new double[0], new double[0]);

		public Series {
			LotkaVolterra.TIMES.require(times);
			if (times.length != values.length) throw new InvalidInputException("series with " + times.length + " times and " +
				values.length + " values: give one value for each time, NaN where it is latent");
			if (Arrays.stream(values).anyMatch(Double::isInfinite)) throw new InvalidInputException(
				"series with an infinite value: give finite values, NaN where they are latent");
		}

		private Series where(final boolean isLatent) {
			final double[][] kept = new double[2][times.length];
			int count = 0;
			for (int i = 0; i < times.length; i++) if (Double.isNaN(values[i]) == isLatent) {
				kept[0][count] = times[i];
				kept[1][count++] = values[i];
			}
			return new Series(Arrays.copyOf(kept[0], count), Arrays.copyOf(kept[1], count));
		}
	}

	public LotkaVolterraReference {
		if (rates.length != LotkaVolterra.RATES) throw new InvalidInputException(rates.length + " rates: give " +
			LotkaVolterra.RATES + ", NaN where they are latent");
		for (final double rate : rates)
			if (!Double.isNaN(rate) && !LotkaVolterra.RATE_PRIOR.support().contains(rate)) throw new InvalidInputException(
				"rate " + rate + " lies outside the prior: use rates from 1 to 3, NaN where they are latent");
	}

	/**
	 * @param draws number of draws, at least 1
	 * @param seed the draws depend on it and on nothing else
	 * @return {@code draws x (4 + times of the prey + times of the predators)}: the rates, the prey and the
	 *         predators, given ones as they were given
	 * @throws IllegalStateException if the split R-hat of the Markov chains stays above 1.01
	 */
	public double[][] sample(final int draws, final long seed) {
		final int walkers = Math.max(FEWEST_WALKERS, Math.min(MOST_WALKERS, draws / (ENSEMBLES * SNAPSHOTS)));
		return sample(draws, seed, new EnsembleSampler(ENSEMBLES, walkers, SNAPSHOTS, SWEEPS, LARGEST_R_HAT));
	}

	/** @param sampler settings of the Markov chain Monte Carlo run */
	double[][] sample(final int draws, final long seed, final EnsembleSampler sampler) {
		if (draws < 1) throw new InvalidInputException("number of draws " + draws + ": it must be at least 1");
		final RandomGenerator rng = new SeededRandom(seed, -1);
		final double[][] result = new double[draws][];
		final double[][] logits = sampleLogits(draws, seed, sampler, rng);
		for (int i = 0; i < draws; i++) result[i] = complete(fillIn(logits[i]), rng);
		return result;
	}

	private double[][] sampleLogits(final int draws, final long seed, final EnsembleSampler sampler,
		final RandomGenerator rng)
	{
		final int dimension = (int) Arrays.stream(rates).filter(Double::isNaN).count();
		final Series givenPrey = prey.where(false);
		final Series givenPredator = predator.where(false);
		final JointTimes times = JointTimes.of(givenPrey.times, givenPredator.times);
		final double[] all = times.all();
		if (dimension > 0 && all.length > 0) return sampler.sample(dimension, z -> {
			final double[][] solution = LotkaVolterra.of(fillIn(z)).solve(all);
			return logLikelihood(givenPrey.values, times.select(0, solution[0])) + logLikelihood(givenPredator.values, times.select(1,
				solution[1]));
		}, draws, seed);
		final double[][] fromPrior = new double[draws][dimension];
		for (final double[] z : fromPrior) Arrays.setAll(z, i -> rng.nextGaussian());
		return fromPrior;
	}

	private static double logLikelihood(final double[] values, final double[] solution) {
		double sum = 0;
		for (int i = 0; i < values.length; i++) {
			final double error = (values[i] - solution[i]) / LotkaVolterra.NOISE_SD;
			sum -= error * error / 2;
		}
		return sum;
	}

	private double[] fillIn(final double[] logits) {
		final double[] full = rates.clone();
		int next = 0;
		for (int i = 0; i < full.length; i++) if (Double.isNaN(full[i])) full[i] = LOGIT.inverse(logits[next++]);
		return full;
	}

	private double[] complete(final double[] full, final RandomGenerator rng) {
		final double[] row = Arrays.copyOf(full, full.length + prey.times.length + predator.times.length);
		final LotkaVolterra dynamics = LotkaVolterra.of(full);
		complete(prey, dynamics.solve(prey.times)[0], row, full.length, rng);
		complete(predator, dynamics.solve(predator.times)[1], row, full.length + prey.times.length, rng);
		return row;
	}

	private static void complete(final Series series, final double[] solution, final double[] row, final int offset,
		final RandomGenerator rng)
	{
		for (int i = 0; i < solution.length; i++) row[offset + i] = Double.isNaN(series.values[i]) ? solution[i] +
			LotkaVolterra.NOISE_SD * rng.nextGaussian() : series.values[i];
	}
}
