// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Standardisation;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.SpecificationJson;
import io.github.inferj.variable.Variable;

class ExchangesTest {

	private static final ModelSpecification PLAIN = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)),
		Variable.data("x", 2), Variable.data("other"), Variable.data("y", 2), Variable.data("z", 2));
	private static final ModelSpecification SPECIFICATION = PLAIN.withExchangeable("x", "y", "z");

	private static float[] row() {
		return new float[] { 0, 10, 11, 5, 20, 21, 30, 31 };
	}

	/** The chi-squared statistic of 6 equally frequent orders exceeds 30 with probability 1.5e-5. */
	@Test
	void everyOrderIsEquallyFrequent() {
		final Exchanges exchanges = new Exchanges(SPECIFICATION);
		final SeededRandom rng = new SeededRandom(1, 1);
		final Map<String, Integer> counts = new HashMap<>();
		final int repetitions = 6_000;
		for (int i = 0; i < repetitions; i++) {
			final float[] row = row();
			exchanges.apply(row, rng);
			assertEquals(0, row[0]);
			assertEquals(5, row[3], "not exchangeable");
			for (final int first : new int[] { 1, 4, 6 }) assertEquals(row[first] + 1, row[first + 1], "a vector stays together");
			counts.merge(row[1] + " " + row[4] + " " + row[6], 1, Integer::sum);
		}
		assertEquals(6, counts.size());
		final double expected = repetitions / 6.0;
		assertTrue(counts.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum() < 30);
	}

	@Test
	void nothingHappensToOtherModels() {
		final float[] row = row();
		final SeededRandom rng = new SeededRandom(1, 1);
		new Exchanges(PLAIN).apply(row, rng);
		assertArrayEquals(row(), row);
		assertEquals(new SeededRandom(1, 1).nextLong(), rng.nextLong(), "no random number is taken");
	}

	@Test
	void exchangeableColumnsShareTheirScale() {
		final double[] values = new SeededRandom(1, 1).doubles(50 * SPECIFICATION.rowSize()).toArray();
		final Standardisation scales = Standardisation.of(new Simulations(SPECIFICATION, values, 0));
		assertEquals(scales.forward(1, 0.3), scales.forward(4, 0.3));
		assertEquals(scales.forward(2, 0.3), scales.forward(7, 0.3));
		assertTrue(scales.forward(1, 0.3) != scales.forward(2, 0.3), "components of a vector have their own");
		double mean = 0;
		for (int row = 0; row < 50; row++) for (final int column : new int[] { 1, 4, 6 }) mean += values[row * 8 + column] / 150;
		assertEquals(0, scales.forward(1, mean), 1e-12);
	}

	@Test
	void modelFilesKeepThem() {
		assertEquals(List.of(List.of("x", "y", "z")), SpecificationJson.read(SpecificationJson.write(SPECIFICATION)).exchangeable());
		assertEquals(SPECIFICATION, SpecificationJson.read(SpecificationJson.write(SPECIFICATION)));
		assertEquals(PLAIN, SpecificationJson.read(SpecificationJson.write(PLAIN)));
	}

	private static void assertRefused(final String expected, final String... names) {
		final String message = assertThrows(InvalidInputException.class, () -> PLAIN.withExchangeable(names)).getMessage();
		assertTrue(message.contains(expected), message);
	}

	@Test
	void variablesThatDifferAreRefused() {
		assertRefused("other differs from x", "x", "other");
		assertRefused("differs from", "x", "a");
		assertRefused("no such variable", "x", "w");
		assertRefused("at least two", "x");
		assertRefused("twice", "x", "y", "x");
		assertThrows(InvalidInputException.class, () -> SPECIFICATION.withExchangeable("x", "y"), "in two groups");
	}
}
