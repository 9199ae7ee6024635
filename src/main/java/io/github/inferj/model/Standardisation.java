// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;

import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Transform;

/**
 * The map between the variables' own units and the network's: each column's transform, then
 * (z - mean) / sd, with mean and standard deviation over the simulations.
 *
 * @param transforms one per column
 * @param means means of the transformed columns
 * @param sds standard deviations of the transformed columns, all positive
 * @param lowest smallest simulated values in the variables' own units
 * @param highest largest simulated values in the variables' own units
 */
public record Standardisation(Transform[] transforms, double[] means, double[] sds, double[] lowest, double[] highest) {

	/** @return the standardisation of simulations; a column that never varies gets the sd 1 */
	public static Standardisation of(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int columns = specification.size();
		final Transform[] transforms = specification.components().stream().map(c -> c.variable().transform()).toArray(
			Transform[]::new);
		final double[] means = new double[columns];
		final double[] sds = new double[columns];
		final double[] lowest = new double[columns];
		final double[] highest = new double[columns];
		for (int c = 0; c < columns; c++) {
			final double[] raw = new double[simulations.count()];
			for (int row = 0; row < raw.length; row++) raw[row] = simulations.get(row, c);
			lowest[c] = Arrays.stream(raw).min().orElseThrow();
			highest[c] = Arrays.stream(raw).max().orElseThrow();
			final Transform transform = transforms[c];
			final double mean = Arrays.stream(raw).map(transform::forward).average().orElseThrow();
			final double variance = Arrays.stream(raw).map(x -> square(transform.forward(x) - mean)).average().orElseThrow();
			means[c] = mean;
			sds[c] = variance > 0 ? Math.sqrt(variance) : 1;
		}
		return new Standardisation(transforms, means, sds, lowest, highest);
	}

	private static double square(final double x) {
		return x * x;
	}

	/** @return a value of a column in the network's units */
	public double forward(final int column, final double x) {
		return (transforms[column].forward(x) - means[column]) / sds[column];
	}

	/** @return a value of a column in its own units */
	public double inverse(final int column, final double z) {
		return transforms[column].inverse(means[column] + sds[column] * z);
	}

	/**
	 * @param support in the column's own units
	 * @return the support in the network's units
	 */
	public Support forward(final int column, final Support support) {
		return new Support(forward(column, support.lower()), forward(column, support.upper()));
	}
}
