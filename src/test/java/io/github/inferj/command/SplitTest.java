// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class SplitTest {

	private static final ModelSpecification MODEL = ModelSpecification.of("toy", Variable.parameter("a", Prior.normal(0, 1)),
		Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x", 2), Variable.data("y"));

	@Test
	void posteriorIsParametersGivenData() {
		assertArrayEquals(new int[] { 2, 3, 4 }, Split.posterior(MODEL).given());
		assertArrayEquals(new int[] { 0, 1 }, Split.posterior(MODEL).wanted());
	}

	@Test
	void readsNamesInAnyOrder() {
		final Split split = Split.parse(MODEL, "y , b", "parameters, x_2".replace("parameters", "a"));
		assertArrayEquals(new int[] { 1, 4 }, split.given());
		assertArrayEquals(new int[] { 0, 3 }, split.wanted());
		assertArrayEquals(new int[] { 2, 3 }, Split.parse(MODEL, "parameters", "x").wanted());
		assertArrayEquals(new int[0], Split.parse(MODEL, "none", "data").given());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "data|y,a|y cannot be both", "x|x_2|x_2 cannot be both",
		"parameters|parameters|a, b cannot be both", "''|a|given is empty", "a|''|wanted is empty", "a|,|wanted is empty",
		"z|a|given: model toy has no variable 'z'", "a|z|wanted: model toy has no variable 'z'", "a|none|no variable 'none'",
		"none,a|x|no variable 'none'" })
	void refusesContradictions(final String given, final String wanted, final String message) {
		final String actual = assertThrows(InvalidInputException.class, () -> Split.parse(MODEL, given, wanted)).getMessage();
		assertEquals(true, actual.contains(message) && actual.lines().count() == 1, actual);
	}
}
