// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** What a question may say about embedded variables. */
class EmbeddedSplitTest {

	private static final ModelSpecification MODEL = ModelSpecification.of("embedded", Variable.parameter("rate", Prior.uniform(0,
		1)), Variable.data("trace", 64).signal(), Variable.data("dose"));

	@Test
	void theyAreGivenAsOne() {
		assertArrayEquals(new int[] { 1, 2 }, Split.posterior(MODEL).given());
		assertArrayEquals(new int[] { 2 }, Split.parse(MODEL, "trace", "dose").given());
	}

	@Test
	void theyAreNeitherWantedNorLimited() {
		final String reason = "variable trace of model embedded is embedded, one token for all its values: it can be given as a whole, "
			+ "but not drawn; name other variables";
		assertEquals("wanted: " + reason, assertThrows(InvalidInputException.class, () -> Split.parse(MODEL, "rate", "data"))
			.getMessage());
		assertTrue(assertThrows(InvalidInputException.class, () -> Conditions.parse(MODEL, "trace < 3", "")).getMessage()
			.contains(reason));
	}
}
