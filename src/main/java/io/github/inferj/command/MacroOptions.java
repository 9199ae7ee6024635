// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;
import org.scijava.thread.ThreadService;
import org.scijava.widget.Button;

import ij.IJ;
import ij.Macro;
import io.github.inferj.InvalidInputException;
import io.github.inferj.NearestName;

/**
 * The options that a macro gave a command, as {@link Macro#getValue} reads them: {@code key=value},
 * {@code key=[a value with spaces]} with balanced brackets, {@code key='a quoted value'}, and a bare
 * {@code key}, which switches something on. ImageJ looks up the keys it knows, also inside of the values of others, and passes
 * over all that it does not know in silence; this class sees every one, and none but those.
 *
 * @param options in the order in which they were written
 */
record MacroOptions(List<Option> options) {

	/** What follows a key. */
	enum Value {
		/** Nothing: the key is bare. */
		NONE,
		/** An equals sign and a value, perhaps an empty one. */
		GIVEN,
		/** A value that opens a bracket or quote and does not close it, in place of which ImageJ takes the default. */
		UNCLOSED
	}

	/**
	 * One of them.
	 *
	 * @param key what stands before the equals sign
	 * @param value whether something stands behind it
	 * @param text what stands behind it, without its brackets or quotes
	 */
	record Option(String key, Value value, String text) {

		Option(final String key, final Value value) {
			this(key, value, "");
		}
	}

	/** Reads the second argument of a macro's {@code run}. */
	static MacroOptions parse(final String text) {
		final List<Option> options = new ArrayList<>();
		int at = 0;
		while (at < text.length()) {
			int end = at;
			while (end < text.length() && text.charAt(end) != '=' && !Character.isWhitespace(text.charAt(end))) end++;
			final String key = text.substring(at, end);
			if (end < text.length() && text.charAt(end) == '=') {
				at = endOfValue(text, end + 1);
				options.add(at < 0 ? new Option(key, Value.UNCLOSED) : new Option(key, Value.GIVEN, content(text.substring(end + 1, at))));
				if (at < 0) break;
			}
			else {
				if (!key.isEmpty()) options.add(new Option(key, Value.NONE));
				at = end + 1;
			}
		}
		return new MacroOptions(List.copyOf(options));
	}

	/** @return the index behind a value; -1 if it is not closed */
	private static int endOfValue(final String text, final int start) {
		if (text.startsWith("[", start)) return behindBrackets(text, start);
		if (text.startsWith("'", start)) {
			final int quote = text.indexOf('\'', start + 1);
			return quote < 0 ? -1 : quote + 1;
		}
		final int space = text.indexOf(' ', start);
		return space < 0 ? text.length() : space;
	}

	private static String content(final String value) {
		return value.startsWith("[") || value.startsWith("'") ? value.substring(1, value.length() - 1) : value;
	}

	private static int behindBrackets(final String text, final int start) {
		int depth = 0;
		for (int i = start; i < text.length(); i++) {
			if (text.charAt(i) == '[') depth++;
			if (text.charAt(i) == ']' && --depth == 0) return i + 1;
		}
		return -1;
	}

	/**
	 * Looks for options on the thread of a command. ImageJ gives a thread whose name begins with {@code Run$_} the
	 * options of what it runs, and all threads below it too. Only a command that the thread itself started is what they
	 * are meant for: not one that is called in turn by a script of the macro.
	 *
	 * @param threads knows which thread started the current one
	 * @return the options of the macro that is running the command of the current thread; empty if none is or it gave none
	 */
	static Optional<MacroOptions> ofThisCommand(final ThreadService threads) {
		final Thread starter = threads.getParent(null);
		if (!IJ.isMacro() || starter == null || !starter.getName().startsWith("Run$_")) return Optional.empty();
		return Optional.ofNullable(Macro.getOptions()).map(MacroOptions::parse);
	}

	/** @return the value of a key, empty if it is not there or has none */
	Optional<String> value(final String key) {
		return options.stream().filter(option -> option.key().equals(key) && option.value() == Value.GIVEN).map(Option::text).findFirst();
	}

	/** @return whether a key stands there without a value */
	boolean isBare(final String key) {
		return options.contains(new Option(key, Value.NONE));
	}

	/**
	 * Refuses what the command would not see. Inputs that are no keys for users, such as messages in its dialog, are
	 * let pass, because recorded macros may contain them.
	 *
	 * @param command the command
	 * @throws InvalidInputException naming the first key that is unknown, lacks its value or its end, or comes twice
	 */
	void requireKnownTo(final ModuleInfo command) {
		final Set<String> seen = new HashSet<>();
		for (final Option option : options) {
			final ModuleItem<?> input = command.getInput(option.key());
			if (input == null) throw new InvalidInputException(unknown(option, keys(command)));
			if (option.value() == Value.UNCLOSED) throw new InvalidInputException("the value of key " + option.key()
				+ " opens a bracket or quote that it does not close: add the missing ] or '");
			if (option.value() == Value.NONE && isKey(input) && !isSwitch(input)) throw new InvalidInputException("key " + option
				.key() + " has no value: write " + option.key() + "=... without a space before the equals sign");
			if (!seen.add(option.key())) throw new InvalidInputException("key " + option.key() + " is given twice: remove one");
		}
	}

	private static String unknown(final Option option, final List<String> keys) {
		return "unknown key '" + option.key() + "'" + NearestName.of(option.key(), keys).map(name -> " (did you mean " + name
			+ "?)").orElse("") + ": use " + String.join(", ", keys) + (option.value() == Value.NONE
				? "; a value with spaces stands in [brackets]" : "");
	}

	private static List<String> keys(final ModuleInfo command) {
		return StreamSupport.stream(command.inputs().spliterator(), false).filter(MacroOptions::isKey).map(ModuleItem::getName)
			.toList();
	}

	/** @return whether an input is meant for users */
	static boolean isKey(final ModuleItem<?> input) {
		final Class<?> type = input.getType();
		return input.getVisibility() != ItemVisibility.MESSAGE && type != Button.class && type != Context.class
			&& !Service.class.isAssignableFrom(type);
	}

	/** @return whether a bare key sets an input to true */
	static boolean isSwitch(final ModuleItem<?> input) {
		return input.getType() == boolean.class;
	}
}
