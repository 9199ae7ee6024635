// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;

import io.github.inferj.variable.ModelSpecification;

/**
 * Samples of some columns of a model for each of several observations, in the variables' own units.
 *
 * @param specification names the columns
 * @param columns the columns sampled, ascending, as indices into the specification
 * @param observations number of observations
 * @param draws number of draws for each observation
 * @param values {@code observations x draws x columns.length}, the last index fastest
 */
public record Draws(ModelSpecification specification, int[] columns, int observations, int draws, double[] values) {

	public Draws {
		if ((long) observations * draws * columns.length != values.length) throw new IllegalArgumentException(values.length
			+ " values for " + observations + " x " + draws + " x " + columns.length);
	}

	/**
	 * @param observation from 0
	 * @param draw from 0
	 * @param column from 0, a position in {@link #columns}
	 * @return the value
	 */
	public double get(final int observation, final int draw, final int column) {
		return values[(observation * draws + draw) * columns.length + column];
	}

	/** @return all columns of one draw for one observation */
	public double[] row(final int observation, final int draw) {
		final int first = (observation * draws + draw) * columns.length;
		return Arrays.copyOfRange(values, first, first + columns.length);
	}

	/** @return all draws of one column for one observation */
	public double[] column(final int observation, final int column) {
		final double[] result = new double[draws];
		for (int i = 0; i < draws; i++) result[i] = get(observation, i, column);
		return result;
	}

	/**
	 * @param wanted some of {@link #columns}, ascending
	 * @return the draws of these columns alone; this if they are all
	 */
	public Draws of(final int... wanted) {
		if (Arrays.equals(wanted, columns)) return this;
		final int[] positions = Arrays.stream(wanted).map(column -> Arrays.binarySearch(columns, column)).toArray();
		final double[] kept = new double[observations * draws * wanted.length];
		for (int i = 0; i < kept.length; i++) kept[i] = values[i / wanted.length * columns.length + positions[i
			% wanted.length]];
		return new Draws(specification, wanted, observations, draws, kept);
	}

	/** @return the draws for the first observation alone */
	public Draws first() {
		return new Draws(specification, columns, 1, draws, Arrays.copyOf(values, draws * columns.length));
	}

	/**
	 * @param count how many
	 * @return so many of the draws of each observation, evenly spaced among all; this if it has no more
	 */
	public Draws thinned(final int count) {
		if (count >= draws) return this;
		final int width = columns.length;
		final double[] kept = new double[observations * count * width];
		for (int i = 0; i < observations; i++) for (int k = 0; k < count; k++) {
			final int draw = (int) ((long) k * draws / count);
			System.arraycopy(values, (i * draws + draw) * width, kept, (i * count + k) * width, width);
		}
		return new Draws(specification, columns, observations, count, kept);
	}

	/** @return the name of the column at a position in {@link #columns} */
	public String name(final int column) {
		return specification.components().get(columns[column]).name();
	}
}
