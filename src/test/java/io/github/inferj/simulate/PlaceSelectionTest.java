// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class PlaceSelectionTest {

	private static final Index TIME = new Index("time", "s", 0, 10);
	private static final ModelSpecification ALL = ModelSpecification.of("mixed", Variable.parameter("a", Prior.normal(0, 1)), Variable
		.data("f").over(TIME, 5), Variable.data("x"), Variable.data("g").over(TIME, 2), Variable.data("s", 16).signal());
	private static final ModelSpecification FEWER = ALL.withAtMostPlaces(3);

	@Test
	void onlyFunctionsHaveFewerPlaces() {
		assertEquals(Map.of("f", 5, "g", 2), ALL.places());
		assertEquals(Map.of("f", 3, "g", 2), FEWER.places());
		assertEquals(ALL.withPlaces(Map.of("f", 3)), FEWER);
	}

	/** Of 5000 draws each of 10 subsets is expected 500 times; a standard deviation is 21.2, so one fails in 1e-6. */
	@Test
	void everySubsetIsEquallyProbableAndInOrder() {
		final SeededRandom rng = new SeededRandom(1, 2);
		final PlaceSelection selection = new PlaceSelection(ALL, FEWER);
		final Map<List<Integer>, Integer> counts = new HashMap<>();
		for (int i = 0; i < 5000; i++) {
			final int[] columns = selection.draw(rng);
			assertEquals(FEWER.size(), columns.length);
			assertArrayEquals(new int[] { 0, 6, 7, 8 }, new int[] { columns[0], columns[4], columns[5], columns[6] });
			final List<Integer> places = List.of(columns[1], columns[2], columns[3]);
			assertTrue(places.get(0) < places.get(1) && places.get(1) < places.get(2));
			counts.merge(places, 1, Integer::sum);
		}
		assertEquals(10, counts.size());
		for (final int count : counts.values()) assertEquals(500, count, 5.3 * 21.2);
	}

	@Test
	void allPlacesTakeNoRandomNumber() {
		final SeededRandom rng = new SeededRandom(1, 2);
		assertArrayEquals(new int[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, new PlaceSelection(ALL, ALL).draw(rng));
		assertEquals(new SeededRandom(1, 2).nextLong(), rng.nextLong());
	}

	/** Row i has a = i, values 100 i + number and places number / 10, so that what stays says where it was. */
	@Test
	void valuesKeepTheirPlaces() {
		final double[] values = new double[40 * ALL.rowSize()];
		for (int i = 0; i < 40; i++) {
			final int first = i * ALL.rowSize();
			for (int c = 0; c < ALL.size(); c++) values[first + c] = 100 * i + c;
			final int[] functions = ALL.functionColumns();
			for (int k = 0; k < functions.length; k++) values[first + ALL.size() + k] = functions[k] / 10.0;
			for (int k = 0; k < 16; k++) values[first + ALL.embeddedOffset(0) + k] = 1000 * i + k;
		}
		final Simulations fewer = new Simulations(ALL, values, 7).at(FEWER, 3);
		assertEquals(7, fewer.rejected());
		assertEquals(FEWER, fewer.specification());
		final Set<List<Double>> subsets = new HashSet<>();
		for (int i = 0; i < 40; i++) {
			final double[] row = fewer.row(i);
			assertArrayEquals(new double[] { 100 * i, 100 * i + 6, 100 * i + 7, 100 * i + 8 }, new double[] { row[0], row[4], row[5],
				row[6] });
			for (int k = 0; k < 3; k++) assertEquals(row[1 + k], 100 * i + 10 * row[7 + k], 1e-9);
			assertArrayEquals(new double[] { 0.7, 0.8 }, Arrays.copyOfRange(row, 10, 12));
			for (int k = 0; k < 16; k++) assertEquals(1000 * i + k, row[12 + k]);
			subsets.add(List.of(row[7], row[8], row[9]));
		}
		assertNotEquals(1, subsets.size());
	}
}
