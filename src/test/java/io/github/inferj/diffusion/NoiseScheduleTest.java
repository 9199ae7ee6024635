// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseScheduleTest {

	private static final NoiseLevels[] RANGES = { new NoiseLevels(2e-3, 5), new NoiseLevels(1e-4, 15), new NoiseLevels(0.05,
		200), new NoiseLevels(0.5, 0.6) };

	@ParameterizedTest
	@EnumSource(NoiseSchedule.class)
	void runsThroughTheRange(final NoiseSchedule schedule) {
		for (final NoiseLevels range : RANGES) {
			final NoiseLevels levels = range.with(schedule, schedule);
			assertEquals(range.smallest(), levels.at(0), 1e-9 * range.smallest());
			assertEquals(range.largest(), levels.at(1), 1e-9 * range.largest());
			for (int i = 1; i <= 1_000; i++) assertTrue(levels.at(i / 1_000.0) > levels.at((i - 1) / 1_000.0), "at " + i);
			final double[] grid = levels.grid(20);
			assertEquals(20, grid.length);
			assertEquals(range.largest(), grid[0], 1e-9 * range.largest());
			assertEquals(range.smallest(), grid[19], 1e-9 * range.smallest());
			for (int i = 1; i < 20; i++) assertTrue(grid[i] < grid[i - 1], "grid at " + i);
		}
	}

	@Test
	void anExponentBelowOneTakesLargerStepsAtTheLargestLevels() {
		final double[] grid = new NoiseLevels(0.01, 100).grid(5, 0.5);
		for (int k = 0; k < 5; k++) assertEquals(2 - 4 * Math.sqrt(k / 4.0), Math.log10(grid[k]), 1e-9);
	}

	@ParameterizedTest
	@EnumSource(NoiseSchedule.class)
	void trainingAndSamplingAreChosenApart(final NoiseSchedule schedule) {
		final NoiseLevels range = RANGES[0];
		assertEquals(range.with(schedule, schedule).at(0.3), range.with(schedule, NoiseSchedule.VP).at(0.3));
		assertEquals(range.with(schedule, schedule).grid(9)[4], range.with(NoiseSchedule.COSINE, schedule).grid(9)[4]);
	}

	/** Levels at even times between the ends of a range whose times are known, against the published alpha(t). */
	private static void assertPublished(final NoiseSchedule schedule, final DoubleUnaryOperator alpha) {
		final DoubleUnaryOperator logSnr = t -> {
			final double signal = Math.pow(alpha.applyAsDouble(t), 2);
			return Math.log(signal / (1 - signal));
		};
		final double first = 0.02;
		final double last = 0.97;
		final NoiseLevels levels = new NoiseLevels(Math.exp(-logSnr.applyAsDouble(first) / 2), Math.exp(-logSnr.applyAsDouble(
			last) / 2), schedule, schedule);
		for (int i = 0; i <= 10; i++) {
			final double expected = logSnr.applyAsDouble(first + i / 10.0 * (last - first));
			assertEquals(expected, -2 * Math.log(levels.at(i / 10.0)), 1e-7);
			assertEquals(expected, -2 * Math.log(levels.grid(11)[10 - i]), 1e-7);
		}
	}

	/** Song et al. 2021, equation 33, with beta from 0.1 to 20. */
	@Test
	void variancePreservingIsAsPublished() {
		assertPublished(NoiseSchedule.VP, t -> Math.exp(-0.25 * t * t * 19.9 - 0.5 * t * 0.1));
	}

	/** Nichol and Dhariwal 2021, equation 17; their alpha-bar is alpha squared. */
	@Test
	void cosineIsAsPublished() {
		final DoubleUnaryOperator f = t -> Math.pow(Math.cos((t + 0.008) / 1.008 * Math.PI / 2), 2);
		assertPublished(NoiseSchedule.COSINE, t -> Math.sqrt(f.applyAsDouble(t) / f.applyAsDouble(0)));
	}

	/** Song et al. 2021, equation 30. */
	@Test
	void logUniformIsGeometric() {
		final NoiseLevels levels = new NoiseLevels(0.01, 50);
		for (int i = 0; i <= 10; i++) assertEquals(0.01 * Math.pow(5_000, i / 10.0), levels.at(i / 10.0), 1e-12);
	}

	/** Karras et al. 2022, table 1: P_mean = -1.2, P_std = 1.2; 0.158655254 is Phi(-1), 0.977249868 is Phi(2). */
	@Test
	void edmTrainsOnLogNormalLevels() {
		final NoiseLevels all = new NoiseLevels(1e-9, 1e9, NoiseSchedule.EDM, NoiseSchedule.EDM);
		assertEquals(-1.2, Math.log(all.at(0.5)), 1e-8);
		assertEquals(-2.4, Math.log(all.at(0.158655254)), 1e-8);
		assertEquals(1.2, Math.log(all.at(0.977249868)), 1e-7);
		final NoiseLevels cut = new NoiseLevels(Math.exp(-2.4), Math.exp(1.2), NoiseSchedule.EDM, NoiseSchedule.EDM);
		assertEquals(-1.2, Math.log(cut.at((0.5 - 0.158655254) / (0.977249868 - 0.158655254))), 1e-8);
	}

	@Test
	void logNormalIsEdmWider() {
		final NoiseLevels all = new NoiseLevels(1e-9, 1e9, NoiseSchedule.LOG_NORMAL, NoiseSchedule.LOG_NORMAL);
		assertEquals(-1.2, Math.log(all.at(0.5)), 1e-7);
		assertEquals(-3, Math.log(all.at(0.158655254)), 1e-6);
		assertEquals(2.4, Math.log(all.at(0.977249868)), 1e-6);
		assertArrayEquals(new double[] { 1e9, 1, 1e-9 }, all.grid(3), 1e-6);
	}

	/** Karras et al. 2022, equation 5, with rho = 7. */
	@Test
	void edmSamplesOnPowersOfSeven() {
		final double[] grid = new NoiseLevels(0.002, 80, NoiseSchedule.EDM, NoiseSchedule.EDM).grid(18);
		for (int i = 0; i < 18; i++) assertEquals(Math.pow(Math.pow(80, 1 / 7.0) + i / 17.0 * (Math.pow(0.002, 1 / 7.0) - Math
			.pow(80, 1 / 7.0)), 7), grid[i], 1e-9 * grid[i]);
	}

	@Test
	void refusesLevelsThatDoNotAscend() {
		assertThrows(IllegalArgumentException.class, () -> new NoiseLevels(0, 1));
		assertThrows(IllegalArgumentException.class, () -> new NoiseLevels(1, 1));
		assertThrows(IllegalArgumentException.class, () -> new NoiseLevels(1, Double.NaN));
	}
}
