// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * A region of data in which the posterior matters most. Training samples that observe all data, and show all latent variables
 * together, are taken from simulations whose shown data lie in it; all others from all simulations. As the choice depends on
 * nothing but the data that are observed, the distribution of the parameters given them, which such samples teach, is the
 * same as without.
 *
 * @param bands what data are in it, at most one for each data variable; others may have any values
 */
public record Focus(List<Band> bands) {

	/**
	 * Values of a data variable.
	 *
	 * @param variable its name
	 * @param places of a function: where the ends are given, ascending; between them they are interpolated linearly, and
	 *          beyond them they are those of the first or last place. Empty for other variables
	 * @param lowest the smallest value of each component or at each place, in the variable's own unit
	 * @param highest the largest value of each component or at each place
	 */
	public record Band(String variable, List<Double> places, List<Double> lowest, List<Double> highest) {

		public Band {
			places = List.copyOf(places);
			lowest = List.copyOf(lowest);
			highest = List.copyOf(highest);
			if (lowest.size() != highest.size() || !places.isEmpty() && places.size() != lowest.size())
				throw new IllegalArgumentException(variable + ": " + places.size() + " places, " + lowest.size() + " lower and " + highest
					.size() + " upper ends");
		}
	}

	public Focus {
		bands = List.copyOf(bands);
	}

	/**
	 * @param specification of the observation
	 * @param row an observation, with its places, in the model's units; data are positive, those that are NaN may have any value
	 * @param factor how many times larger or smaller data may be, above 1
	 * @throws InvalidInputException if a value is not positive
	 */
	public static Focus around(final ModelSpecification specification, final double[] row, final double factor) {
		final List<Band> bands = new ArrayList<>();
		for (final Variable variable : specification.columnVariables())
			if (variable.role() == Role.DATA) bands.add(around(specification, variable, row, factor));
		return new Focus(bands.stream().filter(band -> !band.lowest().isEmpty()).toList());
	}

	private static Band around(final ModelSpecification specification, final Variable variable, final double[] row,
		final double factor)
	{
		final int[] columns = IntStream.of(specification.columnsOf(List.of(variable.name()))).filter(c -> !variable.isFunction()
			|| !Double.isNaN(row[c])).toArray();
		for (final int c : columns) if (row[c] <= 0) throw new InvalidInputException("focus: " + specification.columnNames().get(c)
			+ " = " + row[c] + ": factors are of positive values");
		final int[] placesInRow = specification.placesInRow();
		final DoubleStream places = variable.isFunction() ? IntStream.of(columns).mapToDouble(c -> row[placesInRow[c]])
			: DoubleStream.empty();
		return new Band(variable.name(), places.boxed().toList(), ends(row, columns, 1 / factor, Double.NEGATIVE_INFINITY), ends(row,
			columns, factor, Double.POSITIVE_INFINITY));
	}

	private static List<Double> ends(final double[] row, final int[] columns, final double factor, final double unknown) {
		return IntStream.of(columns).mapToObj(c -> Double.isNaN(row[c]) ? unknown : row[c] * factor).toList();
	}
}
