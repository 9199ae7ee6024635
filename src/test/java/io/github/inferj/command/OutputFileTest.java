// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;

class OutputFileTest {

	@TempDir
	Path folder;

	private static String refusal(final File file, final boolean overwrite) {
		return assertThrows(InvalidInputException.class, () -> new OutputFile("posteriorfile", file, overwrite).required(
			".csv")).getMessage();
	}

	@Test
	void acceptsNewFiles() {
		final File file = folder.resolve("new folder/a.csv").toFile();
		assertEquals(file.toPath(), new OutputFile("posteriorfile", file, false).required(".csv"));
		assertEquals(Optional.empty(), new OutputFile("posteriorfile", null, false).optional(".csv"));
		assertEquals(Optional.empty(), new OutputFile("posteriorfile", new File(""), false).optional(".csv"));
	}

	@Test
	void replacesOnlyWhenAsked() throws Exception {
		final File file = Files.createFile(folder.resolve("mine.csv")).toFile();
		assertTrue(refusal(file, false).contains("overwrite=true"));
		assertEquals(file.toPath(), new OutputFile("posteriorfile", file, true).required(".csv"));
	}

	@Test
	void refusesWhatCannotBeWritten() throws Exception {
		assertTrue(refusal(null, false).contains("no posteriorfile given"));
		assertTrue(refusal(folder.toFile(), true).contains("is a directory"));
		assertTrue(refusal(folder.resolve("a.onnx").toFile(), true).contains("must end in .csv"));
		final Path file = Files.createFile(folder.resolve("file"));
		assertTrue(refusal(file.resolve("a.csv").toFile(), true).contains("is not a folder"));
	}
}
