// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

class ChirpTest {

	private static final int N = Chirp.SAMPLES;

	/**
	 * Means of products of the noise at lags 0 to 20 and between the detectors, within five standard errors; another
	 * seed fails with probability 4e-5.
	 */
	@Test
	void whitenedNoiseIsWhite() {
		final double[] data = new Chirp().simulate(new double[] { 30, 20 }, new SeededRandom(20261, 1));
		assertEquals(2 * N, data.length);
		final SeededRandom same = new SeededRandom(20261, 1);
		final double[][] signals = Chirp.signals(30, 20, same.nextDouble(2 * Math.PI), same.nextDouble(-0.01, 0.01));
		final double[][] noise = new double[2][N];
		for (int d = 0; d < 2; d++) for (int i = 0; i < N; i++) noise[d][i] = data[d * N + i] - signals[d][i];
		for (int lag = 0; lag <= 20; lag++) {
			final double variance = lag == 0 ? 2 : 1;
			for (final double[] one : noise) assertEquals(lag == 0 ? 1 : 0, product(one, one, lag), 5 * Math.sqrt(variance / N),
				"lag " + lag);
			assertEquals(0, product(noise[0], noise[1], lag), 5 / Math.sqrt(N), "detectors at lag " + lag);
		}
	}

	private static double product(final double[] a, final double[] b, final int lag) {
		double sum = 0;
		for (int i = 0; i < N; i++) sum += a[i] * b[(i + lag) % N] / N;
		return sum;
	}

	@Test
	void spectrumOfTheNoise() {
		assertEquals(1e-49 * (1 - 5 + 111 / 3.), DetectorNoise.density(215), 1e-55);
		assertEquals(1e-49 * (Math.pow(2, -4.14) - 1.25 + 111 * 5. / 3), DetectorNoise.density(430), 1e-55);
		for (double f = DetectorNoise.LOWEST_FREQUENCY; f < 1024; f++) assertTrue(DetectorNoise.density(f) > 0);
	}

	/**
	 * Stationary phase: minus the slope of the phase, over 2 pi, is the time before coalescence at which the wave has a
	 * frequency, 5 M / (256 eta v^8) (1 + ...) to second post-Newtonian order.
	 */
	@Test
	void frequencyRisesAsTheFormulaSays() {
		final double mass1 = 38, mass2 = 14;
		final Inspiral wave = new Inspiral(mass1, mass2, 100);
		double before = Double.POSITIVE_INFINITY;
		for (double f = 20; f < wave.lastFrequency(); f += 5) {
			final double h = 1e-3;
			final double time = -(wave.phase(f + h) - wave.phase(f - h)) / (4 * Math.PI * h);
			assertEquals(timeLeft(mass1, mass2, f), time, 1e-6);
			assertTrue(time < before && time > 0);
			before = time;
		}
		assertEquals(4400 / 52., wave.lastFrequency(), 0.1);
	}

	private static double timeLeft(final double mass1, final double mass2, final double f) {
		final double total = (mass1 + mass2) * Inspiral.SOLAR_MASS;
		final double eta = mass1 * mass2 / Math.pow(mass1 + mass2, 2);
		final double v = Math.cbrt(Math.PI * total * f);
		final double order1 = 743. / 252 + 11. / 3 * eta;
		final double order15 = -32 * Math.PI / 5;
		final double order2 = 3058673. / 508032 + 5429. / 504 * eta + 617. / 72 * eta * eta;
		return 5 * total / (256 * eta * Math.pow(v, 8)) * (1 + order1 * v * v + order15 * v * v * v + order2 * Math.pow(v, 4));
	}

	/** In the samples themselves: about the time the formula gives, half a second holds most power at that frequency. */
	@Test
	void samplesRiseInFrequency() {
		final double[] signal = Chirp.signals(25, 10, 0, 0)[0];
		for (final double f : new double[] { 25, 30, 40, 55 }) {
			final double centre = (Chirp.COALESCENCE - timeLeft(25, 10, f)) * Chirp.SAMPLING_RATE;
			final double width = 0.08 * Chirp.SAMPLING_RATE;
			double best = 0, strongest = 0;
			for (double g = 20; g < 100; g += 0.25) {
				double re = 0, im = 0;
				for (int i = 0; i < N; i++) {
					final double weight = Math.exp(-Math.pow((i - centre) / width, 2));
					if (weight < 1e-6) continue;
					re += weight * signal[i] * Math.cos(2 * Math.PI * g * i / Chirp.SAMPLING_RATE);
					im += weight * signal[i] * Math.sin(2 * Math.PI * g * i / Chirp.SAMPLING_RATE);
				}
				if (re * re + im * im <= strongest) continue;
				strongest = re * re + im * im;
				best = g;
			}
			assertEquals(f, best, 0.08 * f);
		}
	}

	/** SNR^2 = 4 int |h|^2 / S df, which the whitened samples' sum of squares is. */
	@Test
	void signalToNoiseRatio() {
		for (final double[] masses : new double[][] { { 25, 10 }, { 30, 20 }, { 50, 25 } }) {
			final double expected = signalToNoise(new Inspiral(masses[0], masses[1], 1000));
			final double[][] signals = Chirp.signals(masses[0], masses[1], 0, 0);
			assertEquals(expected, Math.sqrt(N * product(signals[0], signals[0], 0)), 0.01 * expected);
			assertEquals(0.8 * expected, Math.sqrt(N * product(signals[1], signals[1], 0)), 0.01 * expected);
			assertTrue(expected > 15 && expected < 30, "signal-to-noise ratio " + expected);
		}
	}

	/** Advanced LIGO sees two neutron stars with a ratio of 8 from about 445 Mpc; the analytic fit is a little better. */
	@Test
	void horizonOfNeutronStars() {
		assertEquals(8, signalToNoise(new Inspiral(1.4, 1.4, 445)), 1.2);
	}

	private static double signalToNoise(final Inspiral wave) {
		final double step = 0.01;
		double sum = 0;
		for (double f = DetectorNoise.LOWEST_FREQUENCY; f < wave.lastFrequency(); f += step) sum += 4 * step * Math.pow(wave
			.amplitude(f), 2) / DetectorNoise.density(f);
		return Math.sqrt(sum);
	}

	/** 7 ms are 14.3 samples. */
	@Test
	void secondDetectorIsLater() {
		final double[][] signals = Chirp.signals(30, 20, 0, 0);
		int best = 0;
		for (int lag = 0; lag < 100; lag++) if (product(signals[0], signals[1], lag) > product(signals[0], signals[1], best))
			best = lag;
		assertEquals(14, best);
	}

	/** Half a turn changes the sign; 8 samples later is the same wave 8 samples later. */
	@Test
	void phaseAndTime() {
		final double[] signal = Chirp.signals(30, 20, 0, 0)[1];
		final double[] opposite = Chirp.signals(30, 20, Math.PI, 0)[1];
		final double[] late = Chirp.signals(30, 20, 0, 8 / Chirp.SAMPLING_RATE)[1];
		for (int i = 0; i < N; i++) {
			assertEquals(-signal[i], opposite[i], 1e-9);
			assertEquals(signal[i], late[(i + 8) % N], 1e-9);
		}
	}

	@Test
	void waveFitsIntoTheSamplesAndDependsOnTheMassesOnly() {
		final double[] signal = Chirp.signals(25, 10, 0, 0)[0];
		double early = 0, all = 0;
		for (int i = 0; i < N; i++) {
			all += signal[i] * signal[i];
			if (i < 0.05 * Chirp.SAMPLING_RATE) early += signal[i] * signal[i];
		}
		assertTrue(early < 0.01 * all, "share of the first 50 ms: " + early / all);
		assertTrue(timeLeft(25, 10, DetectorNoise.LOWEST_FREQUENCY) < Chirp.COALESCENCE);
		assertArrayEquals(signal, Chirp.signals(10, 25, 0, 0)[0], 1e-9);
	}
}
