// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.train.Conditional;
import io.github.inferj.train.ConditionalMixture;

class ConditionalsFieldTest {

	@Test
	void kindsAndHowOftenTheyCome() {
		final ConditionalMixture mixture = new ConditionalsField("conditionals",
			" posterior*3; joint ;random 0.25 * 0.5;given alpha, x_1;likelihood;").mixture().orElseThrow();
		assertEquals(List.of(new ConditionalMixture.Part(Conditional.POSTERIOR, 3), new ConditionalMixture.Part(Conditional.JOINT, 1),
			new ConditionalMixture.Part(Conditional.random(0.25), 0.5), new ConditionalMixture.Part(Conditional.given("alpha", "x_1"),
				1), new ConditionalMixture.Part(Conditional.LIKELIHOOD, 1)), mixture.parts());
	}

	@Test
	void nothingIsTheAutomaticChoice() {
		assertEquals(Optional.empty(), new ConditionalsField("conditionals", " ").mixture());
		assertEquals(Optional.empty(), new ConditionalsField("conditionals", null).mixture());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "posteriors|'posteriors': write joint", "posterior now|'posterior now': write joint",
		"random|a number is missing", "random often|'often' is no number", "random 1.5|at least 0 and below 1",
		"joint; posterior * -1|must be a positive number", "given|name what is given", "posterior * x|'x' is no number" })
	void othersAreRefused(final String text, final String expected) {
		final String message = assertThrows(InvalidInputException.class, () -> new ConditionalsField("conditionals", text).mixture())
			.getMessage();
		assertTrue(message.contains(expected), message);
	}
}
