// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.github.inferj.InvalidInputException;

/** Keeps a second program out of a folder; a killed program's lock is released by the system. */
final class FolderLock implements AutoCloseable {

	/** Name of the file that is locked. */
	static final String NAME = ".lock";

	private final Path file;
	private final FileChannel channel;

	/**
	 * @throws InvalidInputException if another run holds the folder
	 */
	FolderLock(final Path folder) throws IOException {
		file = folder.resolve(NAME);
		channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		FileLock lock = null;
		try {
			lock = channel.tryLock();
		}
		catch (final OverlappingFileLockException exc) {
			// held by this program
		}
		finally {
			if (lock == null) channel.close();
		}
		if (lock == null) throw new InvalidInputException("another run is writing simulations to " + folder +
			": wait for its end or choose another folder");
	}

	@Override
	public void close() throws IOException {
		Files.deleteIfExists(file);
		channel.close();
	}
}
