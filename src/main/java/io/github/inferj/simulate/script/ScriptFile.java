// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.graalvm.polyglot.Source;

import io.github.inferj.InvalidInputException;

/**
 * The text of a script.
 *
 * @param path where it was read
 * @param language told by the extension
 * @param source the text
 * @param digest SHA-256 of the text, in hexadecimal
 */
record ScriptFile(Path path, ScriptLanguage language, Source source, String digest) {

	/**
	 * @throws InvalidInputException if the file is missing, a directory, of no known language, or no text
	 */
	static ScriptFile read(final Path path) {
		if (Files.isDirectory(path)) throw new InvalidInputException("simulator " + path +
			" is a directory: give a .js or .py file in it");
		if (!Files.exists(path)) throw new InvalidInputException("simulator file " + path +
			" does not exist: correct the path");
		final ScriptLanguage language = ScriptLanguage.of(path).orElseThrow(() -> new InvalidInputException("simulator file " +
			path + " is neither JavaScript nor Python: give a file that ends in .js or .py"));
		try {
			final String text = Files.readString(path).replaceFirst("^\uFEFF", "").replace("\r\n", "\n");
			return new ScriptFile(path, language, Source.newBuilder(language.id(), text, path.getFileName().toString()).build(),
				digest(text));
		}
		catch (final CharacterCodingException exc) {
			throw new InvalidInputException("simulator file " + path + " is not UTF-8 text: save it as such", exc);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("simulator file " + path + " cannot be read (" + exc.getMessage() +
				"): check its permissions", exc);
		}
	}

	/** @return the file's name without its extension */
	String title() {
		return source.getName().replaceFirst("\\.[^.]*$", "");
	}

	private static String digest(final String text) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException(exc);
		}
	}
}
