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
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.measure.ResultsTable;
import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.table.CsvTable;
import io.github.inferj.table.Table;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/** Two species over time, measured at different times and in different numbers, and a dose. */
class LongTableTest {

	private static final double NAN = Double.NaN;
	private static final Index TIME = new Index("time", "s", 0, 15);
	private static final ModelSpecification MODEL = ModelSpecification.of("pair", Variable.parameter("rate", Prior.uniform(0, 1)),
		Variable.data("prey").withTransform(Transform.LOG).withUnit("thousands").over(TIME, 5), Variable.data("predator").over(TIME,
			5), Variable.data("dose"));

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

	private Observations read(final String text, final String group) {
		return Observations.read(csv(text), MODEL, MODEL.columnsOf(Role.DATA), Optional.ofNullable(group));
	}

	@Test
	void sortsTheTimesOfEachFunction() {
		final Observations found = read("time,prey,predator,dose\n3,30,,7\n1,10,-1,\n2,,-2,7\n0.5,5,,\n", null);
		assertEquals(List.of("1"), found.names());
		assertEquals(MODEL.withPlaces(Map.of("prey", 3, "predator", 2)), found.specification());
		assertArrayEquals(new double[][] { { NAN, 5, 10, 30, -1, -2, 7, 0.5, 1, 3, 1, 2 } }, found.values());
		assertArrayEquals(new double[] { 0.5, 1, 3 }, found.placesOf(0, "prey"));
		assertArrayEquals(new double[] { -1, -2 }, found.valuesOf(0, "predator"));
		assertFalse(found.isNamed());
	}

	@Test
	void readsOneSeriesForEachGroup() {
		final Observations found = read("cell,Time [s],prey (thousands),predator,dose\nb,1,10,,7\na,4,40,4,8\nb,2,20,,\nc,9,,9,\n",
			"cell");
		assertEquals(List.of("b", "a", "c"), found.names());
		assertEquals(Optional.of("cell"), found.groupHeading());
		assertArrayEquals(new double[][] { { NAN, 10, 20, NAN, 7, 1, 2, NAN }, { NAN, 40, NAN, 4, 8, 4, NAN, 4 }, { NAN, NAN, NAN, 9,
			NAN, NAN, NAN, 9 } }, found.values());
	}

	@Test
	void readsOnlyTheFunctionsThatAreGiven() {
		final Observations found = Observations.read(csv("TIME,predator\n2,5\n"), MODEL, MODEL.columnsOf(List.of("predator")));
		assertArrayEquals(new double[][] { { NAN, NAN, 5, NAN, NAN, 2 } }, found.values());
	}

	@Test
	void labelsOfImageJNameGroups() {
		final ResultsTable results = new ResultsTable();
		for (int row = 0; row < 4; row++) {
			results.addRow();
			results.addLabel(row < 3 ? "left" : "right");
			results.addValue("time", 4 - row);
			results.addValue("predator", row);
		}
		final Observations found = Observations.read(ResultsTables.view(results, "Results"), MODEL, MODEL.columnsOf(List.of(
			"predator")), Optional.of("Label"));
		assertEquals(List.of("left", "right"), found.names());
		assertArrayEquals(new double[] { 2, 3, 4 }, found.placesOf(0, "predator"));
		assertArrayEquals(new double[] { 2, 1, 0 }, found.valuesOf(0, "predator"));
	}

	/** Columns: text of the table, with / between lines | group column | part of the message. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
		prey,predator,dose/1,2,3                          | -    | has no column time (s), which model pair needs
		time,prey,dose/1,2,3                              | -    | has no column predator, which
		time,prey,predator/1,2,3                          | -    | has no column dose, which
		time,prey,predator,dose/1,2,3,4                   | cell | has no column cell to tell groups by: it has time, prey
		cell,time,prey,predator,dose/a,1,2,3,4/,1,2,3,4   | cell | line 3, column cell is blank
		time,prey,predator,dose/1,2,3,4/1,5,,             | -    | line 3, column time: 1 has a value of prey in line 2 already
		cell,time,prey,predator,dose/a,1,2,3,4/b,1,2,,/b,1,5,, | cell | line 4, column time, group b: 1 has a value of prey in line 3 already
		time,prey,predator,dose/1,,,4                     | -    | has no value of prey or predator at all
		cell,time,prey,predator,dose/a,1,2,3,4/b,1,,,4    | cell | , group b has no value of prey or predator at all
		time,prey,predator,dose/1,many,3,4                | -    | line 2, column prey: 'many' is not a number
		time,prey,predator,dose/noon,2,3,4                | -    | line 2, column time: 'noon' is not a number
		time,prey,predator,dose/,2,3,4                    | -    | line 2, column time is blank but there is a value of prey
		time,prey,predator,dose/inf,2,3,4                 | -    | line 2, column time: inf is not finite
		time,prey,predator,dose/1,0,3,4                   | -    | line 2, column prey: 0 is not a value that prey can take (above 0)
		time,prey,predator,dose/1,2,3,4/2,2,3,5           | -    | line 3, column dose: 5 differs from the rows above, but a table without a group column has one dose
		time,prey,predator,dose/1,2,3,4/1,5,,             | -    | keep one of them, or their mean; or name the column that tells series apart
		time (min),prey,predator,dose/1,2,3,4             | -    | column time (min): the model has time in s
		time [ms],prey,predator,dose/1,2,3,4              | -    | column time [ms]: the model has time in s
		time (s),time (s),prey,predator,dose/1,1,2,3,4    | -    | has the columns time (s) and time (s)
		""")
	void refusesBadTablesInOneLine(final String text, final String group, final String part) {
		final String message = assertThrows(InvalidInputException.class, () -> read(text.replace('/', '\n') + "\n", group))
			.getMessage();
		assertFalse(message.contains("\n"), message);
		assertTrue(message.startsWith("file ") && message.contains(part), message);
	}

	/** Columns: text of the table, with / between lines | group column | heading of the column that seems to tell series apart. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', nullValues = "-", textBlock = """
		track,time,prey,predator,dose/7,1,2,,/7,3,2,,/9,2,2,,/9,4,3,,    | -     | track
		time,prey,plot,predator,dose/1,2,A,,/3,2,A,,/2,,B,1,/2.5,,C,1,   | -     | plot
		track,time,prey,predator,dose/7,1,2,,/7,3,2,,/9,2,2,,/9,4,3,,    | track | -
		track,time,prey,predator,dose/7,1,2,,/7,3,2,,/9,4,2,,/9,5,3,,    | -     | -
		track,time,prey,predator,dose/7,3,2,,/7,1,2,,/9,2,2,,/9,4,3,,    | -     | -
		track,time,prey,predator,dose/7,1,2,,/9,3,2,,/7,2,2,,/9,4,3,,    | -     | -
		area,time,prey,predator,dose/7,3,2,,/8,1,2,,/9,2,2,,/10,4,3,,    | -     | -
		track,time,prey,predator,dose/7,1,2,,/7,3,2,,/,2,2,,/9,4,3,,     | -     | -
		rate,time,prey,predator,dose/7,1,2,,/7,3,2,,/9,2,2,,/9,4,3,,     | -     | -
		,time,prey,predator,dose/7,1,2,,/7,3,2,,/9,2,2,,/9,4,3,,         | -     | -
		""")
	void noticesAColumnThatTellsSeriesApart(final String text, final String group, final String heading) {
		assertEquals(Optional.ofNullable(heading), read(text.replace('/', '\n') + "\n", group).unnamedGroups());
	}

	@Test
	void warnsOfTimesAndValuesOutsideTheSimulations() {
		final double[] simulated = new double[2 * MODEL.rowSize()];
		for (int i = 0; i < simulated.length; i++) simulated[i] = 0.5 + i % 7;
		final Observations found = read("cell,time,prey,predator,dose\na,1,3,3,5\nb,17.5,2000,3,5\nb,20,3,3,5\n", "cell");
		final Standardisation trained = Standardisation.of(new Simulations(MODEL, simulated, 0)).withPlaces(MODEL, found
			.specification());
		final List<String> warnings = found.farOutside(trained);
		assertEquals(3, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).startsWith("column prey: 2000 at time 17.5 in group b lies far outside the simulated range"),
			warnings.get(0));
		assertTrue(warnings.get(1).startsWith("column time (s): 17.5 with a value of prey in group b and 1 more value(s) lies outside"
			+ " the simulated range 0 to 15: "), warnings.get(1));
		assertTrue(warnings.get(2).contains("with a value of predator"), warnings.get(2));
	}
}
