// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Support;

/**
 * Where a variable lies, in its own units. Whether the ends belong to it makes no difference: the
 * variables are continuous.
 *
 * @param lower the lower end, or negative infinity
 * @param upper the upper end, above the lower one, or positive infinity
 */
public record Interval(double lower, double upper) {

	/** No restriction. */
	public static final Interval REAL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

	private static final Pattern BETWEEN = Pattern.compile("(.*?)\\.\\.(.*)");
	private static final Pattern BOUND = Pattern.compile("(<=?|>=?)(.*)");
	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

	public Interval {
		if (!(lower <= upper)) throw new InvalidInputException("interval " + text(lower, upper)
			+ " is reversed: write the smaller number first");
		if (lower == upper) throw new InvalidInputException("interval " + text(lower, upper)
			+ " is empty: its ends must differ; a value known exactly is given in the table");
	}

	/**
	 * Reads {@code 0.2..0.5}, {@code <3}, {@code <=3}, {@code >1} or {@code >=1}.
	 *
	 * @throws InvalidInputException if it is none of these, reversed or empty
	 */
	public static Interval parse(final String text) {
		final String trimmed = text.strip();
		final Matcher bound = BOUND.matcher(trimmed);
		if (bound.matches()) {
			final double end = number(text, bound.group(2));
			return bound.group(1).startsWith("<") ? new Interval(Double.NEGATIVE_INFINITY, end) : new Interval(end,
				Double.POSITIVE_INFINITY);
		}
		final Matcher between = BETWEEN.matcher(trimmed);
		if (between.matches()) return new Interval(number(text, between.group(1)), number(text, between.group(2)));
		throw new InvalidInputException("'" + trimmed + "' is no interval: write it like 0.2..0.5, <3 or >=1, or 0.5 +- 0.1 for a "
			+ "value and its error");
	}

	private static double number(final String interval, final String text) {
		final String trimmed = text.strip();
		final double value = NUMBER.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
		if (!Double.isFinite(value)) throw new InvalidInputException("interval '" + interval.strip() + "': '" + trimmed
			+ "' is not a number; write it like 0.2..0.5, <3 or >=1");
		return value;
	}

	/** @return whether {@code x} lies inside; false for NaN */
	public boolean contains(final double x) {
		return x >= lower && x <= upper;
	}

	/**
	 * @param name of the variable, for the message
	 * @return the part of the interval that lies in a support
	 * @throws InvalidInputException if there is none
	 */
	public Interval within(final String name, final Support support) {
		if (!(lower < support.upper() && upper > support.lower())) throw new InvalidInputException("interval " + this + " of "
			+ name + " lies outside the values " + name + " can take (" + text(support.lower(), support.upper())
			+ "): choose one that overlaps them");
		return new Interval(Math.max(lower, support.lower()), Math.min(upper, support.upper()));
	}

	/**
	 * @param name of the variable, for the message
	 * @return what two intervals of a variable share
	 * @throws InvalidInputException if that is nothing
	 */
	public Interval and(final String name, final Interval other) {
		if (!(lower < other.upper && upper > other.lower)) throw new InvalidInputException("intervals " + this + " and " + other
			+ " of " + name + " contradict each other: no value lies in both");
		return new Interval(Math.max(lower, other.lower), Math.min(upper, other.upper));
	}

	/** @return the same set as a support */
	public Support support() {
		return new Support(lower, upper);
	}

	private static String text(final double lower, final double upper) {
		if (lower == Double.NEGATIVE_INFINITY) return "<" + text(upper);
		return upper == Double.POSITIVE_INFINITY ? ">" + text(lower) : text(lower) + ".." + text(upper);
	}

	private static String text(final double x) {
		return x == Math.rint(x) && Math.abs(x) < 1e7 ? Long.toString((long) x) : Double.toString(x);
	}

	/** @return text that {@link #parse} reads */
	@Override
	public String toString() {
		return text(lower, upper);
	}
}
