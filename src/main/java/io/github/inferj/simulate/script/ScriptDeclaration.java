// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.graalvm.polyglot.Value;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * Reads what a script declares. {@code parameters} has an entry for each parameter: its prior as text, or an object with
 * {@code prior} and, if wanted, {@code size}, {@code transform}, {@code unit} and {@code parents}. {@code data} has an entry
 * for each data variable: its size, or such an object without prior. A function has instead of its size {@code over}, an
 * object with the {@code name} of its index and where simulations go {@code from} and {@code to}, if wanted also its
 * {@code unit}, and {@code places}, the number of places in each simulation. {@code memory} is {@code "full"},
 * {@code "markov"} or {@code "none"}. Data may have an {@code embedding}: {@code "signal"}, or {@code "set"} with the
 * largest number of {@code members}, whose number of values is then the size. {@code name}, if there, names the model, and
 * {@code exchangeable} lists names of variables that may change places.
 */
final class ScriptDeclaration {

	private static final Set<String> KEYS = Set.of("prior", "size", "transform", "unit", "parents", "over", "places", "memory",
		"embedding", "members");
	private static final Set<String> DATA_ONLY = Set.of("embedding", "members");
	private static final Set<String> INDEX_KEYS = Set.of("name", "unit", "from", "to");

	private final Value globals;

	ScriptDeclaration(final Value globals) {
		this.globals = globals;
	}

	/**
	 * @param defaultName the model's name if the script gives none
	 */
	ModelSpecification specification(final String defaultName) {
		final String name = ScriptValue.get(globals, "name").map(value -> ScriptValue.text(value, "name")).orElse(
			defaultName);
		final List<Variable> variables = new ArrayList<>();
		variables("parameters", "{ alpha: \"uniform(0, 1)\" }").forEach((key, value) -> variables.add(parameter(key,
			value)));
		variables("data", "{ x: 1 }").forEach((key, value) -> variables.add(data(key, value)));
		ModelSpecification specification = new ModelSpecification(name, variables);
		for (final List<String> group : exchangeable()) specification = specification.withExchangeable(group.toArray(String[]::new));
		return specification;
	}

	/** @return the groups of {@code exchangeable}: a list of names, or a list of such lists */
	private List<List<String>> exchangeable() {
		final Optional<Value> declared = ScriptValue.get(globals, "exchangeable");
		if (declared.isEmpty()) return List.of();
		final Value all = declared.get();
		final boolean isNested = all.hasArrayElements() && all.getArraySize() > 0 && all.getArrayElement(0).hasArrayElements();
		if (!isNested) return List.of(names(all, "exchangeable: its variables", "exchangeable: one of its variables"));
		final List<List<String>> groups = new ArrayList<>();
		for (long i = 0; i < all.getArraySize(); i++) groups.add(names(all.getArrayElement(i), "exchangeable: its variables",
			"exchangeable: one of its variables"));
		return groups;
	}

	private Map<String, Value> variables(final String what, final String example) {
		final Value value = ScriptValue.get(globals, what).orElseThrow(() -> new InvalidInputException(
			"the script declares no " + what + ": add them, such as " + what + " = " + example));
		if (!ScriptValue.isObject(value)) throw new InvalidInputException(what + " is " + ScriptValue.describe(value) +
			": declare named variables, such as " + what + " = " + example);
		return ScriptValue.entries(value);
	}

	private static Variable parameter(final String name, final Value declared) {
		final Prior prior;
		try {
			prior = Prior.parse(ScriptValue.text(ScriptValue.isObject(declared) ? ScriptValue.get(declared, "prior").orElseThrow(
				() -> new InvalidInputException("it has no prior: add one, such as uniform(0, 1)")) : declared, "its prior"));
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException("parameter " + name + ": " + exc.getMessage(), exc);
		}
		return variable(name, Role.PARAMETER, Optional.of(prior), declared);
	}

	private static Variable data(final String name, final Value declared) {
		final Variable plain = variable(name, Role.DATA, Optional.empty(), declared);
		return ScriptValue.isObject(declared) ? embedded(plain, declared) : plain;
	}

	private static Variable embedded(final Variable plain, final Value declared) {
		final String what = "data variable " + plain.name();
		final Optional<Value> members = ScriptValue.get(declared, "members");
		final String kind = ScriptValue.get(declared, "embedding").map(value -> ScriptValue.text(value, what + ": its embedding"))
			.orElse("");
		if (!Set.of("", "signal", "set").contains(kind)) throw new InvalidInputException(what + ": its embedding is '" + kind
			+ "': use signal or set, or leave it out");
		if (kind.equals("set") != members.isPresent()) throw new InvalidInputException(what + (members.isPresent()
			? ": it has members but is no set; add embedding \"set\", or remove them"
			: ": it is a set; add members, the largest number of them"));
		return switch (kind) {
			case "signal" -> plain.signal();
			case "set" -> plain.set(whole(members.orElseThrow(), what + ": its number of members"));
			default -> plain;
		};
	}

	private static Variable variable(final String name, final Role role, final Optional<Prior> prior,
		final Value declared)
	{
		final String what = (role == Role.PARAMETER ? "parameter " : "data variable ") + name;
		final Transform standard = prior.map(Prior::defaultTransform).orElse(Transform.IDENTITY);
		if (!ScriptValue.isObject(declared)) return new Variable(name, role, role == Role.PARAMETER ? 1 : whole(declared, what
			+ ": its size"), prior, standard, "", Optional.empty());
		requireKnownKeys(declared, what, role);
		final Optional<Index> index = ScriptValue.get(declared, "over").map(value -> index(value, what + ", over"));
		final Variable variable = new Variable(name, role, count(declared, what, index.isPresent()), prior, ScriptValue.get(
			declared, "transform").map(
			value -> transform(ScriptValue.text(value, what + ": its transform"), what)).orElse(standard), ScriptValue.get(declared,
				"unit").map(value -> ScriptValue.text(value, what + ": its unit")).orElse(""), ScriptValue.get(declared, "parents").map(
					value -> names(value, what + ": its parents", what + ": one of its parents")), index);
		return ScriptValue.get(declared, "memory").map(value -> remembering(variable, ScriptValue.text(value, what + ": its memory"),
			what)).orElse(variable);
	}

	private static Transform transform(final String text, final String what) {
		try {
			return Transform.parse(text);
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException(what + ": " + exc.getMessage(), exc);
		}
	}

	private static Variable remembering(final Variable variable, final String memory, final String what) {
		return switch (memory) {
			case "full" -> variable;
			case "markov" -> variable.markov();
			case "none" -> variable.memoryless();
			default -> throw new InvalidInputException(what + ": its memory is '" + memory
				+ "': use full (of all earlier values), markov (of the latest one) or none");
		};
	}

	/** @return the places of a function, or the size of any other variable */
	private static int count(final Value declared, final String what, final boolean isFunction) {
		final Optional<Value> size = ScriptValue.get(declared, "size");
		final Optional<Value> places = ScriptValue.get(declared, "places");
		if (!isFunction && places.isPresent()) throw new InvalidInputException(what
			+ " has places but not over what: add over, such as over: { name: \"time\", from: 0, to: 15 }");
		if (isFunction && size.isPresent()) throw new InvalidInputException(what
			+ " has a size, but a function has places: write places, how many each simulation has");
		if (!isFunction) return size.map(value -> whole(value, what + ": its size")).orElse(1);
		return whole(places.orElseThrow(() -> new InvalidInputException(what
			+ " is a function without places: add how many each simulation has, such as places: 20")), what + ": its number of places");
	}

	private static Index index(final Value declared, final String what) {
		final String example = "name, from and to, such as { name: \"time\", from: 0, to: 15 }";
		if (!ScriptValue.isObject(declared)) throw new InvalidInputException(what + " is " + ScriptValue.describe(declared)
			+ ": write an object with " + example);
		for (final String key : ScriptValue.entries(declared).keySet()) if (!INDEX_KEYS.contains(key)) throw new InvalidInputException(
			what + " has an entry '" + key + "': use name, unit, from and to");
		final Value name = ScriptValue.get(declared, "name").orElseThrow(() -> new InvalidInputException(what + " has no name: write "
			+ example));
		try {
			return new Index(ScriptValue.text(name, what + ": its name"), ScriptValue.get(declared, "unit").map(value -> ScriptValue
				.text(value, what + ": its unit")).orElse(""), end(declared, "from", what), end(declared, "to", what));
		}
		catch (final InvalidInputException exc) {
			throw exc.getMessage().startsWith(what) ? exc : new InvalidInputException(what + ": " + exc.getMessage(), exc);
		}
	}

	private static double end(final Value declared, final String key, final String what) {
		final Value value = ScriptValue.get(declared, key).orElseThrow(() -> new InvalidInputException(what + " has no '" + key
			+ "': write where simulations begin and end, such as from: 0, to: 15"));
		if (!ScriptValue.isNumber(value)) throw new InvalidInputException(what + ": its '" + key + "' is " + ScriptValue.describe(
			value) + ": write a number");
		return ScriptValue.number(value);
	}

	private static void requireKnownKeys(final Value declared, final String what, final Role role) {
		for (final String key : ScriptValue.entries(declared).keySet())
			if (!KEYS.contains(key) || role == Role.DATA && key.equals("prior") || role == Role.PARAMETER && DATA_ONLY.contains(key))
				throw new InvalidInputException(what +
				" has an entry '" + key + "': use " + (role == Role.PARAMETER ? "prior, " : "") +
				"size, transform, unit, parents, memory, or over and places for functions" + (role == Role.PARAMETER ? ""
				: ", or embedding and members for long data"));
	}

	private static int whole(final Value value, final String what) {
		if (!value.isNumber() || !value.fitsInInt() || value.asInt() < 1) throw new InvalidInputException(what + " is "
			+ ScriptValue.describe(value) + ": write a whole number of at least 1");
		return value.asInt();
	}

	private static List<String> names(final Value value, final String all, final String one) {
		if (!value.hasArrayElements()) throw new InvalidInputException(all + " are " + ScriptValue.describe(value)
			+ ": write a list of names");
		final List<String> names = new ArrayList<>();
		for (long i = 0; i < value.getArraySize(); i++) names.add(ScriptValue.text(value.getArrayElement(i), one));
		return names;
	}
}
