// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import io.github.inferj.InvalidInputException;

/**
 * What a function-valued variable is a function of: an interval of the real line, such as time.
 *
 * @param name as in the heading of a table's column, such as {@code time}
 * @param unit unit of measurement, or empty
 * @param lower where simulations begin
 * @param upper where simulations end
 */
public record Index(String name, String unit, double lower, double upper) {

	public Index {
		if (name == null || name.isBlank()) throw new InvalidInputException("an index has no name: call it time, say");
		unit = unit == null ? "" : unit;
		if (!(lower < upper && Double.isFinite(upper - lower))) throw new InvalidInputException("index " + name + " from " + lower
			+ " to " + upper + ": the lower end must be below the upper end, and both finite");
	}

	/** @return the name with its unit, for headings and axes: {@code time (s)} */
	public String label() {
		return unit.isEmpty() ? name : name + " (" + unit + ")";
	}

	/** @return whether simulations reach a place */
	public boolean contains(final double at) {
		return at >= lower && at <= upper;
	}

	/** @return the index in units of half the interval, from -1 at its lower end to 1 at its upper end; NaN stays NaN */
	public double scaled(final double at) {
		return 2 * (at - lower) / (upper - lower) - 1;
	}

	/** @return {@code count} places at equal distances from the lower to the upper end; the middle if it is only one */
	public double[] even(final int count) {
		final double[] places = new double[count];
		for (int i = 0; i < count; i++) places[i] = count == 1 ? (lower + upper) / 2 : lower + (upper - lower) * i / (count - 1);
		return places;
	}
}
