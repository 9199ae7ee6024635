// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.nio.file.Files;
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

	/** @return the path, empty if no file was named */
	static Optional<Path> optional(final File file) {
		return isBlank(file) ? Optional.empty() : Optional.of(file.toPath());
	}

	/**
	 * @param key the macro key
	 * @param file what the user named, or null
	 * @param remedy what to name, for the message
	 * @return the path of an existing file
	 * @throws InvalidInputException if there is none, or it is a directory
	 */
	static Path required(final String key, final File file, final String remedy) {
		final Path path = optional(file).orElseThrow(() -> new InvalidInputException("no " + key + " given: " + remedy));
		if (!Files.exists(path)) throw new InvalidInputException(key + " " + file + " does not exist: correct the path");
		if (Files.isDirectory(path)) throw new InvalidInputException(key + " " + file + " is a directory: " + remedy);
		return path;
	}
}
