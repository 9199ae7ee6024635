// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.function.Constant;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.util.MathArrays;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/** A {@link Focus} on the columns of a model. */
final class FocusRegion {

	/** The ends of a column's values as functions of its scaled index. */
	private record Ends(UnivariateFunction lowest, UnivariateFunction highest) {

		boolean contain(final double value, final double place) {
			return value >= lowest.value(place) && value <= highest.value(place);
		}
	}

	private final Ends[] ends;
	private final BitSet restricted = new BitSet();

	/** @throws InvalidInputException if the model has no such data variable, or one of another size */
	FocusRegion(final Focus focus, final ModelSpecification specification) {
		ends = new Ends[specification.size()];
		for (final Focus.Band band : focus.bands()) restrict(band, specification);
	}

	private void restrict(final Focus.Band band, final ModelSpecification specification) {
		final int[] columns = specification.columnsOf(List.of(band.variable()));
		final Variable variable = specification.components().get(columns[0]).variable();
		if (variable.role() != Role.DATA) throw new InvalidInputException("focus: " + band.variable()
			+ " is a parameter; name data variables");
		if (variable.isFunction() == band.places().isEmpty()) throw new InvalidInputException("focus: " + band.variable() + (variable
			.isFunction() ? " is a function: give the places of its ranges" : " is no function: its ranges have no places"));
		if (!variable.isFunction() && columns.length != band.lowest().size()) throw new InvalidInputException("focus: " + band.lowest()
			.size() + " ranges of " + band.variable() + ", which has " + columns.length + " components: give one for each");
		final Optional<Ends> ofFunction = variable.index().map(index -> new Ends(between(band, band.lowest(), index), between(band, band
			.highest(), index)));
		for (int i = 0; i < columns.length; i++) {
			final int component = i;
			ends[columns[i]] = ofFunction.orElseGet(() -> new Ends(new Constant(band.lowest().get(component)), new Constant(band.highest()
				.get(component))));
			restricted.set(columns[i]);
		}
	}

	private static UnivariateFunction between(final Focus.Band band, final List<Double> values, final Index index) {
		if (values.size() == 1) return new Constant(values.get(0));
		final double[] places = band.places().stream().mapToDouble(index::scaled).toArray();
		MathArrays.checkOrder(places);
		final UnivariateFunction line = new LinearInterpolator().interpolate(places, values.stream().mapToDouble(Double::doubleValue)
			.toArray());
		return place -> line.value(Math.max(places[0], Math.min(places[places.length - 1], place)));
	}

	/**
	 * @param columns those that count
	 * @param values of each column, in its own unit
	 * @param places the scaled index of each column of a function
	 * @return whether the values of these columns lie in the region
	 */
	boolean contains(final BitSet columns, final IntToDoubleFunction values, final IntToDoubleFunction places) {
		for (int c = restricted.nextSetBit(0); c >= 0; c = restricted.nextSetBit(c + 1))
			if (columns.get(c) && !ends[c].contain(values.applyAsDouble(c), places.applyAsDouble(c))) return false;
		return true;
	}
}
