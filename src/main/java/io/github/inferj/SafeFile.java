// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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

	/** What a temporary file's name ends with; it begins with a dot and the name of the file. */
	public static final String TEMPORARY = ".tmp";

	/** What to write. */
	@FunctionalInterface
	public interface Content {

		/** Writes everything; the stream is buffered, and closed by the caller. */
		void writeTo(OutputStream out) throws IOException;
	}

	/** What to write to a file's channel. */
	@FunctionalInterface
	public interface ChannelContent {

		/** Writes everything; the channel is closed by the caller. */
		void writeTo(FileChannel channel) throws IOException;
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
		try {
			final Path file = Files.isSymbolicLink(target) ? target.toRealPath() : target.toAbsolutePath();
			if (file.getParent() != null) Files.createDirectories(file.getParent());
			replace(file, channel -> {
				final OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
				content.writeTo(out);
				out.flush();
			});
		}
		catch (final IOException exc) {
			throw new InvalidInputException("file " + target + " cannot be written (" + reason(exc)
				+ "): choose another place or make room", exc);
		}
	}

	/**
	 * Creates or replaces a file: what is written to a temporary file beside it is forced to the disk before that takes its place.
	 *
	 * @param file the file, in a folder that is there
	 * @param content what to write
	 * @throws IOException if anything fails; the file stays as it was, and nothing is left behind
	 */
	public static void replace(final Path file, final ChannelContent content) throws IOException {
		final Path temporary = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID().toString().substring(0, 8)
			+ TEMPORARY);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
				content.writeTo(channel);
				channel.force(true);
			}
			move(temporary, file);
		}
		finally {
			discard(temporary);
		}
		forceFolder(file.toAbsolutePath().getParent());
	}

	private static void forceFolder(final Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (final IOException exc) {
			// Windows cannot open a folder; there the move is journalled
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
			Files.deleteIfExists(temporary);
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
