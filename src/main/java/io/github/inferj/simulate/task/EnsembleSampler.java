// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import io.github.inferj.simulate.SeededRandom;

/**
 * A long Markov chain Monte Carlo run for reference posteriors of independent standard normal variables:
 * several independent {@link TemperedEnsemble}s, read off at intervals. If their split R-hat
 * is too large, the run goes on from where it is with intervals twice as long.
 *
 * @param ensembles number of independent ensembles, at least 2
 * @param walkers number of walkers of each
 * @param snapshots least number of times at which the walkers are read off, at least 2
 * @param sweeps moves of every walker before the first snapshot and from one to the next
 * @param largestRHat the split R-hat up to which a run counts as converged
 */
record EnsembleSampler(int ensembles, int walkers, int snapshots, int sweeps, double largestRHat) {

	private static final int MOST_DOUBLINGS = 6;

	/**
	 * @param dimension number of variables, at least 1
	 * @param logLikelihood of values of the variables, safe to call again with the same result
	 * @param draws number of draws
	 * @param seed the run depends on it and on nothing else
	 * @return {@code draws x dimension}, in random order
	 * @throws IllegalStateException if the run does not converge
	 */
	double[][] sample(final int dimension, final ToDoubleFunction<double[]> logLikelihood, final int draws,
		final long seed)
	{
		final TemperedEnsemble[] runs = new TemperedEnsemble[ensembles];
		Arrays.setAll(runs, i -> new TemperedEnsemble(dimension, walkers, logLikelihood, new SeededRandom(seed, i)));
		final int perSnapshot = ensembles * walkers;
		final int count = Math.max(snapshots, (draws + perSnapshot - 1) / perSnapshot);
		double rHat = Double.POSITIVE_INFINITY;
		for (int doubling = 0; doubling <= MOST_DOUBLINGS; doubling++) {
			final double[][][] chains = read(runs, count, sweeps << doubling);
			rHat = largestSplitRHat(chains);
			if (rHat <= largestRHat) return choose(chains, draws, new SeededRandom(seed, ensembles));
		}
		throw new IllegalStateException("the Markov chains have not converged: split R-hat " + rHat + " is above " +
			largestRHat);
	}

	/** @return {@code ensembles x (snapshots x walkers) x dimension}, in the order of time */
	private double[][][] read(final TemperedEnsemble[] runs, final int count, final int interval) {
		final double[][][] chains = new double[ensembles][count * walkers][];
		for (int run = 0; run < ensembles; run++)
			for (int snapshot = 0; snapshot < count; snapshot++) {
				for (int i = 0; i < interval; i++) runs[run].sweep();
				System.arraycopy(runs[run].walkers(), 0, chains[run], snapshot * walkers, walkers);
			}
		return chains;
	}

	private static double[][] choose(final double[][][] chains, final int draws, final RandomGenerator rng) {
		final double[][] all = Arrays.stream(chains).flatMap(Arrays::stream).toArray(double[][]::new);
		for (int i = 0; i < draws; i++) {
			final int j = i + rng.nextInt(all.length - i);
			final double[] chosen = all[j];
			all[j] = all[i];
			all[i] = chosen;
		}
		return Arrays.copyOf(all, draws);
	}

	private static double largestSplitRHat(final double[][][] chains) {
		double largest = 1;
		for (int i = 0; i < chains[0][0].length; i++) {
			final int variable = i;
			largest = Math.max(largest, splitRHat(Arrays.stream(chains).map(chain -> Arrays.stream(chain).mapToDouble(
				values -> values[variable]).toArray()).toArray(double[][]::new)));
		}
		return largest;
	}

	/**
	 * The potential scale reduction of half chains (Gelman et al. 2013, Bayesian Data Analysis, section 11.4):
	 * sqrt(((n - 1) / n W + B / n) / W), W the mean variance within the halves and B / n the variance of their
	 * means. 1 if all halves sample the same distribution.
	 *
	 * @param chains {@code chains x values}, of equal, even length
	 */
	static double splitRHat(final double[][] chains) {
		final int n = chains[0].length / 2;
		final double[] means = new double[2 * chains.length];
		double within = 0;
		for (int half = 0; half < means.length; half++) {
			final double[] values = Arrays.copyOfRange(chains[half / 2], half % 2 * n, half % 2 * n + n);
			means[half] = Arrays.stream(values).average().orElseThrow();
			within += variance(values) / means.length;
		}
		return Math.sqrt((n - 1.) / n + variance(means) / within);
	}

	private static double variance(final double[] values) {
		final double mean = Arrays.stream(values).average().orElseThrow();
		return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
	}
}
