// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.graalvm.polyglot.Value;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * Reads what a script declares. {@code parameters} has an entry for each parameter: its prior as text,
 * or an object with {@code prior} and, if wanted, {@code size}, {@code transform}, {@code unit} and
 * {@code parents}. {@code data} has an entry for each data variable: its size, or such an object
 * without prior, and perhaps with {@code embedding}: {@code "signal"}, or {@code "set"} with the largest number of
 * {@code members}, whose number of values is then the size. {@code name}, if there, names the model.
 */
final class ScriptDeclaration {

	private static final Set<String> KEYS = Set.of("prior", "size", "transform", "unit", "parents", "embedding", "members");
	private static final Set<String> DATA_ONLY = Set.of("embedding", "members");

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
		return new ModelSpecification(name, variables);
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
			case "set" -> plain.set(size(members.orElseThrow(), what + ", members"));
			default -> plain;
		};
	}

	private static Variable variable(final String name, final Role role, final Optional<Prior> prior,
		final Value declared)
	{
		final String what = (role == Role.PARAMETER ? "parameter " : "data variable ") + name;
		final Transform standard = prior.map(Prior::defaultTransform).orElse(Transform.IDENTITY);
		if (!ScriptValue.isObject(declared)) return new Variable(name, role, role == Role.PARAMETER ? 1 : size(declared, what),
			prior, standard, "", Optional.empty());
		requireKnownKeys(declared, what, role);
		return new Variable(name, role, ScriptValue.get(declared, "size").map(value -> size(value, what)).orElse(1), prior,
			ScriptValue.get(declared, "transform").map(value -> Transform.parse(ScriptValue.text(value, what + ": its transform")))
				.orElse(standard), ScriptValue.get(declared, "unit").map(value -> ScriptValue.text(value, what + ": its unit"))
					.orElse(""), ScriptValue.get(declared, "parents").map(value -> names(value, what)));
	}

	private static void requireKnownKeys(final Value declared, final String what, final Role role) {
		for (final String key : ScriptValue.entries(declared).keySet())
			if (!KEYS.contains(key) || role == Role.DATA && key.equals("prior") || role == Role.PARAMETER && DATA_ONLY.contains(key)) throw new InvalidInputException(what +
				" has an entry '" + key + "': use " + (role == Role.PARAMETER ? "prior, " : "") +
				"size, transform, unit and parents" + (role == Role.PARAMETER ? "" : ", embedding and members"));
	}

	private static int size(final Value value, final String what) {
		if (!value.isNumber() || !value.fitsInInt() || value.asInt() < 1) throw new InvalidInputException(what +
			": its size is " + ScriptValue.describe(value) + ": write a whole number of at least 1");
		return value.asInt();
	}

	private static List<String> names(final Value value, final String what) {
		if (!value.hasArrayElements()) throw new InvalidInputException(what + ": its parents are " + ScriptValue.describe(
			value) + ": write a list of names");
		final List<String> names = new ArrayList<>();
		for (long i = 0; i < value.getArraySize(); i++) names.add(ScriptValue.text(value.getArrayElement(i), what +
			": one of its parents"));
		return names;
	}
}
