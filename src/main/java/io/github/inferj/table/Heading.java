// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A heading that ends with a unit in brackets: {@code time (s)} or {@code time [s]}.
 *
 * @param text all of it
 * @param name what stands before the brackets
 * @param unit what stands in them
 */
record Heading(String text, String name, String unit) {

	private static final Pattern WITH_UNIT = Pattern.compile("(.*?)\\s*(?:\\((.*)\\)|\\[(.*)\\])\\s*");

	/** @return the parts of a heading, if it has brackets at its end */
	static Optional<Heading> parse(final String text) {
		final Matcher matcher = WITH_UNIT.matcher(text);
		if (!matcher.matches()) return Optional.empty();
		final String unit = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
		return Optional.of(new Heading(text, matcher.group(1).strip(), unit.strip()));
	}
}
