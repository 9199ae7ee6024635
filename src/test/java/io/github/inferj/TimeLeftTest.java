// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;

class TimeLeftTest {

	private static final long SECOND = 1_000_000_000L;

	private final TimeLeft left = new TimeLeft();

	@Test
	void followsThePaceSinceWorkResumed() {
		assertEquals(OptionalDouble.empty(), left.seconds(5 * SECOND, 600, 1000));
		assertEquals(OptionalDouble.of(39), left.seconds(6 * SECOND, 610, 1000));
		assertEquals(OptionalDouble.of(10), left.seconds(15 * SECOND, 800, 1000));
	}

	@Test
	void startsAnewWithAnotherStage() {
		left.seconds(0, 0, 10);
		assertEquals(OptionalDouble.of(9), left.seconds(SECOND, 1, 10));
		assertEquals(OptionalDouble.empty(), left.seconds(2 * SECOND, 1, 20));
		assertEquals(OptionalDouble.of(18), left.seconds(3 * SECOND, 2, 20));
		assertEquals(OptionalDouble.empty(), left.seconds(4 * SECOND, 0, 20));
	}

	@Test
	void knowsNothingWithoutATotalOrAtTheEnd() {
		left.seconds(0, 0, 0);
		assertEquals(OptionalDouble.empty(), left.seconds(SECOND, 5, 0));
		left.seconds(0, 0, 10);
		assertEquals(OptionalDouble.empty(), left.seconds(SECOND, 10, 10));
	}
}
