// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;

class SirdTest {

	private static final double[] TIMES = AccurateSolution.grid(Sird.DURATION, 60);

	private static Sird draw(final int index) {
		final SeededRandom rng = new SeededRandom(20261, index);
		return new Sird(Sird.RATE_PRIOR.sample(rng), Sird.RATE_PRIOR.sample(rng), Sird.INITIAL_INFECTED_PRIOR.sample(rng), Sird
			.drawContactRate(rng));
	}

	private static double[][] exact(final Sird sird) {
		return AccurateSolution.solve((t, y, dy) -> {
			final double newly = sird.contactRate().applyAsDouble(t) * y[0] * y[1];
			dy[0] = -newly;
			dy[1] = newly - (sird.gamma() + sird.delta()) * y[1];
			dy[2] = sird.gamma() * y[1];
			dy[3] = sird.delta() * y[1];
		}, new double[] { 1, sird.initialInfected(), 0, 0 }, TIMES);
	}

	@Test
	void solutionIsAccurateOverThePrior() {
		for (int i = 0; i < 15; i++) {
			final Sird sird = draw(i);
			assertEquals(0, AccurateSolution.largestDifference(exact(sird), sird.solve(TIMES)), 1e-6);
		}
	}

	@Test
	void solutionForAConstantContactRate() {
		final Sird sird = new Sird(0.1, 0.05, 0.01, t -> 0.8);
		final double[][] solution = sird.solve(TIMES);
		assertEquals(0, AccurateSolution.largestDifference(exact(sird), solution), 1e-6);
		for (int i = 0; i < TIMES.length; i++) assertEquals(Math.exp(-0.8 / 0.15 * (solution[2][i] + solution[3][i])),
			solution[0][i], 1e-6, "log S falls with R + D");
		assertTrue(solution[3][60] > 0.3, "there was an epidemic");
	}

	@Test
	void methodIsOfOrderFour() {
		final Sird sird = new Sird(0.1, 0.05, 0.01, t -> 0.5 + 0.4 * Math.sin(t));
		final double[][] exact = exact(sird);
		final double coarse = AccurateSolution.largestDifference(exact, sird.solve(TIMES, 2));
		final double fine = AccurateSolution.largestDifference(exact, sird.solve(TIMES, 5));
		assertEquals(Math.log(2.5) * 4, Math.log(coarse / fine), 0.5, coarse + " to " + fine);
	}

	@Test
	void nobodyIsLost() {
		for (int i = 0; i < 50; i++) {
			final Sird sird = draw(i);
			final double[][] solution = sird.solve(TIMES);
			for (int time = 0; time < TIMES.length; time++) {
				double sum = 0;
				for (final double[] group : solution) {
					assertTrue(group[time] >= 0);
					sum += group[time];
				}
				assertEquals(1, sum / (1 + sird.initialInfected()), 1e-13);
			}
			assertEquals(sird.gamma() * solution[3][30], sird.delta() * solution[2][30], 1e-13);
		}
	}

	@Test
	void anyTimesMayBeAskedFor() {
		final Sird sird = draw(3);
		assertArrayEquals(new double[][] { { 1 }, { sird.initialInfected() }, { 0 }, { 0 } }, sird.solve(new double[1]));
		final double[][] together = sird.solve(TIMES);
		for (final int i : new int[] { 1, 17, 60 }) {
			final double[][] alone = sird.solve(new double[] { TIMES[i], TIMES[i] });
			for (int group = 0; group < 4; group++) {
				assertEquals(together[group][i], alone[group][0], 1e-6);
				assertEquals(alone[group][0], alone[group][1]);
			}
		}
		final String message = assertThrows(InvalidInputException.class, () -> sird.solve(new double[] { 51 })).getMessage();
		assertTrue(message.contains("time 51.0 cannot be simulated: use times from 0.0 to 50.0"), message);
	}

	/** The covariance that the basis functions imply is the kernel, between the pivots as well. */
	@Test
	void contactProcessHasItsKernel() {
		final SmoothProcess process = Sird.CONTACT_PROCESS;
		final double[] times = AccurateSolution.grid(Sird.DURATION, 97);
		for (final double s : times) for (final double t : times) {
			final double[] atS = process.basis(s), atT = process.basis(t);
			double covariance = 0;
			for (int i = 0; i < process.size(); i++) covariance += atS[i] * atT[i];
			assertEquals(6.25 * Math.exp(-(s - t) * (s - t) / 98), covariance, 1e-7);
		}
		assertTrue(process.size() < 40, "basis functions: " + process.size());
	}

	/**
	 * 10,000 draws at six pairs of times: means and covariances within five standard errors. The seed is fixed; another
	 * one fails with probability 1e-5.
	 */
	@Test
	void drawsHaveThatCovariance() {
		final double[] times = { 0, 3.3, 20.01, 49.9 };
		final int count = 10_000;
		final double[] mean = new double[4];
		final double[][] products = new double[4][4];
		for (int draw = 0; draw < count; draw++) {
			final DoubleUnaryOperator beta = Sird.drawContactRate(new SeededRandom(20261, draw));
			final double[] logit = new double[4];
			for (int i = 0; i < 4; i++) logit[i] = Math.log(beta.applyAsDouble(times[i]) / (1 - beta.applyAsDouble(times[i])));
			for (int i = 0; i < 4; i++) {
				mean[i] += logit[i] / count;
				for (int j = 0; j < 4; j++) products[i][j] += logit[i] * logit[j] / count;
			}
		}
		for (int i = 0; i < 4; i++) {
			assertEquals(0, mean[i], 5 * 2.5 / Math.sqrt(count));
			for (int j = 0; j < 4; j++) {
				final double covariance = 6.25 * Math.exp(-Math.pow(times[i] - times[j], 2) / 98);
				assertEquals(covariance, products[i][j], 5 * Math.sqrt((6.25 * 6.25 + covariance * covariance) / count));
			}
		}
	}

	@Test
	void contactRateIsAFunctionBetweenZeroAndOne() {
		for (int draw = 0; draw < 20; draw++) {
			final DoubleUnaryOperator beta = Sird.drawContactRate(new SeededRandom(20261, draw));
			double before = beta.applyAsDouble(0);
			for (double t = 0.01; t <= Sird.DURATION; t += 0.01) {
				final double value = beta.applyAsDouble(t);
				assertTrue(value > 0 && value < 1);
				assertEquals(before, value, 0.01, "smooth");
				before = value;
			}
			assertEquals(beta.applyAsDouble(7.77), beta.applyAsDouble(7.77));
		}
	}

	/** Five standard errors; another seed fails with probability 1.2e-6. */
	@Test
	void noiseIsLogNormal() {
		final SeededRandom rng = new SeededRandom(20261, 1);
		final int count = 10_000;
		double sum = 0, squares = 0;
		for (int i = 0; i < count; i++) {
			final double z = Math.log(Sird.observe(0.3, rng) / 0.3) / 0.05;
			sum += z / count;
			squares += z * z / count;
		}
		assertEquals(0, sum, 5 / Math.sqrt(count));
		assertEquals(1, squares, 5 * Math.sqrt(2. / count));
	}
}
