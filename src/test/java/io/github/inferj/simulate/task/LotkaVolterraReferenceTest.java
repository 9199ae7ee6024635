// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.task.LotkaVolterraReference.Series;
import io.github.inferj.variable.Transform;

/**
 * The seeds are fixed; another one fails the whole class with probability below 1e-4. Of that, 6e-5 are those of the
 * six Kolmogorov-Smirnov tests of calibration, and the rest is far less.
 */
class LotkaVolterraReferenceTest {

	private static final double LATENT = Double.NaN;
	private static final double SD = LotkaVolterra.NOISE_SD;
	private static final double[] ALL_LATENT = { LATENT, LATENT, LATENT, LATENT };
	private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
	private static final Transform LOGIT = LotkaVolterra.RATE_PRIOR.defaultTransform();

	/** alpha and delta given three observations, beta and gamma: against the density on a grid of 121 x 121. */
	@Test
	void posteriorOfTwoRatesIsThatOnAGrid() {
		final Series prey = new Series(new double[] { 0.7, 1.2, 2 }, new double[] { 1.5, LATENT, 0.9 });
		final Series predator = new Series(new double[] { 1.5 }, new double[] { 1.6 });
		final double[][] draws = new LotkaVolterraReference(new double[] { LATENT, 1.7, 1.9, LATENT }, prey, predator).sample(
			4000, 1);
		final int cells = 121;
		final double step = 0.1;
		final double[] alpha = new double[cells], delta = new double[cells];
		double total = 0;
		for (int i = 0; i < cells; i++) for (int j = 0; j < cells; j++) {
			final double z1 = (i - 60) * step, z2 = (j - 60) * step;
			final double[][] at = LotkaVolterra.of(new double[] { LOGIT.inverse(z1), 1.7, 1.9, LOGIT.inverse(z2) }).solve(
				new double[] { 0.7, 1.5, 2 });
			final double density = Math.exp(-(z1 * z1 + z2 * z2) / 2 - (square((1.5 - at[0][0]) / SD) + square((0.9 - at[0][2]) /
				SD) + square((1.6 - at[1][1]) / SD)) / 2);
			alpha[i] += density;
			delta[j] += density;
			total += density;
		}
		compare(alpha, total, step, draws, 0);
		compare(delta, total, step, draws, 3);
		for (final double[] draw : draws) assertArrayEquals(new double[] { 1.7, 1.9, 1.5, 0.9, 1.6 }, new double[] { draw[1],
			draw[2], draw[4], draw[6], draw[7] }, "what is given stays");
		final double[] residuals = Arrays.stream(draws).mapToDouble(d -> (d[5] - LotkaVolterra.of(d).solve(new double[] {
			1.2 })[0][0]) / SD).toArray();
		assertUniform("latent value about the solution", residuals, NORMAL::cumulativeProbability);
	}

	/** Mean and variance of a logit within five standard errors of a run with a tenth as many independent draws. */
	private static void compare(final double[] density, final double total, final double step, final double[][] draws,
		final int column)
	{
		double mean = 0, meanSquare = 0;
		for (int i = 0; i < density.length; i++) {
			final double z = (i - density.length / 2) * step;
			mean += z * density[i] / total;
			meanSquare += z * z * density[i] / total;
		}
		final double variance = meanSquare - mean * mean, centre = mean;
		final double bound = 5 / Math.sqrt(draws.length / 10.);
		final double[] logits = Arrays.stream(draws).mapToDouble(d -> LOGIT.forward(d[column])).toArray();
		assertEquals(mean, Arrays.stream(logits).average().orElseThrow(), bound * Math.sqrt(variance));
		assertEquals(variance, Arrays.stream(logits).map(z -> square(z - centre)).average().orElseThrow(), bound * variance *
			Math.sqrt(2));
		assertTrue(variance < 0.7, "the observations tell something: " + variance);
	}

	/**
	 * Simulation-based calibration (Talts et al. 2018): the ranks among 9 posterior draws of the true rates, of a
	 * held-out observation and of the log-likelihood are uniform over 200 simulated data sets.
	 */
	@Test
	void ranksOfTheTruthAreUniform() {
		final int repetitions = 200, draws = 9;
		final double[] preyTimes = { 0.4, 1.2, 2 }, predatorTimes = { 0.8, 1.6 };
		final EnsembleSampler sampler = new EnsembleSampler(2, 16, 4, 8, 1.5);
		final double[][] ranks = new double[6][repetitions];
		for (int repetition = 0; repetition < repetitions; repetition++) {
			final SeededRandom rng = new SeededRandom(20261, repetition);
			final double[] truth = new double[4 + 5];
			for (int i = 0; i < 4; i++) truth[i] = LotkaVolterra.RATE_PRIOR.sample(rng);
			final double[] prey = noisy(LotkaVolterra.of(truth).solve(preyTimes)[0], rng);
			final double[] predator = noisy(LotkaVolterra.of(truth).solve(predatorTimes)[1], rng);
			System.arraycopy(prey, 0, truth, 4, 3);
			System.arraycopy(predator, 0, truth, 7, 2);
			predator[1] = LATENT;
			final double[][] sample = new LotkaVolterraReference(ALL_LATENT, new Series(preyTimes, prey), new Series(
				predatorTimes, predator)).sample(draws, repetition, sampler);
			for (int column = 0; column < 6; column++) {
				final int c = column < 4 ? column : 8;
				final double value = column < 5 ? truth[c] : misfit(truth, truth);
				int rank = 0;
				for (final double[] draw : sample) if ((column < 5 ? draw[c] : misfit(draw, truth)) < value) rank++;
				ranks[column][repetition] = (rank + rng.nextDouble()) / (draws + 1);
			}
		}
		for (int column = 0; column < 6; column++) assertUniform("ranks of quantity " + column, ranks[column], u -> u);
	}

	private static double misfit(final double[] rates, final double[] data) {
		final LotkaVolterra dynamics = LotkaVolterra.of(rates);
		final double[] prey = dynamics.solve(new double[] { 0.4, 1.2, 2 })[0];
		return square(prey[0] - data[4]) + square(prey[1] - data[5]) + square(prey[2] - data[6]) + square(dynamics.solve(
			new double[] { 0.8 })[1][0] - data[7]);
	}

	private static double[] noisy(final double[] solution, final SeededRandom rng) {
		return Arrays.stream(solution).map(x -> x + SD * rng.nextGaussian()).toArray();
	}

	@Test
	void nothingGivenIsTheJoint() {
		final double[][] draws = new LotkaVolterraReference(ALL_LATENT, new Series(new double[] { 3 }, new double[] { LATENT }),
			Series.EMPTY).sample(1000, 2);
		for (int i = 0; i < 4; i++) {
			final int column = i;
			assertUniform("rate", Arrays.stream(draws).mapToDouble(d -> LOGIT.forward(d[column])).toArray(),
				NORMAL::cumulativeProbability);
		}
		assertUniform("prey", Arrays.stream(draws).mapToDouble(d -> (d[4] - LotkaVolterra.of(d).solve(new double[] {
			3 })[0][0]) / SD).toArray(), NORMAL::cumulativeProbability);
	}

	@Test
	void allRatesGivenIsTheLikelihood() {
		final double[] rates = { 1.2, 1.9, 2.4, 1.5 };
		final double[][] draws = new LotkaVolterraReference(rates, new Series(new double[] { 3 }, new double[] { 1 }), new Series(
			new double[] { 4 }, new double[] { LATENT })).sample(1000, 2);
		final double expected = LotkaVolterra.of(rates).solve(new double[] { 4 })[1][0];
		assertUniform("predator", Arrays.stream(draws).mapToDouble(d -> (d[5] - expected) / SD).toArray(),
			NORMAL::cumulativeProbability);
		assertEquals(6, draws[0].length);
		assertEquals(1, draws[7][4]);
	}

	@Test
	void sameSeedSameDraws() {
		final LotkaVolterraReference reference = new LotkaVolterraReference(ALL_LATENT, new Series(new double[] { 1 },
			new double[] { 1.2 }), Series.EMPTY);
		final double[][] draws = reference.sample(50, 3);
		assertArrayEquals(draws, reference.sample(50, 3));
		assertEquals(50, draws.length);
	}

	@Test
	void impossibleInputIsNamed() {
		refuse("3 rates: give 4", () -> new LotkaVolterraReference(new double[3], Series.EMPTY, Series.EMPTY));
		refuse("rate 3.5 lies outside", () -> new LotkaVolterraReference(new double[] { 3.5, 2, 2, 2 }, Series.EMPTY,
			Series.EMPTY));
		refuse("1 times and 2 values", () -> new Series(new double[1], new double[2]));
		refuse("time 16.0 cannot be simulated", () -> new Series(new double[] { 16 }, new double[1]));
		refuse("infinite value", () -> new Series(new double[1], new double[] { Double.POSITIVE_INFINITY }));
		refuse("number of draws 0", () -> new LotkaVolterraReference(ALL_LATENT, Series.EMPTY, Series.EMPTY).sample(0, 1));
	}

	private static void refuse(final String part, final Runnable use) {
		final String message = assertThrows(InvalidInputException.class, use::run).getMessage();
		assertTrue(message.contains(part), message);
	}

	/** Kolmogorov-Smirnov; independent values fail it with probability 2 exp(-2 x 2.47^2) = 1e-5. */
	private static void assertUniform(final String what, final double[] values, final DoubleUnaryOperator distribution) {
		final double[] sorted = Arrays.stream(values).map(distribution).sorted().toArray();
		double distance = 0;
		final double n = sorted.length;
		for (int i = 0; i < n; i++) distance = Math.max(distance, Math.max(sorted[i] - i / n, (i + 1) / n - sorted[i]));
		assertTrue(distance < 2.47 / Math.sqrt(n), what + ": distance " + distance);
	}

	private static double square(final double x) {
		return x * x;
	}
}
