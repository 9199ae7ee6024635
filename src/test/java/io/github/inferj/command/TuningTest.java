// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.TrainingSettings;

class TuningTest {

	private static final OptionalInt EMPTY = OptionalInt.empty();
	private static final TrainingSettings AUTOMATIC = TrainingSettings.defaults(new TwoMoons().specification());

	private static TrainingSettings tuned(final OptionalInt steps, final OptionalDouble rate) {
		return new Tuning(steps, EMPTY, rate, EMPTY, EMPTY).applyTo(AUTOMATIC);
	}

	@Test
	void whatIsLeftEmptyStaysAutomatic() {
		assertEquals(AUTOMATIC, tuned(EMPTY, OptionalDouble.empty()));
	}

	@Test
	void anAutomaticLearningRateFollowsTheUsersSteps() {
		assertEquals(0.002, tuned(OptionalInt.of(48_000), OptionalDouble.empty()).learningRate(), 1e-12);
		assertEquals(0.004, tuned(OptionalInt.of(100), OptionalDouble.empty()).learningRate(), 1e-12);
		assertEquals(0.01, tuned(OptionalInt.of(48_000), OptionalDouble.of(0.01)).learningRate(), 0, "the user's");
	}
}
