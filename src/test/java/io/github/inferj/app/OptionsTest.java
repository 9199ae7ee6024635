// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.Prediction;

class OptionsTest {

	private static final String PROPERTY = "inferj.options.test";

	@AfterEach
	void clear() {
		System.clearProperty(PROPERTY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  " })
	void blankMeansNotGiven(final String text) {
		System.setProperty(PROPERTY, text);
		assertEquals(List.of("a", "b"), Options.list(PROPERTY, "a,b"));
		assertEquals(List.of(7), Options.numbers(PROPERTY, "7", 0));
		assertEquals(List.of(Prediction.SCORE), Options.choices(PROPERTY, Prediction.class, "score"));
		assertEquals(Optional.empty(), Options.number(PROPERTY, 0));
		assertFalse(Options.isGiven(PROPERTY));
		assertFalse(Options.flag(PROPERTY));
	}

	@Test
	void readsFlags() {
		System.setProperty(PROPERTY, "true");
		assertTrue(Options.flag(PROPERTY));
		System.setProperty(PROPERTY, "false");
		assertFalse(Options.flag(PROPERTY));
		System.setProperty(PROPERTY, "yes");
		assertEquals(PROPERTY + " = 'yes': write true or false", assertThrows(InvalidInputException.class, () -> Options.flag(
			PROPERTY)).getMessage());
	}

	@Test
	void namesTheLeast() {
		System.setProperty(PROPERTY, "5,-1");
		assertEquals(PROPERTY + " = '-1': the least is 0", assertThrows(InvalidInputException.class, () -> Options.numbers(PROPERTY,
			"7", 0)).getMessage());
		assertEquals(List.of(5, -1), Options.numbers(PROPERTY, "7", -1));
	}

	@Test
	void readsLists() {
		System.setProperty(PROPERTY, "1000, 20");
		assertEquals(List.of(1_000, 20), Options.numbers(PROPERTY, "7", 0));
		System.setProperty(PROPERTY, " epsilon ,f");
		assertEquals(List.of(Prediction.EPSILON, Prediction.F), Options.choices(PROPERTY, Prediction.class, "score"));
		System.setProperty(PROPERTY, "12");
		assertEquals(Optional.of(12), Options.number(PROPERTY, 0));
	}

	@Test
	void namesWhatItDoesNotUnderstand() {
		System.setProperty(PROPERTY, "1e4");
		assertEquals(PROPERTY + " = '1e4': write whole numbers in digits, such as 1000", assertThrows(InvalidInputException.class,
			() -> Options.numbers(PROPERTY, "7", 0)).getMessage());
		assertThrows(InvalidInputException.class, () -> Options.number(PROPERTY, 0));
		assertEquals(PROPERTY + " = '1e4': choose from f,velocity,gaussian,epsilon,score", assertThrows(InvalidInputException.class,
			() -> Options.choices(PROPERTY, Prediction.class, "f")).getMessage());
	}
}
