// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * The order in which parameters and functions among the data are drawn where both are wanted: parameters without the places of
 * functions that nobody observed, then each draw of these places given one of the parameters. That is the same distribution,
 * p(parameters | observed) p(functions | parameters, observed), and of the two the network knows the second much better than
 * both together: what single data are given the parameters.
 *
 * @param marginal whose columns are drawn
 * @param parameters positions of the parameters among its columns, ascending
 * @param functions positions of the columns of functions among the data, ascending
 */
record ParametersFirst(Marginal marginal, int[] parameters, int[] functions) {

	/**
	 * @param marginal whose columns are drawn
	 * @return nothing for models without parameters and functions, or that were not trained for such questions
	 */
	static Optional<ParametersFirst> of(final Marginal marginal) {
		final int[] parameters = positions(marginal, variable -> variable.role() == Role.PARAMETER);
		final int[] functions = positions(marginal, variable -> variable.role() == Role.DATA && variable.isFunction());
		if (parameters.length == 0 || functions.length == 0 || !marginal.model().isTrainedForAny()) return Optional.empty();
		return Optional.of(new ParametersFirst(marginal, parameters, functions));
	}

	private static int[] positions(final Marginal marginal, final Predicate<Variable> of) {
		return IntStream.range(0, marginal.columns().length).filter(position -> of.test(marginal.model().specification().components().get(
			marginal.columns()[position]).variable())).toArray();
	}

	/** @return the columns of the model that are drawn first */
	int[] columns() {
		return Arrays.stream(parameters).map(position -> marginal.columns()[position]).toArray();
	}

	/**
	 * @param wanted positions of the columns to draw
	 * @return whether places of functions are to be drawn and parameters are not known
	 */
	boolean matters(final Given given, final int[] wanted) {
		return Arrays.stream(parameters).anyMatch(given::isLatent) && Arrays.stream(functions).anyMatch(position -> given.isLatent(
			position) && Arrays.binarySearch(wanted, position) >= 0);
	}

	/** @return the same observation without the places of functions that it does not tell */
	Given withoutFunctions(final Given given) {
		final double[] places = given.places().clone();
		for (final int position : functions) if (Double.isNaN(given.row()[position])) places[position] = Double.NaN;
		return new Given(given.row(), places, given.embedded());
	}
}
