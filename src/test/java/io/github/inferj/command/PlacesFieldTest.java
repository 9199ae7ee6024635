// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.Variable;

class PlacesFieldTest {

	private static final List<Variable> PREY = List.of(Variable.data("prey").over(new Index("time", "s", 0, 15), 4));

	private static double[] read(final String text) {
		return new PlacesField("times", text).of(PREY).get("prey");
	}

	@Test
	void readsNumbersAndRanges() {
		assertArrayEquals(new double[] { 0, 2.5, 7 }, read("7, 0,2.5, 7"));
		assertArrayEquals(new double[] { 0, 0.1, 0.2, 0.3 }, read("0..0.3 by 0.1"));
		assertArrayEquals(new double[] { -2, -1, 0 }, read("-2..0.5 by 1"));
		assertArrayEquals(new double[] { 0, 10, 20, 100 }, read("0..20 by 10; 1e2"));
		assertEquals(301, read("0..30 by 0.1").length);
	}

	@Test
	void isFiftyEvenPlacesUnlessSteppedThrough() {
		assertArrayEquals(new Index("time", "s", 0, 15).even(50), read(null));
		assertArrayEquals(new Index("time", "s", 3, 4).even(50), read("3..4"));
	}

	@Test
	void warnsOfPlacesThatSimulationsDoNotReach() {
		assertEquals(List.of(), new PlacesField("times", "0, 15").warnings(PREY));
		assertEquals(List.of("times: 16 lies outside the simulated range 0 to 15 of time (s): do not trust the result there; train on "
			+ "simulations that reach it"), new PlacesField("times", "1, 16, 17").warnings(PREY));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "0..x by 1|'x' is not a number", "1,,2|'' is not a number", "now|'now' is not a number",
		"5..1 by 1|the range ends where it begins or before", "0..1 by 0|the step 0 must be above 0", "0..1 by -1|must be above 0",
		"0..15 by 0.001|are 15001 places: ask for at most 2000", "0..1e9 by 1e-9|ask for at most 2000", "1e999|is too large" })
	void refusesTheRest(final String text, final String part) {
		final String message = assertThrows(InvalidInputException.class, () -> read(text)).getMessage();
		assertTrue(message.startsWith("times '" + text + "'") && message.contains(part), message);
	}
}
