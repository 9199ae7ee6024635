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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.SafeFile;

class NpyFileTest {

	private static final int ROWS = 5000, COLUMNS = 7;

	@TempDir
	Path folder;

	@Test
	void readsWhatItWrites() throws IOException {
		final SimulationRows rows = rows(COLUMNS, 0);
		final Path file = write(rows);
		final SimulationRows read = new SimulationRows(COLUMNS, 0, ROWS + 3);
		assertEquals(ROWS, NpyFile.read(file, read, 3, ROWS + 1));
		for (int row = 0; row < ROWS; row++) assertArrayEquals(row(rows, row), row(read, row + 3));
		assertEquals(2, NpyFile.read(file, new SimulationRows(COLUMNS, 0, 2), 0, 2));
	}

	@Test
	void embeddedValuesAreRoundedOnce() throws IOException {
		final SimulationRows rows = rows(COLUMNS - 4, 4);
		final SimulationRows read = new SimulationRows(COLUMNS - 4, 4, ROWS);
		assertEquals(ROWS, NpyFile.read(write(rows), read, 0, ROWS));
		for (int row = 0; row < ROWS; row++) {
			assertArrayEquals(row(rows, row), row(read, row));
			for (int c = 0; c < COLUMNS; c++) assertEquals(c < COLUMNS - 4 ? value(row * COLUMNS + c) : (float) value(row * COLUMNS
				+ c), row(read, row)[c]);
		}
	}

	@Test
	void otherFilesAreRefused() throws IOException {
		final Path file = write(rows(COLUMNS, 0));
		final byte[] bytes = Files.readAllBytes(file);
		refuse(Arrays.copyOf(bytes, 5), "ends too early");
		refuse(Arrays.copyOf(bytes, bytes.length - 8), "bytes where");
		refuse(Arrays.copyOf(bytes, bytes.length + 8), "bytes where");
		refuse("PK\3\4 a zip archive".getBytes(StandardCharsets.ISO_8859_1), "not an NPY file");
		refuse(new String(bytes, StandardCharsets.ISO_8859_1).replace("'<f8'", "'<f4'").getBytes(
			StandardCharsets.ISO_8859_1), "not a matrix of 64-bit");
		assertTrue(assertThrows(IOException.class, () -> NpyFile.read(file, new SimulationRows(8, 0, 1), 0, 1)).getMessage().contains(
			"7 columns where 8"));
	}

	private void refuse(final byte[] bytes, final String part) throws IOException {
		final Path file = Files.write(folder.resolve("other.npy"), bytes);
		final String message = assertThrows(IOException.class, () -> NpyFile.read(file, new SimulationRows(COLUMNS, 0, 1), 0, 1))
			.getMessage();
		assertTrue(message.contains(part), message);
	}

	private static double value(final int i) {
		if (i < 3) return new double[] { Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE }[i];
		return i % 11 == 0 ? Double.NaN : Math.sin(i);
	}

	private static SimulationRows rows(final int exact, final int rounded) {
		final SimulationRows rows = new SimulationRows(exact, rounded, ROWS);
		for (int row = 0; row < ROWS; row++) {
			final int first = row * COLUMNS;
			rows.set(row, IntStream.range(first, first + COLUMNS).mapToDouble(NpyFileTest::value).toArray());
		}
		return rows;
	}

	private static double[] row(final SimulationRows rows, final int row) {
		final double[] values = new double[COLUMNS];
		rows.get(row, values);
		return values;
	}

	private Path write(final SimulationRows rows) throws IOException {
		final Path file = folder.resolve("array.npy");
		SafeFile.replace(file, channel -> NpyFile.write(channel, rows, 0, ROWS));
		return file;
	}
}
