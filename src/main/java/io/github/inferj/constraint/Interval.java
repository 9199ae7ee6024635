// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.constraint;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Support;

/**
 * Where a variable lies, in its own units. Whether the ends belong to it matters for whole numbers; other
 * variables are continuous.
 *
 * @param lower the lower end, or negative infinity
 * @param upper the upper end, above the lower one, or positive infinity
 * @param hasLower whether the lower end belongs to it
 * @param hasUpper whether the upper end belongs to it
 */
public record Interval(double lower, double upper, boolean hasLower, boolean hasUpper) {

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

	/** An interval with its ends. */
	public Interval(final double lower, final double upper) {
		this(lower, upper, true, true);
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
			final boolean hasEnd = bound.group(1).endsWith("=");
			return bound.group(1).startsWith("<") ? below(end, hasEnd) : above(end, hasEnd);
		}
		final Matcher between = BETWEEN.matcher(trimmed);
		if (between.matches()) return new Interval(number(text, between.group(1)), number(text, between.group(2)));
		throw new InvalidInputException("'" + trimmed + "' is no interval: write it like 0.2..0.5, <3 or >=1, or 0.5 +- 0.1 for a "
			+ "value and its error");
	}

	/** @return everything below {@code upper}, and {@code upper} itself if it belongs to it */
	static Interval below(final double upper, final boolean hasUpper) {
		return new Interval(Double.NEGATIVE_INFINITY, upper, true, hasUpper);
	}

	/** @return everything above {@code lower}, and {@code lower} itself if it belongs to it */
	static Interval above(final double lower, final boolean hasLower) {
		return new Interval(lower, Double.POSITIVE_INFINITY, hasLower, true);
	}

	private static double number(final String interval, final String text) {
		final String trimmed = text.strip();
		final double value = NUMBER.matcher(trimmed).matches() ? Double.parseDouble(trimmed) : Double.NaN;
		if (!Double.isFinite(value)) throw new InvalidInputException("interval '" + interval.strip() + "': '" + trimmed
			+ "' is not a number; write it like 0.2..0.5, <3 or >=1");
		return value;
	}

	/** @return whether {@code x} belongs to it; false for NaN */
	public boolean contains(final double x) {
		return (x > lower || hasLower && x == lower) && (x < upper || hasUpper && x == upper);
	}

	/** @return the number that belongs to it and is nearest to {@code x} */
	public double nearest(final double x) {
		return Math.max(hasLower ? lower : Math.nextUp(lower), Math.min(hasUpper ? upper : Math.nextDown(upper), x));
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
		return and(new Interval(support.lower(), support.upper()));
	}

	/**
	 * @param name of the variable, for the message
	 * @return what two intervals of a variable share
	 * @throws InvalidInputException if that is nothing
	 */
	public Interval and(final String name, final Interval other) {
		if (!(lower < other.upper && upper > other.lower)) throw new InvalidInputException("intervals " + this + " and " + other
			+ " of " + name + " contradict each other: no value lies in both; remove one, or widen it");
		return and(other);
	}

	private Interval and(final Interval other) {
		return new Interval(Math.max(lower, other.lower), Math.min(upper, other.upper), (hasLower || lower < other.lower)
			&& (other.hasLower || other.lower < lower), (hasUpper || upper > other.upper) && (other.hasUpper || other.upper > upper));
	}

	/**
	 * @return what rounds to the whole numbers inside: from half below the smallest to half above the largest; empty if there
	 *         are none
	 */
	public Optional<Support> roundingToWhole() {
		final double first = hasLower ? Math.ceil(lower) : Math.floor(lower) + 1;
		final double last = hasUpper ? Math.floor(upper) : Math.ceil(upper) - 1;
		return first > last ? Optional.empty() : Optional.of(new Support(first - 0.5, last + 0.5));
	}

	/** @return the whole number that belongs to it and is nearest to a whole number */
	public double nearestWhole(final double x) {
		final Support rounding = roundingToWhole().orElseThrow();
		return Math.min(rounding.upper() - 0.5, Math.max(rounding.lower() + 0.5, x));
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

	/** @return the interval as a condition on a variable, or as two of them if only one of its ends, or none, belongs to it */
	public String of(final String name) {
		final boolean isBetween = Double.isFinite(lower) && Double.isFinite(upper);
		if (isBetween && hasLower && hasUpper) return name + " = " + this;
		return isBetween ? above(lower, hasLower).of(name) + "; " + below(upper, hasUpper).of(name) : name + " " + this;
	}

	/** @return text that {@link #parse} reads, as far as one text can tell which ends belong to it */
	@Override
	public String toString() {
		if (lower == Double.NEGATIVE_INFINITY) return (hasUpper ? "<=" : "<") + text(upper);
		if (upper == Double.POSITIVE_INFINITY) return (hasLower ? ">=" : ">") + text(lower);
		return text(lower, upper);
	}
}
