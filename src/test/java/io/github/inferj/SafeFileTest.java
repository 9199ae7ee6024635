// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {

	@TempDir
	Path folder;

	@Test
	void replacesTheWholeFile() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "something longer");
		SafeFile.replace(file, channel -> channel.write(ByteBuffer.wrap("new".getBytes())));
		assertEquals("new", Files.readString(file));
		assertEquals(1, files());
	}

	@Test
	void failureKeepsTheOldFileAndLeavesNothing() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "old");
		assertThrows(IOException.class, () -> SafeFile.replace(file, channel -> {
			channel.write(ByteBuffer.wrap("half".getBytes()));
			throw new IOException("No space left on device");
		}));
		assertEquals("old", Files.readString(file));
		assertEquals(1, files());
	}

	private long files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}
}
