// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;

class ModelSpecificationTest {

	private static String refusal(final Variable... variables) {
		return assertThrows(InvalidInputException.class, () -> ModelSpecification.of("toy", variables)).getMessage();
	}

	@Test
	void namesAreThoseOfOneVariable() {
		final Variable x = Variable.data("x", 2);
		assertEquals("model toy has two variables named x: rename one", refusal(Variable.parameter("x", Prior.normal(0, 1)), x));
		assertEquals("model toy has two columns named x_1: rename a variable", refusal(Variable.parameter("x_1", Prior.normal(0, 1)), x));
		assertEquals("model toy has two variables named s: rename one", refusal(Variable.parameter("s", Prior.normal(0,
			1)), x, Variable.data("s", 16).signal()));
		for (final String name : List.of("data", "parameters", "none")) assertEquals("model toy has a variable named " + name
			+ ", which stands for all variables of a kind or for none: rename it", refusal(x, Variable.parameter(name, Prior.normal(0, 1))));
	}

	@Test
	void everyValueOfARowHasAUnit() {
		final ModelSpecification model = ModelSpecification.of("toy", Variable.parameter("a", Prior.normal(0, 1)).withUnit("mm"), Variable.data(
			"y").withUnit("V").over(new Index("time", "s", 0, 1), 2), Variable.data("t", 16).withUnit("A").signal());
		assertEquals(List.of("a", "y_1", "y_2", "y_1.time", "y_2.time", "t_1", "t_2"), model.rowNames().subList(0, 7));
		assertEquals(List.of("mm", "V", "V", "s", "s", "A", "A"), model.rowUnits().subList(0, 7));
		assertEquals(21, model.rowUnits().size());
		assertEquals(21, model.latentRow().length);
	}
}
