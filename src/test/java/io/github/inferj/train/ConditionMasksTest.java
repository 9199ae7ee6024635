// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class ConditionMasksTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x", 2));
	private static final int DRAWS = 100_000;

	private static Map<String, Double> frequencies(final ConditionalMixture mixture) {
		final ConditionMasks masks = new ConditionMasks(mixture, SPECIFICATION);
		final Random rng = new Random(5);
		final Map<String, Double> frequencies = new HashMap<>();
		final float[] mask = new float[4];
		for (int i = 0; i < DRAWS; i++) {
			masks.draw(rng, mask);
			final StringBuilder text = new StringBuilder();
			for (final float m : mask) text.append(m == 1 ? 'o' : '-');
			frequencies.merge(text.toString(), 1.0 / DRAWS, Double::sum);
		}
		return frequencies;
	}

	/** The tolerance of 0.01 is more than six standard deviations of a frequency. */
	@Test
	void defaultMixtureHasEveryConditional() {
		final Map<String, Double> frequencies = frequencies(ConditionalMixture.ALL);
		assertEquals(15, frequencies.size());
		for (int m = 0; m < 15; m++) {
			final int observed = Integer.bitCount(m);
			final String text = String.format("%4s", Integer.toBinaryString(m)).replace('1', 'o').replace(' ', '-').replace('0',
				'-');
			double expected = 0;
			for (final double p : new double[] { 0.3, 0.7 }) expected += 0.2 * Math.pow(p, observed) * Math.pow(1 - p, 4 - observed)
				+ (m == 0 ? 0.2 * Math.pow(p, 4) : 0);
			if (m == 0 || m == 3 || m == 12) expected += 0.2;
			assertEquals(expected, frequencies.get(text), 0.01, text);
		}
	}

	@Test
	void trainsForOneConditionalAlone() {
		assertEquals(List.of("--oo"), List.copyOf(frequencies(ConditionalMixture.of(Conditional.POSTERIOR)).keySet()));
		assertEquals(List.of("o--o"), List.copyOf(frequencies(ConditionalMixture.of(Conditional.given("a", "x_2"))).keySet()));
	}

	@Test
	void drawsInProportionToWeights() {
		final Map<String, Double> frequencies = frequencies(ConditionalMixture.of(Conditional.JOINT).and(Conditional.LIKELIHOOD,
			3));
		assertEquals(0.25, frequencies.get("----"), 0.01);
		assertEquals(0.75, frequencies.get("oo--"), 0.01);
	}

	@Test
	void sameSeedSameMasks() {
		final ConditionMasks masks = new ConditionMasks(ConditionalMixture.ALL, SPECIFICATION);
		final Random rng = new Random(9);
		final Random again = new Random(9);
		final float[] mask = new float[4];
		for (int i = 0; i < 100; i++) {
			masks.draw(rng, mask);
			final int kind = again.nextInt(5);
			final float[] expected = new float[4];
			for (int c = 0; c < 4; c++) {
				final boolean isGiven = kind == 1 && c > 1 || kind == 2 && c < 2;
				expected[c] = isGiven || kind > 2 && again.nextDouble() < (kind == 3 ? 0.3 : 0.7) ? 1 : 0;
			}
			if (Arrays.equals(expected, new float[] { 1, 1, 1, 1 })) Arrays.fill(expected, 0);
			assertArrayEquals(expected, mask);
		}
	}

	@Test
	void namesWhatIsWrong() {
		assertRefused("no variable 'c'", () -> new ConditionMasks(ConditionalMixture.of(Conditional.given("c")), SPECIFICATION));
		assertRefused("leave one latent", () -> new ConditionMasks(ConditionalMixture.of(Conditional.given("parameters", "x")),
			SPECIFICATION));
		assertRefused("at least one", () -> ConditionalMixture.of());
		assertRefused("weight", () -> ConditionalMixture.ALL.and(Conditional.JOINT, 0));
		assertRefused("probability", () -> Conditional.random(1));
	}

	private static void assertRefused(final String reason, final Runnable action) {
		final String message = assertThrows(InvalidInputException.class, action::run).getMessage();
		assertTrue(message.contains(reason), message);
	}
}
