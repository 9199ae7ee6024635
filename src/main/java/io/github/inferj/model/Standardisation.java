// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.exp;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.negate;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.subtract;

import java.util.Arrays;

import io.github.inferj.graph.Value;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Transform;

/**
 * The map between the variables' own units and the network's: each column's transform, then
 * (z - centre) / scale, and for columns with heavy tails the inverse hyperbolic sine of that, which is
 * linear in the middle and logarithmic in the tails. Centre and scale are the mean and the standard
 * deviation over the simulations, or the median and half the distance between the 16 and 84 %
 * quantiles for columns with heavy tails. A column has heavy tails if its standard deviation is more
 * than twice that distance: a few wild simulations then no longer squeeze all others together.
 *
 * @param transforms one per column
 * @param centres centres of the transformed columns
 * @param scales scales of the transformed columns, all positive
 * @param heavyTails whether the inverse hyperbolic sine follows
 * @param lowest smallest simulated values in the variables' own units
 * @param highest largest simulated values in the variables' own units
 */
public record Standardisation(Transform[] transforms, double[] centres, double[] scales, boolean[] heavyTails,
	double[] lowest, double[] highest)
{

	private static final double HEAVY = 2;

	/** @return the standardisation of simulations; a column that never varies gets the scale 1 */
	public static Standardisation of(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int columns = specification.size();
		final Transform[] transforms = specification.components().stream().map(c -> c.variable().transform()).toArray(
			Transform[]::new);
		final double[] centres = new double[columns];
		final double[] scales = new double[columns];
		final boolean[] heavyTails = new boolean[columns];
		final double[] lowest = new double[columns];
		final double[] highest = new double[columns];
		for (int c = 0; c < columns; c++) {
			final double[] sorted = new double[simulations.count()];
			for (int row = 0; row < sorted.length; row++) sorted[row] = transforms[c].forward(simulations.get(row, c));
			Arrays.sort(sorted);
			lowest[c] = transforms[c].inverse(sorted[0]);
			highest[c] = transforms[c].inverse(sorted[sorted.length - 1]);
			final double mean = Arrays.stream(sorted).average().orElseThrow();
			final double sd = Math.sqrt(Arrays.stream(sorted).map(z -> square(z - mean)).average().orElseThrow());
			final double spread = (quantile(sorted, 0.84) - quantile(sorted, 0.16)) / 2;
			heavyTails[c] = spread > 0 && sd > HEAVY * spread;
			centres[c] = heavyTails[c] ? quantile(sorted, 0.5) : mean;
			scales[c] = heavyTails[c] ? spread : sd > 0 ? sd : 1;
		}
		return new Standardisation(transforms, centres, scales, heavyTails, lowest, highest);
	}

	private static double quantile(final double[] sorted, final double probability) {
		return sorted[(int) Math.round(probability * (sorted.length - 1))];
	}

	private static double square(final double x) {
		return x * x;
	}

	/** @return a value of a column in the network's units */
	public double forward(final int column, final double x) {
		final double z = (transforms[column].forward(x) - centres[column]) / scales[column];
		return heavyTails[column] ? asinh(z) : z;
	}

	private static double asinh(final double z) {
		final double a = Math.abs(z);
		return Math.copySign(Double.isInfinite(a) ? a : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))), z);
	}

	/** @return a value of a column in its own units */
	public double inverse(final int column, final double y) {
		final double z = heavyTails[column] ? Math.sinh(y) : y;
		return transforms[column].inverse(centres[column] + scales[column] * z);
	}

	/** @return graph nodes of {@link #inverse(int, double)}, of the shape of {@code y} */
	public Value inverse(final int column, final Value y) {
		final Value z = heavyTails[column] ? multiply(subtract(exp(y), exp(negate(y))), 0.5) : y;
		final Value scaled = add(multiply(z, scales[column]), centres[column]);
		if (transforms[column] instanceof Transform.Log) return exp(scaled);
		if (transforms[column] instanceof Transform.Logit logit) return add(multiply(sigmoid(scaled), logit.upper() - logit
			.lower()), logit.lower());
		return scaled;
	}

	/** @return log |d forward / dx| of a column at {@code x} */
	public double logDerivative(final int column, final double x) {
		final double z = (transforms[column].forward(x) - centres[column]) / scales[column];
		return transforms[column].logDerivative(x) - Math.log(scales[column]) - (heavyTails[column] ? Math.log1p(z * z) / 2 : 0);
	}

	/**
	 * @param support in the column's own units
	 * @return the support in the network's units
	 */
	public Support forward(final int column, final Support support) {
		return new Support(forward(column, support.lower()), forward(column, support.upper()));
	}
}
