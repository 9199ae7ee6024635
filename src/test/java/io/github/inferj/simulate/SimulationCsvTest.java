// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class SimulationCsvTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", //
		Variable.parameter("a", Prior.normal(0, 1)), Variable.data("x", 2), Variable.data("y").withTransform(Transform.LOG));

	@TempDir
	Path folder;

	@Test
	void columnsAreMatchedByName() throws IOException {
		final Simulations read = read("note,y,x_2,a,x_1\nhello,4,3,1,2\n\"b, c\",8e0,-7,5,6\n");
		assertArrayEquals(new double[] { 1, 2, 3, 4, 5, 6, -7, 8 }, read.values());
		assertEquals(0, read.rejected());
		assertEquals(SPECIFICATION, read.specification());
	}

	@Test
	void byteOrderMarkSemicolonsTabsAndWindowsLinesAreRead() throws IOException {
		assertArrayEquals(new double[] { 1, 2, 3, 4 }, read("\uFEFFa;x_1;x_2;y\r\n1; 2;3;4\r\n").values());
		assertArrayEquals(new double[] { 1, 2, 3, 4 }, read("\"a\"\tx_1\tx_2\ty\n1\t2\t3\t4").values());
	}

	/** The same dialects as tables of observations. */
	@Test
	void decimalCommasOtherEncodingsAndCapitalsAreRead() throws IOException {
		final double[] expected = { -1.5, 2, 300, 4 };
		final String text = "A;X_1;x_2;Y;\u00E9\n-1,5;2;3,0e2;4;5\n\n";
		assertArrayEquals(expected, read(text).values());
		for (final Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) assertArrayEquals(expected,
			read(("\uFEFF" + text).getBytes(charset)).values());
		assertArrayEquals(expected, read(text.getBytes(Charset.forName("windows-1252"))).values());
	}

	@Test
	void rowsWithMissingInfiniteOrImpossibleValuesAreRejected() throws IOException {
		final Simulations read = read("a,x_1,x_2,y\n1,2,3,4\n,2,3,4\n1,NaN,3,4\n1,2,-Infinity,4\n1,2,3,0\n1,2,inf,4\n1,2,NA,4\n");
		assertEquals(1, read.count());
		assertEquals(6, read.rejected());
	}

	@Test
	void mistakesAreNamed() throws IOException {
		assertTrue(failure("a,x_1,z\n1,2,3\n").endsWith("lacks the column(s) x_2, y: it has a, x_1, z"));
		final String text = failure("a,x_1,x_2,y\n1,2,3,4\n1,2,three,4\n");
		assertTrue(text.contains(", line 3, column x_2: 'three' is not a number"), text);
		assertTrue(failure("").contains("is empty"));
		assertTrue(failure("a,x_1,x_2,y\n").contains("has no usable row"));
		assertTrue(failure("a,x_1,x_2,y\n1,2,3,\n").contains("has no usable row (1 with"));
		assertTrue(failure("a,a,x_1,x_2,y\n1,1,2,3,4\n").contains("2 columns named a"));
		assertTrue(failure("a,x_1,x_2,y\n1,\"2,3,4\n").contains("cannot be read"));
		assertTrue(failure(folder).contains("is a directory"));
		assertTrue(failure(folder.resolve("none.csv")).contains("does not exist"));
		assertTrue(failure("a,x_1,x_2,y\n1,2,3,4\n1,2,3\n").contains(", line 3 has 3 cell(s) where the header has 4"));
		assertTrue(failure(Files.write(folder.resolve("t.zip"), new byte[] { 'P', 'K', 0, 0 })).contains("is not text"));
		final ModelSpecification bounded = ModelSpecification.of("test", Variable.parameter("a", Prior.uniform(0, 1)), Variable
			.data("x"));
		final Path outside = Files.writeString(folder.resolve("outside.csv"), "a,x\n0.5,1\n2,1\n");
		assertTrue(assertThrows(InvalidInputException.class, () -> new SimulationCsv(outside, bounded).read()).getMessage()
			.contains("outside.csv, line 3: a = 2.0 lies outside its prior uniform"));
	}

	@Test
	void timesOfFunctionsAreRead() throws IOException {
		final ModelSpecification model = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("y")
			.over(new Index("time", "s", 0, 5), 2));
		final Simulations simulated = SimulationRun.of(new FunctionSimulator() {

			@Override
			public ModelSpecification specification() {
				return model;
			}

			@Override
			public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
				return new double[] { theta[0] * places[0], theta[0] * places[1] };
			}
		}, 3, 1).run(Progress.NONE);
		final StringBuilder text = new StringBuilder(String.join(",", model.rowNames())).append('\n');
		for (int i = 0; i < 3; i++) {
			for (int c = 0; c < 5; c++) text.append(c == 0 ? "" : ",").append(simulated.get(i, c));
			text.append('\n');
		}
		assertTrue(text.toString().startsWith("a,y_1,y_2,y_1.time,y_2.time\n"), text.toString());
		final Path file = Files.writeString(folder.resolve("functions.csv"), text);
		assertArrayEquals(simulated.values(), new SimulationCsv(file, model).read().values());
		Files.writeString(file, "a,y_1,y_2,y_1.time,y_2.time\n1,2,3,0,\n1,2,3,0,5\n");
		assertEquals(1, new SimulationCsv(file, model).read().rejected());
		Files.writeString(file, "a,y_1,y_2,y_1.time,y_2.time\n1,2,3,0,6\n");
		assertTrue(assertThrows(InvalidInputException.class, () -> new SimulationCsv(file, model).read()).getMessage().contains(
			"line 2: y_2.time = 6.0 lies outside 0.0 to 5.0"));
		Files.writeString(file, "a,y_1,y_2\n1,2,3\n");
		assertTrue(assertThrows(InvalidInputException.class, () -> new SimulationCsv(file, model).read()).getMessage().contains(
			"lacks the column(s) y_1.time, y_2.time"));
	}

	@Test
	void headingsMayHaveTheUnitsOfTheModel() throws IOException {
		final ModelSpecification model = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)).withUnit("mm"), Variable
			.data("y").withUnit("V").over(new Index("time", "s", 0, 5), 1));
		final Path file = Files.writeString(folder.resolve("units.csv"), "y_1.time [s],a (mm),y_1 (V)\n3,1,2\n");
		assertArrayEquals(new double[] { 1, 2, 3 }, new SimulationCsv(file, model).read().values());
		Files.writeString(file, "y_1.time (ms),a,y_1\n3,1,2\n");
		assertTrue(assertThrows(InvalidInputException.class, () -> new SimulationCsv(file, model).read()).getMessage().contains(
			"column y_1.time (ms): the model has y_1.time in s"));
	}

	private Simulations read(final byte[] bytes) throws IOException {
		return new SimulationCsv(Files.write(folder.resolve("table.csv"), bytes), SPECIFICATION).read();
	}

	private Simulations read(final String text) throws IOException {
		return new SimulationCsv(Files.writeString(folder.resolve("table.csv"), text), SPECIFICATION).read();
	}

	private String failure(final String text) throws IOException {
		return failure(Files.writeString(folder.resolve("table.csv"), text));
	}

	private static String failure(final Path file) {
		final String message = assertThrows(InvalidInputException.class, () -> new SimulationCsv(file, SPECIFICATION).read())
			.getMessage();
		assertTrue(message.contains(file.toString()), message);
		assertFalse(message.contains("\n"), message);
		return message;
	}
}
