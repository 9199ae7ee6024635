// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.InvalidInputException;

class NumberFieldTest {

	@Test
	void readsDigits() {
		assertEquals(1_000_000, new NumberField("draws", " 1000000 ").count());
		assertEquals(Integer.MAX_VALUE, new NumberField("draws", "2147483647").count());
		assertEquals(-3, new NumberField("seed", "-3").seed());
		assertEquals(Long.MIN_VALUE, new NumberField("seed", "-9223372036854775808").seed());
		assertEquals(0.25, new NumberField("minutes", "2.5e-1").positive());
		assertEquals(OptionalDouble.of(1e-3), new NumberField("learningrate", "1e-3").optionalPositive());
		assertEquals(OptionalDouble.empty(), new NumberField("learningrate", "").optionalPositive());
		assertEquals(OptionalInt.of(7), new NumberField("steps", "7").optionalCount());
		assertEquals(OptionalInt.empty(), new NumberField("steps", " ").optionalCount());
		assertEquals(OptionalInt.empty(), new NumberField("steps", null).optionalCount());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1e6|write 1000000", "10.0|write 10", "1E3|write 1000", "2.50e1|write 25",
		"abc|digits only", "1.5|digits only", "1,000|digits only", "0x10|digits only", "1e999999999|digits only",
		"1e-999999999|digits only", "NaN|digits only", "0|at least 1", "-5|at least 1", "-0|at least 1",
		"2147483648|at most 2147483647", "99999999999999999999|at most 2147483647", "''|is empty" })
	void refusesOtherCounts(final String text, final String remedy) {
		final String message = assertThrows(InvalidInputException.class, new NumberField("draws", text)::count).getMessage();
		assertEquals(true, message.startsWith("draws") && message.contains(text) && message.contains(remedy) && message.lines()
			.count() == 1, message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "1e6", "9223372036854775808" })
	void refusesOtherSeeds(final String text) {
		assertThrows(InvalidInputException.class, new NumberField("seed", text)::seed);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "0", "-1", "NaN", "Infinity", "1e999" })
	void refusesNumbersThatAreNotPositive(final String text) {
		assertThrows(InvalidInputException.class, new NumberField("minutes", text)::positive);
		if (!text.isEmpty()) assertThrows(InvalidInputException.class, new NumberField("minutes", text)::optionalPositive);
	}
}
