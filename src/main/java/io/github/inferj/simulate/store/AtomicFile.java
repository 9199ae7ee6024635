// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files that are either there in full or not at all: to a hidden temporary file beside the
 * target, forced to the disk, then moved.
 */
final class AtomicFile {

	/** What a temporary file's name ends with. */
	static final String TEMPORARY = ".tmp";

	/** Writes the content of a file. */
	interface Content {

		void write(FileChannel channel) throws IOException;
	}

	private AtomicFile() {}

	/** Creates or replaces a file; if writing fails, the target stays as it was and nothing is left behind. */
	static void write(final Path target, final Content content) throws IOException {
		final Path temporary = target.resolveSibling("." + target.getFileName() + TEMPORARY);
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING))
			{
				content.write(channel);
				channel.force(true);
			}
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		forceFolder(target.toAbsolutePath().getParent());
	}

	private static void forceFolder(final Path folder) {
		try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
			channel.force(true);
		}
		catch (final IOException exc) {
			// Windows cannot open a folder; there the move is journalled
		}
	}
}
