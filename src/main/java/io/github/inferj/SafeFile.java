// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;


/**
 * Writes a file completely or not at all: to a temporary file beside it, which then takes its place.
 */
public final class SafeFile {

	/** What to write. */
	@FunctionalInterface
	public interface Content {

		/** Writes everything; the stream is buffered, and closed by the caller. */
		void writeTo(OutputStream out) throws IOException;
	}

	private SafeFile() {}

	/**
	 * Writes a file, creating the folders it lies in. What was there before stays until the new file is
	 * complete, and for good if anything fails.
	 *
	 * @param target the file
	 * @param content what to write
	 * @throws InvalidInputException naming the file, if it is a directory or cannot be written
	 */
	public static void write(final Path target, final Content content) {
		requireWritable(target);
		Path temporary = null;
		try {
			final Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
			if (file.getParent() != null) Files.createDirectories(file.getParent());
			temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8) + ".tmp");
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW,
				StandardOpenOption.WRITE), 1 << 16))
			{
				content.writeTo(out);
			}
			move(temporary, file);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("file " + target + " cannot be written (" + reason(exc)
				+ "): choose another place or make room", exc);
		}
		finally {
			discard(temporary);
		}
	}

	/**
	 * Checks before long work that a file could be written, as far as that can be told without writing.
	 *
	 * @throws InvalidInputException naming the file, if it is a directory or no plain file, or the nearest
	 *           existing folder above it does not let files be created
	 */
	public static void requireWritable(final Path target) {
		if (Files.isDirectory(target)) throw new InvalidInputException("file " + target
			+ " is a directory: add a file name");
		if (Files.exists(target) && !Files.isRegularFile(target)) throw new InvalidInputException("file " + target
			+ " is not a plain file: choose another name");
		Path folder = target.toAbsolutePath().getParent();
		while (folder != null && !Files.exists(folder)) folder = folder.getParent();
		if (folder == null) return;
		if (!Files.isDirectory(folder)) throw new InvalidInputException("file " + target + " cannot be written: " + folder
			+ " is not a folder; choose another place");
		if (!Files.isWritable(folder)) throw new InvalidInputException("file " + target + " cannot be written: the folder "
			+ folder + " is read-only; choose another place");
	}

	/**
	 * Deletes a file if it is there.
	 *
	 * @throws InvalidInputException naming the file, if it cannot be deleted
	 */
	public static void delete(final Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("file " + file + " cannot be deleted (" + reason(exc) + "): delete it yourself", exc);
		}
	}

	private static void move(final Path from, final Path to) throws IOException {
		try {
			Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final AtomicMoveNotSupportedException exc) {
			Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static void discard(final Path temporary) {
		try {
			if (temporary != null) Files.deleteIfExists(temporary);
		}
		catch (final IOException exc) {
			temporary.toFile().deleteOnExit();
		}
	}

	private static String reason(final IOException exc) {
		if (exc instanceof AccessDeniedException) return "permission denied";
		if (exc instanceof FileAlreadyExistsException) return "a file is in the way of its folder";
		return String.valueOf(exc.getMessage()).lines().findFirst().orElse("unknown reason");
	}
}
