// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import io.github.inferj.InvalidInputException;

/** Files that commands read, as the user named them. */
final class InputFiles {

	private InputFiles() {}

	/** @return whether no file was named; an empty path counts as none */
	static boolean isBlank(final File file) {
		return file == null || file.getPath().isBlank();
	}

	/**
	 * @param key the macro key
	 * @param file what the user named, or null
	 * @return the path, empty if no file was named
	 * @throws InvalidInputException if there can be no such path on this machine
	 */
	static Optional<Path> optional(final String key, final File file) {
		try {
			return isBlank(file) ? Optional.empty() : Optional.of(file.toPath());
		}
		catch (final InvalidPathException exc) {
			throw new InvalidInputException(key + " '" + file
				+ "' can be no path here: remove quotes and characters such as ? or *, or choose another name", exc);
		}
	}

	/**
	 * @param key the macro key
	 * @param file what the user named, or null
	 * @param remedy what to name, for the message
	 * @return the path of an existing file
	 * @throws InvalidInputException if there is none, or it is a directory
	 */
	static Path required(final String key, final File file, final String remedy) {
		final Path path = optional(key, file).orElseThrow(() -> new InvalidInputException("no " + key + " given: " + remedy));
		if (!Files.exists(path)) throw new InvalidInputException(key + " " + file + " does not exist: correct the path");
		if (Files.isDirectory(path)) throw new InvalidInputException(key + " " + file + " is a directory: " + remedy);
		return path;
	}
}
