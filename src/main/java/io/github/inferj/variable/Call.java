// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;

/**
 * A name with numeric arguments, such as {@code normal(0, 1)} or {@code log}.
 *
 * @param text what was read
 * @param name the name, in lower case with spaces and hyphens as underscores
 * @param arguments the numbers between the parentheses
 */
record Call(String text, String name, List<Double> arguments) {

	private static final Pattern SYNTAX = Pattern.compile("\\s*([A-Za-z][A-Za-z _-]*?)\\s*(?:\\((.*)\\))?\\s*");

	static Call parse(final String text, final String kind) {
		final Matcher matcher = SYNTAX.matcher(text == null ? "" : text);
		if (!matcher.matches()) throw new InvalidInputException(kind + " '" + text
			+ "' cannot be read: write a name and numbers in parentheses, such as normal(0, 1)");
		final List<Double> arguments = new ArrayList<>();
		final String list = matcher.group(2);
		if (list != null && !list.isBlank()) for (final String item : list.split(",", -1)) {
			try {
				arguments.add(Double.parseDouble(item.trim()));
			}
			catch (final NumberFormatException exc) {
				throw new InvalidInputException(kind + " '" + text + "': '" + item.trim() + "' is not a number; write numbers such as 0.5, separated by commas",
					exc);
			}
		}
		return new Call(text, matcher.group(1).toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"), List.copyOf(arguments));
	}

	double argument(final int i) {
		return arguments.get(i);
	}

	void require(final String... names) {
		if (arguments.size() != names.length) throw new InvalidInputException("'" + text + "' has " + arguments.size()
			+ " number(s): write " + name + (names.length == 0 ? "" : "(" + String.join(", ", names) + ")"));
	}
}
