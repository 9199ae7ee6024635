// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;

/**
 * A file that a command is asked to write. It is checked before the work starts, and a file that is
 * already there is replaced only when the user says so.
 *
 * @param key the macro key
 * @param file where to write, or null
 * @param overwrite whether a file already there may be replaced
 */
record OutputFile(String key, File file, boolean overwrite) {

	/**
	 * @param extension what the name must end in, with the dot
	 * @return the file; empty if none is asked for
	 * @throws InvalidInputException if it cannot or may not be written
	 */
	Optional<Path> optional(final String extension) {
		final Optional<Path> named = InputFiles.optional(key, file);
		if (named.isEmpty()) return named;
		final Path path = named.get();
		if (Files.isDirectory(path)) throw new InvalidInputException(key + " " + file
			+ " is a directory: add a file name that ends in " + extension);
		if (!file.getName().toLowerCase(Locale.ROOT).endsWith(extension)) throw new InvalidInputException(key + " " + file
			+ ": its name must end in " + extension);
		if (Files.exists(path) && !overwrite) throw new InvalidInputException(key + " " + file
			+ " exists already: choose another name, or say overwrite=true to replace it");
		SafeFile.requireWritable(path);
		return Optional.of(path);
	}

	/**
	 * @param files what the user named, to be read or written, by the macro key; null or blank for none
	 * @throws InvalidInputException if two of them are the same, of which one would be lost
	 */
	static void requireDistinct(final Map<String, File> files) {
		final Map<Path, String> seen = new HashMap<>();
		files.forEach((key, file) -> InputFiles.optional(key, file).map(path -> seen.put(path.toAbsolutePath().normalize(), key)).ifPresent(
			other -> {
				throw new InvalidInputException(other + " and " + key + " are both " + file + ": give each a file of its own");
			}));
	}

	/**
	 * @param extension what the name must end in, with the dot
	 * @return the file
	 * @throws InvalidInputException if none is given, or it cannot or may not be written
	 */
	Path required(final String extension) {
		return optional(extension).orElseThrow(() -> new InvalidInputException("no " + key
			+ " given: name the file to write, ending in " + extension));
	}
}
