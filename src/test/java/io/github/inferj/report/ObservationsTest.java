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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;
import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.table.CsvTable;
import io.github.inferj.table.Table;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class ObservationsTest {

	private static final double BLANK = Double.NaN;

	private static final ModelSpecification SCALARS = ModelSpecification.of("cells", Variable.parameter("rate",
		Prior.uniform(0, 1)), Variable.data("area").withTransform(Transform.LOG), Variable.data("mean"));

	private static final ModelSpecification SERIES = ModelSpecification.of("pair", Variable.parameter("rate",
		Prior.uniform(0, 1)), Variable.data("hare", 3).withTransform(Transform.LOG), Variable.data("lynx", 2), Variable.data(
			"dose"));

	@TempDir
	Path folder;

	private Table csv(final String text) {
		try {
			return CsvTable.read(Files.writeString(folder.resolve("t.csv"), text));
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

	@Test
	void readsOneObservationFromEachRow() {
		final Observations found = Observations.read(csv("Label,Mean,species,Area\na,1,x,2\nb,,y,3\n"), SCALARS);
		assertEquals(List.of("a", "b"), found.names());
		assertArrayEquals(new double[][] { { BLANK, 2, 1 }, { BLANK, 3, BLANK } }, found.values());
	}

	@Test
	void readsOnlyWhatIsGiven() {
		final Observations found = Observations.read(csv("rate,area\n0.25,abc\n"), SCALARS, new int[] { 0 });
		assertArrayEquals(new double[] { 0.25, BLANK, BLANK }, found.values()[0]);
	}

	@Test
	void readsATableOfImageJ() {
		final ResultsTable results = new ResultsTable();
		results.setNaNEmptyCells(true);
		results.addRow();
		results.addLabel("blob");
		results.addValue("Area", 4);
		results.addValue("Mean", "");
		results.addRow();
		results.addValue("Area", 5);
		results.addValue("Mean", "oops");
		final Table table = ResultsTables.view(results, "Results");
		assertEquals("blob", table.rowName(0));
		assertEquals(4, table.value(0, table.indexOf("area")));
		assertTrue(Double.isNaN(table.value(0, table.indexOf("mean"))));
		assertTrue(refusal(() -> Observations.read(table, SCALARS)).startsWith(
			"table Results, row 2, column Mean: 'oops' is not a number"));
	}

	@Test
	void readsATimeSeriesAsOneObservation() {
		final Observations found = Observations.read(csv("year,hare,lynx,dose\n1900,30,4,7\n1901,,6,\n1902,70.2,,7\n"), SERIES);
		assertEquals(List.of("1"), found.names());
		assertArrayEquals(new double[][] { { BLANK, 30, BLANK, 70.2, 4, 6, 7 } }, found.values());
	}

	@Test
	void readsAVectorFromColumnsToo() {
		final Observations found = Observations.read(csv("hare_1,hare_2,hare_3,lynx_1,lynx_2,dose\n1,2,3,4,5,6\n7,8,9,10,11,12\n"),
			SERIES);
		assertArrayEquals(new double[][] { { BLANK, 1, 2, 3, 4, 5, 6 }, { BLANK, 7, 8, 9, 10, 11, 12 } }, found.values());
	}

	@Test
	void readsTheLynxAndHareCounts() {
		final StringBuilder text = new StringBuilder("year,hare,lynx\n");
		for (int i = 0; i < 21; i++) text.append(1900 + i).append(',').append(10 + i).append(',').append(50 + i).append('\n');
		final ModelSpecification model = ModelSpecification.of("lynx_hare", Variable.parameter("alpha", Prior.normal(0, 1)),
			Variable.data("hare", 21).withTransform(Transform.LOG), Variable.data("lynx", 21).withTransform(Transform.LOG));
		final Observations found = Observations.read(csv(text.toString()), model);
		assertEquals(1, found.values().length);
		for (int i = 0; i < 21; i++) {
			assertEquals(10 + i, found.values()[0][1 + i]);
			assertEquals(50 + i, found.values()[0][22 + i]);
		}
	}

	@Test
	void saysWhichColumnsAreMissing() {
		assertEquals("file " + folder.resolve("t.csv") + " has no column mean, which model cells needs: it has areas, area; "
			+ "rename or add columns", refusal(() -> Observations.read(csv("areas,area\n1,2\n"), SCALARS)));
		final String message = refusal(() -> Observations.read(csv("x,hare_1\n1,2\n"), SERIES));
		assertTrue(message.contains("has no column hare_2, hare_3, lynx_1 to lynx_2 (or lynx in 2 rows), dose,"), message);
	}

	@Test
	void refusesSeriesOfAnotherLength() {
		final String message = refusal(() -> Observations.read(csv("hare,lynx,dose\n1,2,3\n1,2,3\n"), SERIES));
		assertTrue(message.contains("has 2 row(s) but model pair has 3 values of hare"), message);
		assertTrue(refusal(() -> Observations.read(csv("hare,lynx,dose\n1,2,3\n1,2,3\n1,2,3\n"), SERIES)).contains(
			"line 4, column lynx has a value"));
		assertTrue(refusal(() -> Observations.read(csv("hare,lynx,dose\n1,2,3\n1,2,3\n1,,4\n"), SERIES)).contains(
			"line 4, column dose: 4 differs"));
	}

	@Test
	void refusesImpossibleValues() {
		assertTrue(refusal(() -> Observations.read(csv("area,mean\n1,1\n0,1\n"), SCALARS)).contains(
			"line 3, column area: 0 is not a value that area can take (above 0)"));
		assertTrue(refusal(() -> Observations.read(csv("area,mean\n-3,1\n"), SCALARS)).contains("-3 is not a value"));
		assertTrue(refusal(() -> Observations.read(csv("area,mean\n1,Infinity\n"), SCALARS)).contains("Infinity is not a value"));
		assertTrue(refusal(() -> Observations.read(csv("rate\n1.5\n"), SCALARS, new int[] { 0 })).contains("(between 0 and 1)"));
		assertTrue(refusal(() -> Observations.read(csv("area,mean\n1,one\n"), SCALARS)).contains("column mean: 'one' is not a number"));
	}

	@Test
	void warnsOfValuesFarOutsideTheSimulations() {
		final Observations found = Observations.read(csv("area,mean\n1,1\n100,1.05\n200,\n"), SCALARS);
		final Standardisation trained = Standardisation.of(new Simulations(SCALARS, new double[] { 0.1, 1, 0, 0.9, 10, 1 }, 0));
		final List<String> warnings = found.farOutside(trained);
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).startsWith("column area: 100 in row 2 and 1 more row(s) lies far outside the simulated range 1 to 10"),
			warnings.get(0));
		assertEquals(1, Arrays.stream(warnings.get(0).split("\n")).count());
	}
}
