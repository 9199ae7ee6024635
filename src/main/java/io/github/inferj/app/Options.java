// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;

/** The system properties of the main classes; a blank one counts as not given. */
final class Options {

	private Options() {}

	/** @return the property, or {@code standard} if it is not given */
	static String text(final String property, final String standard) {
		final String given = System.getProperty(property, "");
		return given.isBlank() ? standard : given.trim();
	}

	/** @return a list separated by commas */
	static List<String> list(final String property, final String standard) {
		return Arrays.stream(text(property, standard).split(",")).map(String::trim).toList();
	}

	/** @return whether the property is given */
	static boolean isGiven(final String property) {
		return !text(property, "").isEmpty();
	}

	/**
	 * @return whether the property is {@code true}; not if it is not given
	 * @throws InvalidInputException naming the property if it is neither true nor false
	 */
	static boolean flag(final String property) {
		final String text = text(property, "false");
		if (!text.equals("true") && !text.equals("false")) throw new InvalidInputException(property + " = '" + text
			+ "': write true or false");
		return text.equals("true");
	}

	/**
	 * @param least the smallest number that can be used
	 * @throws InvalidInputException naming the property if an entry is no whole number, or too small
	 */
	static List<Integer> numbers(final String property, final String standard, final int least) {
		return list(property, standard).stream().map(text -> number(property, text, least)).toList();
	}

	/**
	 * @param least the smallest number that can be used
	 * @return the property's number, or nothing if it is not given
	 * @throws InvalidInputException naming the property if it is no whole number, or too small
	 */
	static Optional<Integer> number(final String property, final int least) {
		return Optional.of(text(property, "")).filter(text -> !text.isEmpty()).map(text -> number(property, text, least));
	}

	private static int number(final String property, final String text, final int least) {
		try {
			final int number = Integer.parseInt(text);
			if (number < least) throw new InvalidInputException(property + " = '" + text + "': the least is " + least);
			return number;
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(property + " = '" + text + "': write whole numbers in digits, such as 1000", exc);
		}
	}

	/** @throws InvalidInputException naming the property and the choices there are if an entry is none of them */
	static <E extends Enum<E>> List<E> choices(final String property, final Class<E> type, final String standard) {
		return list(property, standard).stream().map(text -> choice(property, type, text)).toList();
	}

	/** @return the constant of this name in lower case */
	static <E extends Enum<E>> E choice(final String property, final Class<E> type, final String text) {
		return Arrays.stream(type.getEnumConstants()).filter(constant -> name(constant).equals(text)).findFirst().orElseThrow(
			() -> new InvalidInputException(property + " = '" + text + "': choose from " + names(type)));
	}

	/** @return the names of all constants, separated by commas */
	static String names(final Class<? extends Enum<?>> type) {
		return Arrays.stream(type.getEnumConstants()).map(Options::name).collect(Collectors.joining(","));
	}

	/** @return the name of a constant as options and results have it */
	static String name(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}
}
