// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.OptionalInt;

import org.graalvm.polyglot.Value;

/**
 * Finds the line of a Python exception. GraalVM's own source locations of Python frames cover whole
 * functions, so the exception's traceback is read instead.
 */
final class PythonTraceback {

	private PythonTraceback() {}

	/** @return the innermost line in the file of that name; empty if the exception never passed it */
	static OptionalInt line(final Value exception, final String file) {
		final OptionalInt syntaxError = member(exception, "lineno");
		if (syntaxError.isPresent()) return syntaxError;
		OptionalInt line = OptionalInt.empty();
		for (Value entry = exception.getMember("__traceback__"); entry != null && !entry.isNull(); entry = entry.getMember(
			"tb_next")) if (file(entry).equals(file)) line = member(entry, "tb_lineno");
		return line;
	}

	private static String file(final Value entry) {
		return entry.getMember("tb_frame").getMember("f_code").getMember("co_filename").asString();
	}

	private static OptionalInt member(final Value object, final String name) {
		final Value value = object.getMember(name);
		return value != null && value.fitsInInt() ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
	}
}
