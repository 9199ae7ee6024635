// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

/** Of three columns the first is latent, the second observed, and the third perhaps given otherwise to each draw. */
class LearnedDenoiserTest {

	private static final int COLUMNS = 3;
	private static final double LEVEL = 0.5;

	private final SeededRandom rng = new SeededRandom(5, 2);

	private static FloatBuffer draw(final double x, final double given) {
		return FloatBuffer.wrap(new float[] { (float) x, 7, (float) given });
	}

	private void learn(final LearnedDenoiser denoiser, final int count, final double error) {
		for (int i = 0; i < count; i++) add(denoiser, rng.nextGaussian(), error * rng.nextGaussian());
		denoiser.fit(LEVEL);
	}

	private void add(final LearnedDenoiser denoiser, final double x, final double error) {
		final double given = rng.nextGaussian();
		denoiser.add(LEVEL, draw(x, given), draw(0.3 * x + 0.2 * given + error, given), 0);
	}

	private static LearnedDenoiser varied() {
		return new LearnedDenoiser(new int[] { 0 }, new int[] { 2 });
	}

	@Test
	void saysWhatTheNetworkSaid() {
		final LearnedDenoiser denoiser = varied();
		learn(denoiser, 64, 0);
		assertArrayEquals(new double[] { 0.3 * 0.4 - 0.2 * 0.7 }, denoiser.estimate(LEVEL, draw(0.4, -0.7), 0), 1e-6);
		assertNull(denoiser.estimate(2 * LEVEL, draw(0.4, -0.7), 0), "another level");
		final FloatBuffer all = FloatBuffer.allocate(2 * COLUMNS);
		denoiser.put(new double[] { 4 }, all, COLUMNS);
		assertEquals(FloatBuffer.wrap(new float[] { 0, 0, 0, 4, 0, 0 }), all);
	}

	/** What is given differs from draw to draw and is not learned from: the estimates are off by 0.2. */
	@Test
	void polynomialsThatAreTooFarOffAreNotUsed() {
		final LearnedDenoiser denoiser = new LearnedDenoiser(new int[] { 0 }, new int[0]);
		learn(denoiser, 64, 0);
		assertNull(denoiser.estimate(LEVEL, draw(0, 0), 0));
		final LearnedDenoiser near = varied();
		learn(near, 64, 0.04);
		assertNotNull(near.estimate(LEVEL, draw(0, 0), 0));
	}

	/** A curve of which a straight line is 2 % of the noise off is followed; of one that it is 0.1 % off, the line is close enough. */
	@Test
	void noHigherDegreeIsTriedWhereALineIsClose() {
		assertEquals(0.3 + 0.007, curved(0.007), 1e-5);
		final double off = Math.abs(curved(3.5e-4) - 0.3 - 3.5e-4);
		assertTrue(off > 1e-5 && off < 2e-3, "off by " + off);
	}

	/** @return what is said of 1 after learning of 64 values of 0.3 x + curvature x^2 */
	private double curved(final double curvature) {
		final LearnedDenoiser denoiser = new LearnedDenoiser(new int[] { 0 }, new int[0]);
		for (int i = 0; i < 64; i++) {
			final double x = 3 * (i - 31.5) / 31.5 * 0.6;
			denoiser.add(LEVEL, draw(x, 0), draw(0.3 * x + curvature * x * x, 0), 0);
		}
		denoiser.fit(LEVEL);
		return denoiser.estimate(LEVEL, draw(1, 0), 0)[0];
	}

	@Test
	void drawsBeyondThoseKnownAreLearnedFrom() {
		final LearnedDenoiser denoiser = varied();
		learn(denoiser, 64, 0);
		assertNull(denoiser.estimate(LEVEL, draw(8, 0), 0));
		for (int i = 0; i < 7; i++) add(denoiser, 8, 0);
		denoiser.fit(LEVEL);
		assertNotNull(denoiser.estimate(LEVEL, draw(8, 0), 0));
	}

	/** One more draw is too few for new polynomials, unless it says that they are wrong. */
	@Test
	void aDrawThatContradictsCountsAtOnce() {
		final LearnedDenoiser denoiser = varied();
		learn(denoiser, 64, 0);
		add(denoiser, 2, 0.01);
		denoiser.fit(LEVEL);
		assertNotNull(denoiser.estimate(LEVEL, draw(0, 0), 0));
		add(denoiser, 0.5, 3);
		denoiser.fit(LEVEL);
		assertNull(denoiser.estimate(LEVEL, draw(0, 0), 0));
	}

	@Test
	void whatWasLearnedStaysWhereNothingIsAdded() {
		final LearnedDenoiser denoiser = varied();
		learn(denoiser, 64, 0);
		denoiser.fit(LEVEL);
		assertNotNull(denoiser.estimate(LEVEL, draw(0, 0), 0));
	}
}
