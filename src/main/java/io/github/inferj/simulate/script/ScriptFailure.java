// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.SourceSection;

import io.github.inferj.InvalidInputException;

/** Turns what GraalVM throws into one line that names the file and the line of the script. */
final class ScriptFailure {

	private static final Pattern PLACE = Pattern.compile("(?<=Error: )\\S+:\\d+:\\d+ | \\([^()]+, line \\d+\\)$");

	private final Path file;
	private final ScriptLanguage language;
	private final String sourceName;

	ScriptFailure(final ScriptFile script) {
		this.file = script.path();
		this.language = script.language();
		this.sourceName = script.source().getName();
	}

	/**
	 * @param when such as {@code at alpha=1.0}, or empty
	 * @return what to throw; an {@link InvalidInputException} unless the virtual machine is at its end
	 */
	RuntimeException of(final PolyglotException exc, final String when) {
		final String suffix = when.isEmpty() ? "" : " (" + when + ")";
		if (exc.isCancelled() || exc.isInterrupted()) return new CancellationException(file + " was stopped" + suffix);
		if (exc.isExit()) return new InvalidInputException(place(exc) + "the script ends itself" + suffix +
			": remove the call of exit or quit", exc);
		if (exc.isResourceExhausted()) return new InvalidInputException(place(exc) + "out of memory or too deep a recursion" +
			suffix + ": correct the script", exc);
		return new InvalidInputException(place(exc) + message(exc) + suffix, exc);
	}

	private String message(final PolyglotException exc) {
		final String first = String.valueOf(exc.getMessage()).strip().lines().findFirst().orElse("");
		final Matcher matcher = PLACE.matcher(first);
		return exc.isSyntaxError() ? matcher.replaceAll("") : first;
	}

	private String place(final PolyglotException exc) {
		final OptionalInt line = language == ScriptLanguage.PYTHON && exc.getGuestObject() != null ? PythonTraceback.line(exc
			.getGuestObject(), sourceName) : Stream.concat(Stream.ofNullable(exc.getSourceLocation()), StreamSupport.stream(exc
				.getPolyglotStackTrace().spliterator(), false).filter(PolyglotException.StackFrame::isGuestFrame).map(
					PolyglotException.StackFrame::getSourceLocation)).filter(this::isInScript).mapToInt(SourceSection::getStartLine)
				.findFirst();
		return file + (line.isPresent() ? ", line " + line.getAsInt() : "") + ": ";
	}

	private boolean isInScript(final SourceSection section) {
		return section != null && section.isAvailable() && section.getSource().getName().equals(sourceName);
	}
}
