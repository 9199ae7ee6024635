// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.table.CsvTable;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class EmbeddedTableTest {

	private static final int SAMPLES = 16;

	private static final ModelSpecification MODEL = ModelSpecification.of("embedded", Variable.parameter("rate", Prior.uniform(0,
		1)), Variable.data("trace", SAMPLES).withUnit("mV").signal(), Variable.data("cells", 2).set(3), Variable.data("dose"));

	@TempDir
	Path folder;

	private Observations read(final String text, final String... given) throws IOException {
		return Observations.read(CsvTable.read(Files.writeString(folder.resolve("t.csv"), text)), MODEL, MODEL.nodesOf(List.of(
			given)));
	}

	private String refusal(final String text, final String... given) {
		final String message = assertThrows(InvalidInputException.class, () -> read(text, given)).getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}

	private static String lines(final int count, final String after) {
		return IntStream.range(0, count).mapToObj(i -> i + after + "\n").collect(Collectors.joining());
	}

	@Test
	void everythingTogetherIsOneObservation() throws IOException {
		final Observations read = read("trace,cells_1,cells_2,dose\n0,1,2,7\n1,,,7\n2,3,4,\n" + IntStream.range(3, SAMPLES).mapToObj(
			i -> i + ",,,\n").collect(Collectors.joining()), "data");
		assertEquals(List.of("1"), read.names());
		assertEquals(2, read.specification().embedded().get(1).members());
		final double[] row = read.values()[0];
		assertTrue(Double.isNaN(row[0]));
		assertEquals(7, row[1]);
		assertArrayEquals(IntStream.range(0, SAMPLES).asDoubleStream().toArray(), Arrays.copyOfRange(row, 2, 2 + SAMPLES));
		assertArrayEquals(new double[] { 1, 2, 3, 4 }, Arrays.copyOfRange(row, 2 + SAMPLES, row.length));
	}

	@Test
	void headingsMayHaveUnits() throws IOException {
		assertEquals(15, read("trace (mV)\n" + lines(SAMPLES, ""), "trace").values()[0][1 + SAMPLES]);
		final String wide = IntStream.rangeClosed(1, SAMPLES).mapToObj(i -> "trace_" + i + " [mV]").collect(Collectors.joining(","));
		assertEquals(2, read(wide + "\n" + lines(2, ",1".repeat(SAMPLES - 1)), "trace").values().length);
		assertTrue(refusal("trace (V)\n" + lines(SAMPLES, ""), "trace").contains("the model has trace in mV"));
	}

	@Test
	void variablesThatAreNotGivenAreBlank() throws IOException {
		final double[] row = read("cells_1,cells_2\n" + lines(5, ",0"), "cells").values()[0];
		assertEquals(2 + SAMPLES + 10, row.length);
		assertTrue(Arrays.stream(row, 0, 2 + SAMPLES).allMatch(Double::isNaN));
	}

	@Test
	void eachGroupIsAnObservation() throws IOException {
		final Observations read = Observations.read(CsvTable.read(Files.writeString(folder.resolve("g.csv"),
			"dish,cells_1,cells_2,dose\nb,1,2,7\na,3,4,8\nb,5,6,\n")), MODEL, MODEL.nodesOf(List.of("cells", "dose")), Optional.of(
				"dish"));
		assertEquals(List.of("b", "a"), read.names());
		assertEquals(Optional.of("dish"), read.groupHeading());
		assertArrayEquals(new double[] { 1, 2, 5, 6 }, Arrays.copyOfRange(read.values()[0], 2 + SAMPLES, 6 + SAMPLES));
		assertArrayEquals(new double[] { 3, 4, Double.NaN, Double.NaN }, Arrays.copyOfRange(read.values()[1], 2 + SAMPLES, 6
			+ SAMPLES));
		assertEquals(8, read.values()[1][1]);
	}

	@Test
	void aColumnForEachSampleIsARowForEachObservation() throws IOException {
		final String header = IntStream.rangeClosed(1, SAMPLES).mapToObj(i -> "trace_" + i).collect(Collectors.joining(","));
		final String values = IntStream.rangeClosed(1, SAMPLES).mapToObj(Integer::toString).collect(Collectors.joining(","));
		final Observations read = read("Label,dose," + header + "\na,5," + values + "\nb,6," + values + "\n", "trace", "dose");
		assertEquals(List.of("a", "b"), read.names());
		assertEquals(6, read.values()[1][1]);
		assertEquals(SAMPLES, read.values()[1][1 + SAMPLES]);
	}

	@Test
	void whatDoesNotFitIsRefused() {
		assertTrue(refusal("trace\n" + lines(15, ""), "trace").contains("has 15 value(s) of trace, but the signal of model embedded "
			+ "has 16"));
		assertTrue(refusal("trace\n" + lines(17, ""), "trace").contains("has 17 value(s)"));
		assertTrue(refusal("cells_1\n1\n", "cells").contains("has no column cells_2, which the set cells"));
		assertTrue(refusal("trace,dose\n,1\n", "trace").contains("has no value of trace"));
	}

	@Test
	void largerSetsAndFarValuesAreWarnedOf() throws IOException {
		final Simulations simulations = new Simulations(MODEL, new SeededRandom(1, 1).doubles(50L * MODEL.rowSize()).toArray(), 0);
		final Standardisation trained = Standardisation.of(simulations);
		final Observations four = read("cells_1,cells_2\n.1,.5\n.2,.5\n.3,.5\n.4,90\n", "cells");
		assertEquals(List.of("set cells: 4 members in row 1 are more than the 3 of the simulations: do not trust the result there; train on "
			+ "simulations with as many"), four.largerThanTrained(MODEL));
		assertEquals(1, four.farOutside(trained).size());
		assertTrue(four.farOutside(trained).get(0).startsWith("column cells: 90 in row 1 lies far outside the simulated range 0.0"),
			four.farOutside(trained).get(0));
		final Observations three = read("cells_1,cells_2\n.1,.5\n.2,.5\n.3,.5\n", "cells");
		assertTrue(three.largerThanTrained(MODEL).isEmpty() && three.farOutside(trained).isEmpty());
	}
}
