// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as text and back. */
public final class Numbers {

	private static final Set<String> BLANK = Set.of("", "nan", "na", "n/a", "null");
	private static final Pattern INFINITE = Pattern.compile("([+-]?)inf(inity)?");
	private static final Pattern HEX_OR_SUFFIX = Pattern.compile(".*[xX].*|.*[dDfF]");

	private Numbers() {}

	/**
	 * @return the number; NaN for a blank, NaN, NA, N/A or null and infinite for Inf or Infinity, in upper or lower case;
	 *         empty if the text is none of these
	 */
	public static OptionalDouble parse(final String text) {
		final String trimmed = text.strip();
		final String lower = trimmed.toLowerCase(Locale.ROOT);
		if (BLANK.contains(lower)) return OptionalDouble.of(Double.NaN);
		final Matcher infinite = INFINITE.matcher(lower);
		if (infinite.matches()) return OptionalDouble.of(Double.parseDouble(infinite.group(1) + "Infinity"));
		if (HEX_OR_SUFFIX.matcher(trimmed).matches()) return OptionalDouble.empty();
		try {
			return OptionalDouble.of(Double.parseDouble(trimmed));
		}
		catch (final NumberFormatException exc) {
			return OptionalDouble.empty();
		}
	}

	/** @return the number with about seven significant digits; blank for NaN */
	public static String format(final double x) {
		if (Double.isNaN(x)) return "";
		if (x == Math.rint(x) && Math.abs(x) < 1e7) return Long.toString((long) x);
		final double magnitude = Math.abs(x);
		return magnitude > 1e-37 && magnitude < 1e38 ? Float.toString((float) x) : Double.toString(x);
	}

	/**
	 * @param lower where the range of the number begins, perhaps infinite
	 * @param upper where it ends, perhaps infinite
	 * @return the number as {@link #format(double)} has it, but all its digits where rounding might take it past an end
	 */
	public static String format(final double x, final double lower, final double upper) {
		return mayRoundPast(x, lower) || mayRoundPast(x, upper) ? Double.toString(x) : format(x);
	}

	private static boolean mayRoundPast(final double x, final double end) {
		return Double.isFinite(end) && x != Math.rint(x) && Math.abs(x - end) <= 1e-6 * Math.abs(end);
	}

	/** @return the number rounded to so many significant digits, without an exponent where it is short */
	public static String round(final double x, final int digits) {
		if (!Double.isFinite(x)) return Double.isNaN(x) ? "" : Double.toString(x);
		if (x == 0) return "0";
		final BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits)).stripTrailingZeros();
		final int exponent = rounded.precision() - rounded.scale() - 1;
		return exponent < -5 || exponent > digits + 4 ? rounded.toString() : rounded.toPlainString();
	}
}
