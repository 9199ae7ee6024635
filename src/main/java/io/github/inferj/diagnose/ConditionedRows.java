// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.Simulations;

/**
 * Draws from a joint distribution, each split into what is given and what is asked for.
 *
 * @param rows complete rows, one value for each column of the model, in the variables' own units
 * @param latent for each row the columns asked for, ascending; the others are given
 */
public record ConditionedRows(double[][] rows, int[][] latent) {

	/** There is at least one row, and each asks for something. */
	public ConditionedRows {
		if (rows.length == 0) throw new InvalidInputException("there are no rows to ask about: give at least 1");
		if (rows.length != latent.length) throw new InvalidInputException(rows.length + " rows with " + latent.length
			+ " condition masks: give one for each");
		for (int i = 0; i < latent.length; i++) if (latent[i].length == 0) throw new InvalidInputException("row " + (i + 1)
			+ ": no column is latent; leave one to ask about");
	}

	/**
	 * Asks simulations for several choices of latent columns in turn.
	 *
	 * @param latent the columns asked for of simulation 0, 1, ...; then from the start again
	 */
	public static ConditionedRows of(final Simulations simulations, final List<int[]> latent) {
		final int width = simulations.specification().size();
		final double[][] rows = new double[simulations.count()][];
		final int[][] asked = new int[rows.length][];
		for (int i = 0; i < rows.length; i++) {
			rows[i] = Arrays.copyOfRange(simulations.values(), i * width, (i + 1) * width);
			asked[i] = latent.get(i % latent.size());
		}
		return new ConditionedRows(rows, asked);
	}

	/** @return the rows with NaN where latent */
	public double[][] given() {
		final double[][] given = new double[rows.length][];
		for (int i = 0; i < rows.length; i++) {
			given[i] = rows[i].clone();
			for (final int column : latent[i]) given[i][column] = Double.NaN;
		}
		return given;
	}

	/** @return the columns that any row asks for, ascending */
	int[] latentColumns() {
		return Arrays.stream(latent).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
	}

	/** @return the indices of the rows that ask for a column, ascending */
	int[] askingFor(final int column) {
		return IntStream.range(0, rows.length).filter(i -> Arrays.binarySearch(latent[i], column) >= 0).toArray();
	}
}
