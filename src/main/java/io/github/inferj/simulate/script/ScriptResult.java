// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.graalvm.polyglot.Value;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Variable;

/**
 * Reads what a function of a script returns for some variables: an object with an entry for each, or
 * one array of all components in order, or a number where there is only one component.
 *
 * @param function the function's name, for messages
 * @param language the script's language, for messages
 */
record ScriptResult(String function, ScriptLanguage language) {

	/**
	 * @return all components of the variables, in order
	 * @throws InvalidInputException if there are too few or too many values, or one is not a number
	 */
	double[] read(final Value returned, final List<Variable> variables) {
		final double[] result = new double[variables.stream().mapToInt(Variable::size).sum()];
		if (ScriptValue.isObject(returned)) {
			int offset = 0;
			for (final Variable variable : variables) {
				final Value value = ScriptValue.get(returned, variable.name()).orElseThrow(() -> new InvalidInputException(
					function + " returned no value for " + variable.name() + ": return all of " + names(variables)));
				if (variable.isFunction() && !value.hasArrayElements()) throw new InvalidInputException(function + " returned "
					+ ScriptValue.describe(value) + " for " + variable.name() + ": return a list with its value at each of times."
					+ variable.name());
				fill(value, variable, result, offset);
				offset += variable.size();
			}
		}
		else if (returned.hasArrayElements() || ScriptValue.isNumber(returned) && result.length == 1) fill(returned, names(
			variables), result, 0, result.length);
		else throw new InvalidInputException(function + " returned " + ScriptValue.describe(returned) + ": return " + names(
			variables) + " by name, such as " + language.exampleOfResult());
		return result;
	}

	/** Sets may have fewer members than declared; the others are absent. */
	private void fill(final Value value, final Variable variable, final double[] result, final int offset) {
		final boolean isSmaller = variable.isSet() && value.hasArrayElements() && value.getArraySize() < variable.size() && value
			.getArraySize() % variable.embedding().orElseThrow().each() == 0;
		final int size = isSmaller ? (int) value.getArraySize() : variable.size();
		fill(value, variable.name(), result, offset, size);
		Arrays.fill(result, offset + size, offset + variable.size(), Double.NaN);
	}

	private void fill(final Value value, final String what, final double[] result, final int offset, final int size) {
		if (value.hasArrayElements()) {
			if (value.getArraySize() != size) throw new InvalidInputException(function + " returned " + value.getArraySize() +
				" value(s) for " + what + " where " + size + " are declared: make the two agree");
			for (int i = 0; i < size; i++) result[offset + i] = number(value.getArrayElement(i), what + ", item " + (i + 1));
		}
		else {
			final double number = number(value, what);
			if (size != 1) throw new InvalidInputException(function + " returned 1 value for " + what + " where " + size +
				" are declared: return a list of " + size);
			result[offset] = number;
		}
	}

	private double number(final Value value, final String what) {
		if (ScriptValue.isNumber(value)) return ScriptValue.number(value);
		throw new InvalidInputException(function + " returned " + ScriptValue.describe(value) + " for " + what +
			": return a number");
	}

	private static String names(final List<Variable> variables) {
		return variables.stream().map(Variable::name).collect(Collectors.joining(", "));
	}
}
