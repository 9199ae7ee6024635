// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.graalvm.polyglot.Source;

/** The languages a simulator can be written in, told apart by the file's extension. */
enum ScriptLanguage {
	JAVASCRIPT("js", ".js", "{ x: 1, y: [2, 3] }"), //
	PYTHON("python", ".py", "{\"x\": 1, \"y\": [2, 3]}");

	private final String id;
	private final String extension;
	private final String exampleOfResult;

	ScriptLanguage(final String id, final String extension, final String exampleOfResult) {
		this.id = id;
		this.extension = extension;
		this.exampleOfResult = exampleOfResult;
	}

	/** @return the language of a file, by its extension; empty if none of these */
	static Optional<ScriptLanguage> of(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return Arrays.stream(values()).filter(language -> name.endsWith(language.extension)).findFirst();
	}

	/** @return the name GraalVM knows the language by */
	String id() {
		return id;
	}

	/** @return how a simulation is returned in this language, for messages */
	String exampleOfResult() {
		return exampleOfResult;
	}

	/**
	 * The code run before each script: it withdraws the language's own randomness and clocks, and
	 * evaluates to a function of (draw, parameter names, their sizes, whether each is a list, names of functions,
	 * their numbers of places) that gives a function of (simulate, parameter values, places) which calls
	 * simulate(theta, rng), or simulate(theta, rng, times) where there are functions.
	 */
	Source runtime() {
		final String resource = "runtime" + extension;
		try (Reader reader = new InputStreamReader(ScriptLanguage.class.getResourceAsStream(resource),
			StandardCharsets.UTF_8))
		{
			return Source.newBuilder(id, reader, "inferj-" + resource).internal(true).build();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
