// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.variable.Variable;

/**
 * Whether posteriors are right on average over the prior, parameter by parameter: {@link SbcRanks} tested for bias, and the
 * {@link ExpectedCoverage} of central intervals for width, both by Kolmogorov and Smirnov.
 *
 * @param simulations number of simulations with known parameters
 * @param lines one for each parameter
 */
public record Calibration(int simulations, List<Line> lines) {

	/** The chance of finding a fault in any parameter where there is none. */
	public static final double LEVEL = 0.01;

	/** What the ranks of true values say about draws. */
	public enum Finding {
		/** Nothing that chance does not explain. */
		NONE("no fault found"),
		/** Draws lie below the truth too often. */
		LOW("draws too low"),
		/** Draws lie above the truth too often. */
		HIGH("draws too high"),
		/** The truth lies outside of intervals too often. */
		NARROW("draws too narrow"),
		/** The truth lies inside of intervals too often. */
		WIDE("draws too wide");

		private final String words;

		Finding(final String words) {
			this.words = words;
		}

		@Override
		public String toString() {
			return words;
		}
	}

	/**
	 * One parameter.
	 *
	 * @param parameter its name
	 * @param coverage how often central intervals hold the truth
	 * @param pValue the probability of ranks at least as uneven if the posteriors are right, for both tests together
	 * @param finding what is wrong, at {@link Calibration#LEVEL} for all parameters together
	 */
	public record Line(String parameter, ExpectedCoverage coverage, double pValue, Finding finding) {}

	public Calibration {
		lines = List.copyOf(lines);
	}

	/**
	 * A function is one parameter, looked at in each simulation at one of its places, chosen at random.
	 *
	 * @param draws draws for each simulation (an observation each), independent of each other
	 * @param truths the true values, {@code simulations x draws.columns().length}
	 * @throws InvalidInputException if there are no simulations or draws, or truths and draws do not match
	 */
	public static Calibration of(final Draws draws, final double[][] truths) {
		final Map<String, int[]> parameters = new LinkedHashMap<>();
		for (int c = 0; c < draws.columns().length; c++) {
			final Variable variable = draws.specification().components().get(draws.columns()[c]).variable();
			parameters.merge(variable.isFunction() ? variable.name() : draws.name(c), new int[] { c }, (first, next) -> IntStream
				.concat(IntStream.of(first), IntStream.of(next)).toArray());
		}
		final List<String> names = List.copyOf(parameters.keySet());
		final SbcRanks ranks = SbcRanks.of(draws, truths).oneOfEach(List.copyOf(parameters.values()));
		return new Calibration(truths.length, IntStream.range(0, names.size()).mapToObj(c -> line(names.get(c), ranks, c, LEVEL
			/ names.size())).toList());
	}

	private static Line line(final String name, final SbcRanks ranks, final int column, final double level) {
		final ExpectedCoverage coverage = ExpectedCoverage.ofCentralIntervals(ranks, column);
		final double bias = ranks.kolmogorovPValue(column);
		final double width = coverage.pValue();
		final double both = Math.min(1, 2 * Math.min(bias, width));
		if (both >= level) return new Line(name, coverage, both, Finding.NONE);
		if (bias < width) return new Line(name, coverage, both, mean(ranks.uniforms(column)) > 0.5 ? Finding.LOW : Finding.HIGH);
		return new Line(name, coverage, both, mean(coverage.credibilities()) > 0.5 ? Finding.NARROW : Finding.WIDE);
	}

	private static double mean(final double[] values) {
		return Arrays.stream(values).average().orElseThrow();
	}
}
