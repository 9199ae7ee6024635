// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates a folder so that it can be taken back. */
final class NewFolders {

	private NewFolders() {}

	/** @return the folders that had to be created, the innermost first */
	static List<Path> create(final Path folder) throws IOException {
		final List<Path> created = new ArrayList<>();
		for (Path path = folder.toAbsolutePath().normalize(); path != null && !Files.exists(path); path = path.getParent())
			created.add(path);
		Files.createDirectories(folder);
		return created;
	}

	/** Deletes folders from the innermost on, up to the first that is not empty. */
	static void deleteEmpty(final List<Path> created) throws IOException {
		try {
			for (final Path path : created) Files.deleteIfExists(path);
		}
		catch (final DirectoryNotEmptyException exc) {
			return;
		}
	}
}
