// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;

import io.github.inferj.InvalidInputException;

/**
 * A {@link ModelSpecification} as JSON: an object with {@code name} and {@code variables}, each with {@code name},
 * {@code role}, {@code size}, {@code prior}, {@code transform}, {@code unit}, {@code parents}, for functions {@code index},
 * {@code memory} unless it is full, and for embedded data {@code embedding}; priors and transforms in their text form.
 */
public final class SpecificationJson {

	private record Model(String name, List<Item> variables, List<List<String>> exchangeable) {}

	private record Item(String name, String role, int size, String prior, String transform, String unit,
		List<String> parents, Index index, String memory, Embedding embedding)
	{}

	private static final Gson GSON = new Gson();

	private SpecificationJson() {}

	/** @return one line of JSON */
	public static String write(final ModelSpecification specification) {
		return GSON.toJson(new Model(specification.name(), specification.variables().stream().map(v -> new Item(v.name(),
			v.role().name().toLowerCase(Locale.ROOT), v.size(), v.prior().map(Prior::toString).orElse(null),
			v.transform().toString(), v.unit(), v.parents().orElse(null), v.index().orElse(null), v
				.memory() == Memory.FULL ? null : v.memory().name().toLowerCase(Locale.ROOT), v.embedding().orElse(null)))
				.toList(), specification.exchangeable()
					.isEmpty() ? null : specification.exchangeable()));
	}

	/**
	 * @throws InvalidInputException if the text is not what {@link #write} makes
	 */
	public static ModelSpecification read(final String json) {
		try {
			final Model model = GSON.fromJson(json, Model.class);
			ModelSpecification specification = new ModelSpecification(model.name(), model.variables().stream().map(
				SpecificationJson::variable).toList());
			if (model.exchangeable() != null) for (final List<String> group : model.exchangeable()) specification = specification
				.withExchangeable(group.toArray(String[]::new));
			return specification;
		}
		catch (final JsonParseException | NullPointerException exc) {
			throw new InvalidInputException("the description of the model's variables cannot be read", exc);
		}
	}

	private static Variable variable(final Item item) {
		final Role role = choice(Role.class, item, "role", item.role(), "parameter or data");
		final Memory memory = item.memory() == null ? Memory.FULL : choice(Memory.class, item, "memory", item.memory(),
			"full, markov or none");
		return new Variable(item.name(), role, item.size(), Optional.ofNullable(item.prior()).map(Prior::parse), Transform.parse(item
			.transform()), item.unit(), Optional.ofNullable(item.parents()), Optional.ofNullable(item.index()), memory,
			Optional.ofNullable(item.embedding()));
	}

	private static <E extends Enum<E>> E choice(final Class<E> type, final Item item, final String what, final String text,
		final String choices)
	{
		try {
			return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
		}
		catch (final IllegalArgumentException exc) {
			throw new InvalidInputException("variable " + item.name() + " has " + what + " '" + text + "': use " + choices, exc);
		}
	}
}
