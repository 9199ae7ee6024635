// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;

class LotkaVolterraTest {

	/** At the corners of the prior and for 60 draws from it, at random times, against an adaptive method of order 8. */
	@Test
	void solutionIsAccurateOverThePrior() {
		final SeededRandom rng = new SeededRandom(20261, 0);
		final List<double[]> rates = new ArrayList<>();
		for (int corner = 0; corner < 16; corner++) {
			final double[] ends = new double[4];
			for (int i = 0; i < 4; i++) ends[i] = (corner >> i & 1) == 0 ? 1 : 3;
			rates.add(ends);
		}
		for (int i = 0; i < 60; i++) {
			final double[] drawn = new double[4];
			Arrays.setAll(drawn, k -> LotkaVolterra.RATE_PRIOR.sample(rng));
			rates.add(drawn);
		}
		double worst = 0;
		for (final double[] r : rates) {
			final double[] times = rng.doubles(20, 0, LotkaVolterra.DURATION).sorted().toArray();
			worst = Math.max(worst, AccurateSolution.largestDifference(LotkaVolterra.of(r).solve(times), AccurateSolution.solve((
				t, y, dy) -> {
				dy[0] = r[0] * y[0] - r[1] * y[0] * y[1];
				dy[1] = r[3] * y[0] * y[1] - r[2] * y[1];
			}, new double[] { 1, 0.5 }, times)));
		}
		assertTrue(worst < 1e-4, "largest error " + worst);
	}

	@Test
	void anyTimesMayBeAskedFor() {
		final LotkaVolterra dynamics = new LotkaVolterra(1.4, 1.1, 2.3, 1.9);
		assertArrayEquals(new double[][] { {}, {} }, dynamics.solve(new double[0]));
		assertArrayEquals(new double[][] { { 1, 1 }, { 0.5, 0.5 } }, dynamics.solve(new double[] { 0, 0 }));
		final double[] times = AccurateSolution.grid(LotkaVolterra.DURATION, 400);
		final double[][] together = dynamics.solve(times);
		for (final int i : new int[] { 1, 200, 399, 400 }) {
			final double[][] alone = dynamics.solve(new double[] { times[i], times[i] });
			for (int species = 0; species < 2; species++) {
				assertEquals(alone[species][0], alone[species][1]);
				assertEquals(together[species][i], alone[species][0], 1e-4);
			}
		}
	}

	@Test
	void impossibleTimesAreNamed() {
		final LotkaVolterra dynamics = new LotkaVolterra(1, 1, 1, 1);
		refuse("time 15.5 cannot be simulated: use times from 0.0 to 15.0", dynamics, 1, 15.5);
		refuse("time -1.0", dynamics, -1);
		refuse("time NaN", dynamics, 1, Double.NaN);
		refuse("time 2.0 comes after 3.0: sort the times", dynamics, 3, 2);
	}

	private static void refuse(final String part, final LotkaVolterra dynamics, final double... times) {
		final String message = assertThrows(InvalidInputException.class, () -> dynamics.solve(times)).getMessage();
		assertTrue(message.contains(part), message);
	}
}
