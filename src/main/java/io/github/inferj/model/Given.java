// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

/**
 * What one observation says about a marginal's variables.
 *
 * @param row one entry for each kept column, NaN where latent
 * @param places as {@link Marginal#places} gives them
 * @param embedded what is given of embedded variables
 */
record Given(double[] row, double[] places, Embedder.Embedded embedded) {

	/**
	 * @param row as {@link ConditionalSampler#sample} takes it
	 * @param index of the row, from 0, for messages
	 * @throws io.github.inferj.InvalidInputException if it cannot be used
	 */
	static Given of(final Marginal marginal, final Embedder embedder, final double[] row, final int index) {
		return new Given(marginal.keep(row, index), marginal.places(row), embedder.embed(row, index));
	}

	/** @return the same with values of some of the kept columns, at these positions */
	Given with(final int[] positions, final double[] values) {
		final double[] other = row.clone();
		for (int k = 0; k < positions.length; k++) other[positions[k]] = values[k];
		return new Given(other, places, embedded);
	}

	/** @return whether a kept column is to be drawn: not observed, and no place that the observation does not have */
	boolean isLatent(final int column) {
		return Double.isNaN(row[column]) && !Double.isNaN(places[column]);
	}
}
