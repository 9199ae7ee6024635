// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.WhitenedInspiral;

class ChirpPosteriorTest {

	private static final int N = Chirp.SAMPLES;
	private static final int TIMES = 41;
	private static final int PHASES = 3000;

	private static double[][] simulate(final double mass1, final double mass2) {
		final double[] data = new Chirp().simulate(new double[] { mass1, mass2 }, new SeededRandom(3, 1));
		return new double[][] { Arrays.copyOf(data, N), Arrays.copyOfRange(data, N, 2 * N) };
	}

	/**
	 * Against sums over phases and times of the normal density of the samples themselves. The wave is its samples for two phases a
	 * quarter turn apart, written out frequency by frequency.
	 */
	@Test
	void likelihoodIsThatOfTheSamples() {
		final double[][] data = simulate(32, 18);
		final double[][][] given = { { data[0], data[1] }, { data[0], null }, { null, data[1] } };
		for (final double[][] detectors : given) {
			final ChirpPosterior posterior = new ChirpPosterior(detectors[0], detectors[1]);
			final double difference = posterior.logLikelihood(32.4, 17.8) - posterior.logLikelihood(31, 19);
			assertEquals(bySamples(detectors, 32.4, 17.8) - bySamples(detectors, 31, 19), difference, 1e-3);
			assertTrue(Math.abs(difference) > 0.1, "masses differ in likelihood by " + difference);
		}
	}

	private static double bySamples(final double[][] data, final double mass1, final double mass2) {
		final WhitenedInspiral wave = WhitenedInspiral.of(mass1, mass2);
		final double[] logs = new double[TIMES * PHASES];
		for (int t = 0; t < TIMES; t++) {
			final double late = Chirp.UNCERTAINTY * ((2 * t + 1.0) / TIMES - 1);
			double cosine = 0, sine = 0, power = 0;
			for (int detector = 0; detector < 2; detector++) {
				if (data[detector] == null) continue;
				final double strength = detector == 0 ? 1 : Chirp.STRENGTH;
				final double[] zero = samples(wave, late + detector * Chirp.DELAY, 0, strength);
				final double[] quarter = samples(wave, late + detector * Chirp.DELAY, Math.PI / 2, strength);
				for (int i = 0; i < N; i++) {
					cosine += data[detector][i] * zero[i];
					sine += data[detector][i] * quarter[i];
					power += zero[i] * zero[i];
				}
			}
			for (int p = 0; p < PHASES; p++) {
				final double phase = 2 * Math.PI * p / PHASES;
				logs[t * PHASES + p] = Math.cos(phase) * cosine + Math.sin(phase) * sine - power / 2;
			}
		}
		final double largest = Arrays.stream(logs).max().orElseThrow();
		return largest + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - largest)).sum());
	}

	/** A sum of cosines, with the angle of each turned from sample to sample. */
	private static double[] samples(final WhitenedInspiral wave, final double late, final double phase, final double strength) {
		final double[] samples = new double[N];
		for (int k = 0; k < wave.amplitude().length; k++) {
			final double step = 2 * Math.PI * wave.frequency(k) / Chirp.SAMPLING_RATE;
			final double angle = wave.phase()[k] + phase - 2 * Math.PI * wave.frequency(k) * late;
			double cos = 2.0 / N * strength * wave.amplitude()[k] * Math.cos(angle);
			double sin = 2.0 / N * strength * wave.amplitude()[k] * Math.sin(angle);
			final double turnCos = Math.cos(step), turnSin = Math.sin(step);
			for (int i = 0; i < N; i++) {
				samples[i] += cos;
				final double next = cos * turnCos - sin * turnSin;
				sin = sin * turnCos + cos * turnSin;
				cos = next;
			}
		}
		return samples;
	}

	/** Values from Abramowitz and Stegun 1964, table 9.8, and the series of I0 at 1. */
	@Test
	void logarithmOfTheBesselFunction() {
		assertEquals(0, ChirpPosterior.logBessel(0), 1e-12);
		assertEquals(Math.log(1.2660658778), ChirpPosterior.logBessel(1), 1e-6);
		assertEquals(Math.log(27.239871824), ChirpPosterior.logBessel(5), 1e-6);
		assertEquals(1000 - Math.log(2 * Math.PI * 1000) / 2 + Math.log1p(1 / 8000.), ChirpPosterior.logBessel(1000), 1e-6);
	}

	/** The truth is within five standard deviations, and both detectors know more than one. */
	@Test
	void drawsAreAboutTheTruth() {
		final double[][] data = simulate(40, 15);
		final double both = spread(new ChirpPosterior(data[0], data[1]));
		assertTrue(both < spread(new ChirpPosterior(data[0], null)));
		assertTrue(both < spread(new ChirpPosterior(null, data[1])));
	}

	private static double spread(final ChirpPosterior posterior) {
		final double[] masses = Arrays.stream(posterior.sample(2000, 1)).mapToDouble(draw -> draw[0]).toArray();
		final double mean = Arrays.stream(masses).average().orElseThrow();
		final double sd = Math.sqrt(Arrays.stream(masses).map(m -> (m - mean) * (m - mean)).average().orElseThrow());
		assertEquals(40, mean, 5 * sd, "another seed fails with probability 6e-7");
		return sd;
	}
}
