// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;
import io.github.inferj.train.Conditional;
import io.github.inferj.train.ConditionalMixture;

/**
 * Which questions a network is trained for, as the user wrote it: kinds separated by semicolons, each
 * {@code joint}, {@code posterior}, {@code likelihood}, {@code random P} with the probability of being given, or
 * {@code given NAMES} with names separated by commas, and after an asterisk how often it comes in proportion
 * to the others: {@code posterior * 3; given alpha, beta; random 0.5}.
 *
 * @param key the macro key
 * @param text what was written, or null
 */
record ConditionalsField(String key, String text) {

	private static final Pattern KIND = Pattern.compile("(\\w+)\\s*(.*?)\\s*(?:\\*\\s*(\\S+))?");

	ConditionalsField {
		text = text == null ? "" : text.strip();
	}

	/**
	 * @return the mixture, or nothing for the automatic choice
	 * @throws InvalidInputException naming what is no such kind
	 */
	Optional<ConditionalMixture> mixture() {
		ConditionalMixture mixture = null;
		for (final String each : text.split(";")) {
			final String kind = each.strip();
			if (kind.isEmpty()) continue;
			final Matcher matcher = KIND.matcher(kind);
			if (!matcher.matches()) throw unknown(kind);
			final Conditional conditional = conditional(kind, matcher.group(1), matcher.group(2));
			final double weight = matcher.group(3) == null ? 1 : number(kind, matcher.group(3));
			if (!(weight > 0 && Double.isFinite(weight))) throw new InvalidInputException(key + " '" + kind
				+ "': how often it comes must be a positive number");
			mixture = mixture == null ? new ConditionalMixture(List.of(new ConditionalMixture.Part(conditional, weight)))
				: mixture.and(conditional, weight);
		}
		return Optional.ofNullable(mixture);
	}

	private Conditional conditional(final String kind, final String word, final String rest) {
		return switch (word) {
			case "random" -> Conditional.random(number(kind, rest));
			case "given" -> given(kind, rest);
			case "joint", "posterior", "likelihood" -> {
				if (!rest.isEmpty()) throw unknown(kind);
				yield switch (word) {
					case "joint" -> Conditional.JOINT;
					case "posterior" -> Conditional.POSTERIOR;
					default -> Conditional.LIKELIHOOD;
				};
			}
			default -> throw unknown(kind);
		};
	}

	private Conditional given(final String kind, final String names) {
		if (names.isEmpty()) throw new InvalidInputException(key + " '" + kind + "': name what is given, such as given alpha, beta");
		return Conditional.given(names.split("\\s*,\\s*"));
	}

	private double number(final String kind, final String number) {
		try {
			return Double.parseDouble(number);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException(key + " '" + kind + "': " + (number.isEmpty() ? "a number is missing" : "'" + number
				+ "' is no number") + "; write such as random 0.3, or posterior * 2", exc);
		}
	}

	private InvalidInputException unknown(final String kind) {
		return new InvalidInputException(key + " '" + kind
			+ "': write joint, posterior, likelihood, random 0.3 or given NAMES, separated by semicolons");
	}
}
