// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.InvalidInputException;

class CsvTableTest {

	@TempDir
	Path folder;

	private CsvTable read(final String text) {
		return read(text.getBytes(StandardCharsets.UTF_8));
	}

	private CsvTable read(final byte[] bytes) {
		try {
			return CsvTable.read(Files.write(folder.resolve("t.csv"), bytes));
		}
		catch (final IOException exc) {
			throw new AssertionError(exc);
		}
	}

	private static String refusal(final org.junit.jupiter.api.function.Executable executable) {
		final String message = assertThrows(InvalidInputException.class, executable).getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,b\n1,2.5\n", "a;b\r\n1;2,5\r\n", "a\tb\n1\t2.5", "\uFEFF\"a\",\"b\"\n\"1\",\"2.5\"\n",
		" a , b \n 1 , 2.5 \n\n\n", "\n\na;b\n1;2.5\n", "\"a\";\"b\"\n1;2.5\n" })
	void readsTheUsualDialects(final String text) {
		final CsvTable table = read(text);
		assertEquals(List.of("a", "b"), table.columns());
		assertEquals(1, table.rows());
		assertEquals(1, table.value(0, 0));
		assertEquals(2.5, table.value(0, 1));
	}

	@Test
	void readsOtherEncodings() {
		assertEquals(List.of("Gr\u00F6\u00DFe", "b"), read("Gr\u00F6\u00DFe,b\n1,2\n".getBytes(Charset.forName("windows-1252"))).columns());
		final byte[] withoutCharacter = { 'a', ',', (byte) 0x81, '\n', '1', ',', '2' };
		assertEquals(2, read(withoutCharacter).value(0, 1));
		assertEquals(List.of("a", "\u00B5"), read("\uFEFFa\t\u00B5\n1\t2\n".getBytes(StandardCharsets.UTF_16LE)).columns());
	}

	@Test
	void readsInfinity() {
		final CsvTable table = read("a,b,c,d\nInf,-inf,+Infinity,-Infinity\n");
		for (int column = 0; column < 4; column++) assertEquals(column % 2 == 0 ? Double.POSITIVE_INFINITY
			: Double.NEGATIVE_INFINITY, table.value(0, column));
	}

	@Test
	void blankCellsAreMissing() {
		final CsvTable table = read("a,b,c,d,e\n,NaN,NA,n/a, \n");
		for (int column = 0; column < 5; column++) assertTrue(Double.isNaN(table.value(0, column)));
	}

	@Test
	void namesRowsByTheirLabel() {
		final CsvTable table = read(" ,Label,x\n1,cell one,3\n2,,4\n");
		assertEquals("cell one", table.rowName(0));
		assertEquals("2", table.rowName(1));
		assertEquals("2", read("x\n1\n2\n").rowName(1));
	}

	@Test
	void textMattersOnlyWhereANumberIsWanted() {
		final CsvTable table = read("species,count\nhare,1\n\nlynx,2\nlynx,1O\n");
		assertEquals(2, table.value(1, 1));
		assertTrue(table.isText(0));
		final String message = refusal(() -> table.value(2, 1));
		assertTrue(message.contains("t.csv, line 5, column count: '1O' is not a number"), message);
		for (final String text : List.of("0x10", "1f", "3d", "1,5", "--1"))
			assertTrue(refusal(() -> read("a\tb\n" + text + "\t1\n").value(0, 0)).contains("'" + text + "'"));
	}

	@Test
	void findsColumnsExactlyOrElseIgnoringCase() {
		final CsvTable table = read("Mean,mean,AREA,x,x\n1,2,3,4,5\n");
		assertEquals(1, table.indexOf("mean"));
		assertEquals(0, table.indexOf("Mean"));
		assertEquals(2, table.indexOf("area"));
		assertEquals(-1, table.indexOf("y"));
		assertTrue(refusal(() -> table.indexOf("MEAN")).contains("2 columns named MEAN"));
		assertTrue(refusal(() -> table.indexOf("x")).contains("2 columns named x"));
	}

	@Test
	void refusesFilesThatAreNoTable() throws IOException {
		assertTrue(refusal(() -> CsvTable.read(folder.resolve("none.csv"))).contains("none.csv does not exist"));
		assertTrue(refusal(() -> CsvTable.read(folder)).contains("is a directory"));
		assertTrue(refusal(() -> read("")).contains("is empty"));
		assertTrue(refusal(() -> read("\n \n")).contains("is empty"));
		assertTrue(refusal(() -> read("a,b\n")).contains("no rows"));
		assertTrue(refusal(() -> read(new byte[] { 'P', 'K', 3, 4, 0, 0 })).contains("is not text"));
		assertTrue(refusal(() -> read("a,b\n1,2\n3\n")).contains("line 3 has 1 cell(s) where the header has 2"));
		assertTrue(refusal(() -> read("a,b\n1,2\n1,2,3")).contains("line 3 has 3 cell(s)"));
		assertTrue(refusal(() -> read("a,b\n\"1,2\n")).contains("t.csv cannot be read as CSV"));
	}
}
