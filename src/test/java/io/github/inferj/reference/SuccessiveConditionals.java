// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.inferj.simulate.SeededRandom;

/**
 * Simulates rows, draws the latent part of each again given the rest, and asks two things (Geweke 2004;
 * Talts et al. 2018). Is the completed row distributed as a simulation: each column, and products of
 * two? And is the rank of each simulated value among several draws uniform?
 */
final class SuccessiveConditionals {

	/** How the latent columns of a row are chosen. */
	@FunctionalInterface
	interface Mask {

		/** @return true = latent */
		boolean[] latent(int row, SeededRandom rng);
	}

	private static final int FRESH = 8_000;
	private static final int RANKED = 19;
	private static final int PRODUCTS = 15;

	private final ConditionalReference reference;
	private final double falseFailureRate;
	private final double[][] completed;
	private final double[][] fresh;
	private final List<List<Double>> ranks = new ArrayList<>();

	/** @param falseFailureRate of one comparison */
	SuccessiveConditionals(final ConditionalReference reference, final int rows, final Mask mask, final long seed,
		final double falseFailureRate)
	{
		this.reference = reference;
		this.falseFailureRate = falseFailureRate;
		final int width = reference.specification().size();
		final double[] nothing = new double[width];
		Arrays.fill(nothing, Double.NaN);
		fresh = reference.sample(nothing, FRESH, seed + 1);
		completed = new double[rows][];
		for (int c = 0; c < width; c++) ranks.add(new ArrayList<>());
		final double[][] simulated = reference.sample(nothing, rows, seed);
		for (int i = 0; i < rows; i++) {
			final SeededRandom rng = new SeededRandom(seed + 2, i);
			final boolean[] latent = mask.latent(i, rng);
			final double[] given = simulated[i].clone();
			for (int c = 0; c < width; c++) if (latent[c]) given[c] = Double.NaN;
			final double[][] draws = reference.sample(given, 1 + RANKED, seed + 3 + i);
			completed[i] = draws[0];
			for (int c = 0; c < width; c++) if (latent[c]) ranks.get(c).add(rank(simulated[i], draws, c, rng));
		}
	}

	/** Values repeated but for rounding count as equal, so that a column that follows from the rest has uniform ranks. */
	private static double rank(final double[] simulated, final double[][] draws, final int column, final SeededRandom rng) {
		final double tolerance = 1e-9 * (1 + Math.abs(simulated[column]));
		int below = 0, equal = 0;
		for (int k = 1; k <= RANKED; k++) {
			if (Math.abs(draws[k][column] - simulated[column]) <= tolerance) equal++;
			else if (draws[k][column] < simulated[column]) below++;
		}
		return (below + rng.nextDouble() * (equal + 1)) / (RANKED + 1);
	}

	/** @return the largest distance as a multiple of its limit, and where it is; the test passes below 1 */
	Finding worst() {
		Finding worst = new Finding("nothing", 0);
		final int width = fresh[0].length;
		for (int c = 0; c < width; c++) {
			final String name = reference.specification().columnNames().get(c);
			final int column = c;
			worst = worst.or(name, compare(row -> row[column]));
			final double[] uniform = ranks.get(c).stream().mapToDouble(Double::doubleValue).toArray();
			if (uniform.length > 0) worst = worst.or("rank of " + name, KolmogorovSmirnov.uniform(uniform, falseFailureRate));
		}
		final SeededRandom rng = new SeededRandom(1, 1);
		for (int p = 0; p < PRODUCTS; p++) {
			final int a = rng.nextInt(width), b = rng.nextInt(width);
			worst = worst.or("product of columns " + a + " and " + b, compare(row -> row[a] * row[b]));
		}
		return worst;
	}

	private double compare(final ToDoubleFunction<double[]> quantity) {
		return KolmogorovSmirnov.between(Arrays.stream(completed).mapToDouble(quantity).toArray(), Arrays.stream(fresh)
			.mapToDouble(quantity).toArray(), falseFailureRate);
	}

	/**
	 * @param what the quantity compared
	 * @param multiple its distance, as a multiple of what it may be
	 */
	record Finding(String what, double multiple) {

		Finding or(final String otherWhat, final double otherMultiple) {
			return otherMultiple > multiple ? new Finding(otherWhat, otherMultiple) : this;
		}
	}
}
