// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Places at which functions are asked for, besides those at which they were observed. A model gets them
 * as further columns behind a function's own, latent in every row; all are drawn together, so that one
 * draw of a function is one path through all its places.
 *
 * @param observed the model with its functions at the places of the observations
 * @param places further places of some or all functions, by the name of the function
 */
public record FurtherPlaces(ModelSpecification observed, Map<String, double[]> places) {

	public FurtherPlaces {
		places = Map.copyOf(places);
	}

	/** @return the model with its functions at the places of the observations and then the further ones */
	public ModelSpecification specification() {
		final Map<String, Integer> counts = new HashMap<>();
		for (final Variable variable : observed.variables()) if (variable.isFunction()) counts.put(variable.name(), variable.size()
			+ further(variable).length);
		return observed.withPlaces(counts);
	}

	/** @return the columns of the further places in {@link #specification()}, ascending */
	public int[] columns() {
		final int[] columns = new int[places.values().stream().mapToInt(at -> at.length).sum()];
		int count = 0;
		int column = 0;
		for (final Variable variable : observed.columnVariables()) {
			column += variable.size();
			for (int i = 0; i < further(variable).length; i++) columns[count++] = column++;
		}
		return columns;
	}

	/**
	 * @param row of {@link #observed()}, as of {@link ModelSpecification#rowSize}
	 * @return the row of {@link #specification()}: the values, NaN at the further places, and all places
	 */
	public double[] extend(final double[] row) {
		final int count = columns().length;
		final double[] extended = new double[row.length + 2 * count];
		int from = 0;
		int to = 0;
		int fromPlace = observed.size();
		int toPlace = fromPlace + count;
		for (final Variable variable : observed.columnVariables()) {
			final double[] further = further(variable);
			System.arraycopy(row, from, extended, to, variable.size());
			from += variable.size();
			to += variable.size();
			Arrays.fill(extended, to, to + further.length, Double.NaN);
			to += further.length;
			if (!variable.isFunction()) continue;
			System.arraycopy(row, fromPlace, extended, toPlace, variable.size());
			fromPlace += variable.size();
			toPlace += variable.size();
			System.arraycopy(further, 0, extended, toPlace, further.length);
			toPlace += further.length;
		}
		System.arraycopy(row, fromPlace, extended, toPlace, row.length - fromPlace);
		return extended;
	}

	private double[] further(final Variable variable) {
		return places.getOrDefault(variable.name(), new double[0]);
	}
}
