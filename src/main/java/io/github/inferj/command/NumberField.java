// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;

/**
 * A number as the user wrote it. Commands take numbers as text, because a macro's {@code 1e6} or
 * {@code abc} would reach a numeric input as 0 without a word.
 *
 * @param key the macro key
 * @param text what was written, or null
 */
record NumberField(String key, String text) {

	private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");
	private static final int MOST_DIGITS_OF_HINT = 18;

	NumberField {
		text = text == null ? "" : text.strip();
	}

	/**
	 * @return a whole number of at least 1
	 * @throws InvalidInputException if it is anything else
	 */
	int count() {
		final BigInteger value = whole();
		if (value.signum() <= 0) throw new InvalidInputException(key + " " + text + ": it must be at least 1");
		if (value.bitLength() > 31) throw new InvalidInputException(key + " " + text + ": it must be at most "
			+ Integer.MAX_VALUE);
		return value.intValueExact();
	}

	/**
	 * @return a whole number of at least 1; empty where nothing was written
	 * @throws InvalidInputException if it is anything else
	 */
	OptionalInt optionalCount() {
		return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(count());
	}

	/**
	 * @return any whole number of 64 bits
	 * @throws InvalidInputException if it is anything else
	 */
	long seed() {
		final BigInteger value = whole();
		if (value.bitLength() > 63) throw new InvalidInputException(key + " " + text + ": it must lie between "
			+ Long.MIN_VALUE + " and " + Long.MAX_VALUE);
		return value.longValueExact();
	}

	/**
	 * @return a finite number above 0
	 * @throws InvalidInputException if it is anything else
	 */
	double positive() {
		requireWritten("0.5");
		final double value;
		try {
			value = Double.parseDouble(text);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(key + " '" + text + "' is not a number: write one such as 0.5", exc);
		}
		if (!(value > 0) || Double.isInfinite(value)) throw new InvalidInputException(key + " " + text
			+ ": it must be a number above 0");
		return value;
	}

	/**
	 * @return a finite number above 0; empty where nothing was written
	 * @throws InvalidInputException if it is anything else
	 */
	OptionalDouble optionalPositive() {
		return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(positive());
	}

	private BigInteger whole() {
		requireWritten("1000");
		if (WHOLE.matcher(text).matches()) return new BigInteger(text);
		throw new InvalidInputException(key + " '" + text + "' is not a whole number in digits: write " + hint());
	}

	private void requireWritten(final String example) {
		if (text.isEmpty()) throw new InvalidInputException(key + " is empty: write a number such as " + example);
	}

	/** @return the same number in digits where it is whole, an example otherwise */
	private String hint() {
		try {
			final BigDecimal number = new BigDecimal(text);
			final boolean isShort = number.precision() - number.scale() <= MOST_DIGITS_OF_HINT && number.scale()
				<= MOST_DIGITS_OF_HINT;
			return isShort ? number.toBigIntegerExact().toString() : "digits only, such as 1000";
		}
		catch (final ArithmeticException | NumberFormatException exc) {
			return "digits only, such as 1000";
		}
	}
}
