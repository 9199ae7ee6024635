// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulator;

/** Scripts for the tests. */
final class ScriptFiles {

	static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String JAVASCRIPT = "const parameters = { alpha: 'uniform(0, 1)' };\nconst data = { x: 1 };\n";
	private static final String PYTHON = "parameters = {'alpha': 'uniform(0, 1)'}\ndata = {'x': 1}\n";

	private ScriptFiles() {}

	/** A script of two lines of declarations, a parameter alpha and a data variable x, and more from line 3. */
	static Path write(final Path folder, final ScriptLanguage language, final String fromLine3) {
		return writeAll(folder, language, (language == ScriptLanguage.PYTHON ? PYTHON : JAVASCRIPT) + fromLine3);
	}

	static Path writeAll(final Path folder, final ScriptLanguage language, final String text) {
		try {
			return Files.writeString(folder.resolve(language == ScriptLanguage.PYTHON ? "model.py" : "model.js"), text);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** A script whose simulate evaluates one expression, in either language's syntax. */
	static Path returning(final Path folder, final ScriptLanguage language, final String expression) {
		return write(folder, language, language == ScriptLanguage.PYTHON ? "def simulate(theta, rng):\n    return " +
			expression : "function simulate(theta, rng) {\n  return " + expression + " }");
	}

	static Path template(final Path folder, final String name) throws IOException {
		final Path file = folder.resolve(name);
		try (InputStream stream = ScriptFiles.class.getResourceAsStream("/script_templates/InferJ/" + name)) {
			Files.write(file, stream.readAllBytes());
		}
		return file;
	}

	static double[] simulate(final Path file, final double... theta) {
		try (Simulator simulator = ScriptSimulator.load(file, LIMIT)) {
			return simulator.simulate(theta, new SeededRandom(1, 0));
		}
	}

	/** The single line that loading the script and simulating once ends with. */
	static String failure(final Path file) {
		final String message = assertThrows(InvalidInputException.class, () -> simulate(file, 0.25)).getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}
}
