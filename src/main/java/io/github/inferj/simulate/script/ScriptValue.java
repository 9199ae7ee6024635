// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.graalvm.polyglot.Value;

import io.github.inferj.InvalidInputException;

/** Reads JavaScript objects and Python dictionaries alike. */
final class ScriptValue {

	private static final int LONGEST = 40;

	private ScriptValue() {}

	/** @return whether the value has named entries */
	static boolean isObject(final Value value) {
		return value.hasHashEntries() || value.hasMembers() && !value.isNumber() && !value.isString() && !value.isBoolean() &&
			!value.hasArrayElements() && !value.canExecute() && !value.isNull();
	}

	/** @return the entries of an object in their order */
	static Map<String, Value> entries(final Value object) {
		final Map<String, Value> entries = new LinkedHashMap<>();
		if (object.hasHashEntries()) {
			for (final Value keys = object.getHashKeysIterator(); keys.hasIteratorNextElement();) {
				final Value key = keys.getIteratorNextElement();
				entries.put(key.isString() ? key.asString() : key.toString(), object.getHashValue(key));
			}
		}
		else for (final String key : object.getMemberKeys()) entries.put(key, object.getMember(key));
		return entries;
	}

	/** @return the entry of that name; empty if there is none, or it is null */
	static Optional<Value> get(final Value object, final String key) {
		final Value value;
		if (object.hasHashEntries()) value = object.hasHashEntry(key) ? object.getHashValue(key) : null;
		else value = object.getMember(key);
		return Optional.ofNullable(value).filter(v -> !v.isNull());
	}

	/** @return whether {@link #number} can read it */
	static boolean isNumber(final Value value) {
		return value.isNumber() && (value.fitsInDouble() || value.fitsInBigInteger());
	}

	static double number(final Value value) {
		return value.fitsInDouble() ? value.asDouble() : value.asBigInteger().doubleValue();
	}

	/**
	 * @param what names the value in the message
	 */
	static String text(final Value value, final String what) {
		if (!value.isString()) throw new InvalidInputException(what + " is " + describe(value) + ": write it as text in quotes");
		return value.asString();
	}

	/** @return a short description for messages */
	static String describe(final Value value) {
		if (value.isNull()) return "nothing";
		if (value.isString()) return "the text '" + shorten(value.asString()) + "'";
		if (value.canExecute()) return "a function";
		return shorten(value.toString());
	}

	private static String shorten(final String text) {
		final String line = text.replaceAll("\\s+", " ");
		return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
	}
}
