// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;
import io.github.inferj.SafeFile;
import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SimulationCsv;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.table.CsvTable;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class TableWritingTest {

	private static final ModelSpecification MODEL = ModelSpecification.of("toy", Variable.parameter("a", Prior.uniform(0,
		1.0 / 3)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x"));

	@TempDir
	Path folder;

	private static Draws draws(final int observations, final double... values) {
		return new Draws(MODEL, new int[] { 0, 1 }, observations, values.length / 2 / observations, values);
	}

	private long files() throws IOException {
		try (Stream<Path> found = Files.walk(folder)) {
			return found.filter(Files::isRegularFile).count();
		}
	}

	@Test
	void writesOneRowForEachDraw() throws IOException {
		final Path file = folder.resolve("new/folder/draws.csv");
		CsvWriter.write(new DrawsTable(draws(1, 0.1, -2, 0.123456789, 1 / 7e9), List.of("1")), file);
		assertEquals("a,b\n0.1,-2\n0.12345679,1.4285714E-10\n", Files.readString(file));
		assertEquals(1, files());
	}

	@Test
	void namesTheObservationOfEachDraw() throws IOException {
		final Path file = folder.resolve("draws.csv");
		CsvWriter.write(new DrawsTable(draws(2, 0.1, 1, 0.2, 2, 0.3, 3, 0.25, Double.NaN), List.of("cell, left", "7")), file);
		assertEquals("row,a,b\n\"cell, left\",0.1,1\n\"cell, left\",0.2,2\n7,0.3,3\n7,0.25,\n", Files.readString(file));
		final CsvTable back = CsvTable.read(file);
		assertEquals("cell, left", back.rowName(1));
		assertTrue(Double.isNaN(back.value(3, 2)));
	}

	@Test
	void keepsSevenDigitsAndTheSupport() {
		for (final double value : new double[] { Math.PI, -1e-5 / 3, 2e20 / 3, 1e300 / 7, 123456.789, Math.nextDown(1.0 / 3),
			1.0 / 3, 0 })
		{
			final double back = Double.parseDouble(new DrawsTable(draws(1, value, value), List.of("1")).cell(0, 0));
			assertEquals(value, back, 1e-7 * Math.abs(value));
			if (value < 1) assertTrue(back <= 1.0 / 3, value + " left the prior's support");
		}
	}

	/** The last place, 12.56637061, is 12.566371 with eight digits, which is beyond the end. */
	@Test
	void simulationsCanBeReadAgain() {
		final ModelSpecification model = ModelSpecification.of("wave", Variable.parameter("a", Prior.uniform(0, 1.0 / 3)), Variable.data(
			"y").over(new Index("phase", "", 0, 12.56637061), 2));
		final double[] row = { 1.0 / 3, 2.0 / 3, 1, Math.PI, 12.56637061 };
		final Path file = folder.resolve("simulations.csv");
		CsvWriter.write(new SimulationsTable(model, SimulationRows.of(model, row)), file);
		assertArrayEquals(row, new SimulationCsv(file, model).read().values(), 1e-6);
	}

	@Test
	void textIsNoNumber() {
		final DrawsTable draws = new DrawsTable(draws(2, 0.1, 1, 0.2, 2), List.of("left", "7"));
		assertEquals(7, draws.value(1, 0));
		assertEquals("the table of draws, row 1, column row: 'left' is not a number: correct it or leave the cell blank", assertThrows(
			InvalidInputException.class, () -> draws.value(0, 0)).getMessage());
	}

	@Test
	void leavesTheOldFileAndNoTraceWhenWritingFails() throws IOException {
		final Path file = Files.writeString(folder.resolve("draws.csv"), "precious");
		final String message = assertThrows(InvalidInputException.class, () -> SafeFile.write(file, out -> {
			out.write(new byte[100_000]);
			throw new IOException("No space left on device");
		})).getMessage();
		assertEquals("file " + file + " cannot be written (No space left on device): choose another place or make room", message);
		assertThrows(IllegalStateException.class, () -> SafeFile.write(file, out -> {
			throw new IllegalStateException();
		}));
		assertEquals("precious", Files.readString(file));
		assertEquals(1, files());
	}

	@Test
	void refusesTargetsThatCannotBeFiles() throws IOException {
		final Path file = Files.writeString(folder.resolve("plain"), "text");
		assertTrue(assertThrows(InvalidInputException.class, () -> SafeFile.write(folder, out -> {})).getMessage().contains(
			"is a directory"));
		final String message = assertThrows(InvalidInputException.class, () -> SafeFile.write(file.resolve("below/draws.csv"),
			out -> {})).getMessage();
		assertTrue(message.contains("plain is not a folder"), message);
		final Path device = Path.of("/dev/null");
		if (Files.exists(device)) assertTrue(assertThrows(InvalidInputException.class, () -> SafeFile.write(device, out -> {}))
			.getMessage().contains("not a plain file"));
		assertEquals("text", Files.readString(file));
	}

	@Test
	void summarisesEachColumn() throws IOException {
		final double[] values = new double[202];
		for (int i = 0; i < 101; i++) {
			values[2 * i] = i / 1000.0;
			values[2 * i + 1] = 1234 * i;
		}
		final Summary summary = Summary.of(draws(1, values), List.of("1"));
		final Summary.Line line = summary.lines().get(0);
		assertEquals(0.05, line.mean(), 1e-12);
		assertEquals(0.0293002, line.sd(), 1e-6);
		assertEquals(0.005, line.q05(), 1e-12);
		assertEquals(0.05, line.q50(), 1e-12);
		assertEquals(0.095, line.q95(), 1e-12);
		assertEquals("""
			parameter   mean      sd   5 %   50 %    95 %
			a           0.05  0.0293  0.005  0.05   0.095
			b          61700   36160   6170  61700  117200
			""".lines().map(l -> l.replaceAll(" +", " ")).toList(),
			summary.toString().lines().map(l -> l.replaceAll(" +", " ")).toList());
		assertEquals(1, summary.toString().lines().map(String::length).distinct().count(), summary.toString());
		final Path file = folder.resolve("summary.csv");
		CsvWriter.write(summary, file);
		assertEquals("parameter,mean,sd,q05,q50,q95", Files.readString(file).lines().findFirst().orElseThrow());
	}

	@Test
	void summarisesSeveralObservations() {
		final Summary summary = Summary.of(draws(2, 0.1, 1, 0.2, 2), List.of("first", "second"));
		assertEquals(List.of("row", "parameter", "mean", "sd", "q05", "q50", "q95"), summary.columns());
		assertEquals("second", summary.cell(3, 0));
		assertEquals("b", summary.cell(3, 1));
		assertEquals(2, summary.value(3, 2));
		assertEquals(0, summary.value(3, 3));
	}

	@Test
	void addsTheMostProbableValues() {
		final Summary summary = Summary.of(draws(1, 0.1, 1, 0.2, 2), List.of("1")).withMap(new double[] { 0.15, -3 });
		assertEquals(List.of("parameter", "mean", "sd", "q05", "q50", "q95", "map"), summary.columns());
		assertEquals("-3", summary.cell(1, 6));
		assertTrue(summary.toString().lines().findFirst().orElseThrow().endsWith("map"));
		assertThrows(IllegalArgumentException.class, () -> summary.withMap(new double[1]));
	}

	@Test
	void becomesATableOfImageJ() {
		final ResultsTable draws = ResultsTables.copyOf(new DrawsTable(draws(2, 0.1, 1, 0.25, 2), List.of("first", "second")));
		assertEquals(2, draws.size());
		assertEquals("row\ta\tb", draws.getColumnHeadings().strip());
		assertEquals("second", draws.getStringValue("row", 1));
		assertEquals(0.25, draws.getValue("a", 1));
		assertEquals("0.250000", draws.getStringValue("a", 1));
		final ResultsTable summary = ResultsTables.copyOf(Summary.of(draws(1, 0.1, 1, 0.25, 2), List.of("1")));
		assertEquals("b", summary.getStringValue("parameter", 1));
		assertEquals(1.5, summary.getValue("mean", 1));
	}
}
