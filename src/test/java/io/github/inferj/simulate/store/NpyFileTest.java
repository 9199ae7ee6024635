// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {

	private static final int ROWS = 5000, COLUMNS = 7;

	@TempDir
	Path folder;

	@Test
	void readsWhatItWrites() throws IOException {
		final double[] values = values();
		final Path file = write(values);
		final double[] read = new double[3 + values.length];
		assertEquals(ROWS, NpyFile.read(file, read, 3, ROWS + 1, COLUMNS));
		assertArrayEquals(values, Arrays.copyOfRange(read, 3, read.length));
		assertEquals(2, NpyFile.read(file, new double[14], 0, 2, COLUMNS));
	}

	@Test
	void otherFilesAreRefused() throws IOException {
		final Path file = write(values());
		final byte[] bytes = Files.readAllBytes(file);
		refuse(Arrays.copyOf(bytes, 5), "ends too early");
		refuse(Arrays.copyOf(bytes, bytes.length - 8), "bytes where");
		refuse(Arrays.copyOf(bytes, bytes.length + 8), "bytes where");
		refuse("PK\3\4 a zip archive".getBytes(StandardCharsets.ISO_8859_1), "not an NPY file");
		refuse(new String(bytes, StandardCharsets.ISO_8859_1).replace("'<f8'", "'<f4'").getBytes(
			StandardCharsets.ISO_8859_1), "not a matrix of 64-bit");
		assertTrue(assertThrows(IOException.class, () -> NpyFile.read(file, new double[8], 0, 1, 8)).getMessage().contains(
			"7 columns where 8"));
	}

	private void refuse(final byte[] bytes, final String part) throws IOException {
		final Path file = Files.write(folder.resolve("other.npy"), bytes);
		final String message = assertThrows(IOException.class, () -> NpyFile.read(file, new double[COLUMNS], 0, 1, COLUMNS))
			.getMessage();
		assertTrue(message.contains(part), message);
	}

	private static double[] values() {
		final double[] values = new double[ROWS * COLUMNS];
		Arrays.setAll(values, i -> i % 11 == 0 ? Double.NaN : Math.sin(i));
		values[0] = Double.NEGATIVE_INFINITY;
		values[1] = -0.0;
		values[2] = Double.MIN_VALUE;
		return values;
	}

	private Path write(final double[] values) throws IOException {
		final Path file = folder.resolve("array.npy");
		AtomicFile.write(file, channel -> NpyFile.write(channel, values, 0, ROWS, COLUMNS));
		return file;
	}
}
