// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Support;

/** Potentials, their gradients and their parts against independent calculations. */
class PotentialsTest {

	private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

	/** x_0^2 + x_0 x_1 - 0.7 > 0 */
	private static final Margin QUADRATIC = (x, margins, gradients) -> {
		for (int i = 0; i < margins.length; i++) {
			final float a = x.get(3 * i);
			final float b = x.get(3 * i + 1);
			margins[i] = a * a + a * b - 0.7f;
			gradients[3 * i] = 2 * a + b;
			gradients[3 * i + 1] = a;
			gradients[3 * i + 2] = 0;
		}
	};

	@Test
	void posteriorCovarianceIsExact() {
		final double sigma = 0.7;
		final double[][] actual = ExactGaussian.moments().posterior(sigma);
		final ExactGaussian exact = new ExactGaussian();
		for (int j = 0; j < 2; j++) {
			final FloatBuffer unit = FloatBuffer.allocate(6);
			unit.put(3 + j, 1);
			final FloatBuffer denoised = FloatBuffer.allocate(6);
			exact.denoise(unit, sigma, denoised);
			for (int i = 0; i < 2; i++) assertEquals(sigma * sigma * (denoised.get(3 + i) - denoised.get(i)), actual[i][j], 1e-6);
			assertEquals(0, actual[2][j], 1e-12);
		}
	}

	@Test
	void momentsAreThoseOfTheSamples() {
		final GaussianMoments moments = GaussianMoments.of(FloatBuffer.wrap(new float[] { 1, 2, 3, 6, 5, 4 }), 2);
		assertEquals(3, moments.mean(0), 1e-12);
		assertEquals(4, moments.mean(1), 1e-12);
		assertArrayEquals(new double[] { 4 + 1e6, 2 }, row(moments, 1e3), 1e-3);
	}

	private static double[] row(final GaussianMoments moments, final double sigma) {
		final double[][] l = moments.noisyFactor(sigma);
		return new double[] { l[0][0] * l[0][0], l[1][0] * l[0][0] };
	}

	@Test
	void massOfAnIntervalIsExactInTheTailsToo() {
		for (final double[] ends : new double[][] { { -1, 2 }, { 0.3, 0.4 }, { 3, 5 }, { -9, -7 }, { -2, Double.POSITIVE_INFINITY },
			{ Double.NEGATIVE_INFINITY, -4 } })
		{
			final NormalInterval interval = new NormalInterval(0.5, 2, 0.5 + 2 * ends[0], 0.5 + 2 * ends[1]);
			final double exact = ends[0] > 0 ? NORMAL.probability(-ends[1], -ends[0]) : NORMAL.probability(ends[0], ends[1]);
			assertEquals(Math.log(exact), interval.logMass(), 1e-9 * (1 + Math.abs(Math.log(exact))));
		}
		assertEquals(-Math.log(30) - 450 - Math.log(2 * Math.PI) / 2, new NormalInterval(0, 1, 30, 31).logMass(), 2e-3);
	}

	@Test
	void slopeOfAnIntervalIsItsDerivative() {
		final double h = 1e-5;
		for (final double mean : new double[] { -8, 0, 0.35, 3, 30 }) {
			final double numeric = (new NormalInterval(mean + h, 0.5, 0.3, 0.7).logMass() - new NormalInterval(mean - h, 0.5, 0.3, 0.7)
				.logMass()) / (2 * h);
			assertEquals(numeric, new NormalInterval(mean, 0.5, 0.3, 0.7).slope(), 1e-4 * (1 + Math.abs(numeric)));
		}
	}

	@Test
	void drawsFromAnIntervalByInversion() {
		final TruncatedNormalDistribution truncated = TruncatedNormalDistribution.of(0.5, 2, 1, 3);
		for (final double u : new double[] { 0.01, 0.3, 0.5, 0.99 }) {
			assertEquals(truncated.inverseCumulativeProbability(u), new NormalInterval(0.5, 2, 1, 3).draw(u), 1e-9);
			assertEquals(truncated.inverseCumulativeProbability(1 - u), 1 - new NormalInterval(0.5, 2, -2, 0).draw(u), 1e-9);
			final double far = new NormalInterval(0, 0.01, 5, 5.1).draw(u);
			assertTrue(far >= 5 && far <= 5.1, "draw " + far);
		}
	}

	/** Each in turn, central differences of the logarithm in double precision around floats. */
	@Test
	void gradientsMatchCentralDifferences() {
		final GaussianMoments moments = ExactGaussian.moments();
		final List<GaussianPotential.Dependent> margin = List.of(dependent(Evidence.POSITIVE));
		for (final Potential potential : List.of(new GaussianPotential(moments, Map.of(0, new Support(0.4, 0.6)), List.of()),
			new GaussianPotential(moments, Map.of(), margin), new GaussianPotential(moments, Map.of(1, new Support(0, 9)), margin),
			new GaussianPotential(moments, Map.of(), List.of(dependent(new Evidence.Measured(0.7)))), guidance(Evidence.POSITIVE, Margin.bound(1,
				0.3, true), Margin.bound(0, 0.4, false)), guidance(new Evidence.Measured(0.2), Margin.bound(1, 0.3, true), Margin.bound(0,
					0.4, false))))
			for (final double sigma : new double[] { 0.6, 2 }) for (final float a : new float[] { -0.5f, 0.75f }) {
				final double[] gradients = new double[3];
				potential.add(FloatBuffer.wrap(new float[] { a, 0.25f, 0.5f }), sigma, new double[1], gradients);
				for (int c = 0; c < 3; c++) {
					final float h = 1f / 64;
					final double numeric = (value(potential, sigma, a, c, h) - value(potential, sigma, a, c, -h)) / (2 * h);
					assertEquals(numeric, gradients[c], 5e-3 * (1 + Math.abs(numeric)), potential + " variable " + c);
				}
			}
	}

	private static GaussianPotential.Dependent dependent(final Evidence evidence) {
		return new GaussianPotential.Dependent(QUADRATIC, new TreeSet<>(List.of(0, 1)), evidence);
	}

	private static Potential guidance(final Evidence evidence, final Margin... margins) {
		return new GuidancePotential(Arrays.stream(margins).map(margin -> new GuidancePotential.Guide(margin, evidence)).toList());
	}

	private static double value(final Potential potential, final double sigma, final float a, final int column, final float h) {
		final float[] x = { a, 0.25f, 0.5f };
		x[column] += h;
		final double[] logarithm = new double[1];
		potential.add(FloatBuffer.wrap(x), sigma, logarithm, new double[3]);
		return logarithm[0];
	}

	/** A margin of 100 variables is taken of 209 samples at a time. */
	@Test
	void samplesCountAloneAsTogether() {
		final int size = 100;
		final int samples = 1_000;
		final double[][] covariance = new double[size][size];
		for (int i = 0; i < size; i++) covariance[i][i] = 1 + i / 100.0;
		final GaussianPotential potential = new GaussianPotential(new GaussianMoments(new double[size], covariance), Map.of(), List.of(
			new GaussianPotential.Dependent((x, margins, gradients) -> {
				Arrays.fill(margins, 0);
				for (int k = 0; k < x.capacity(); k++) {
					margins[k / size] += x.get(k) * x.get(k) / size;
					gradients[k] = 2 * x.get(k) / size;
				}
			}, IntStream.range(0, size).boxed().collect(Collectors.toCollection(TreeSet::new)), new Evidence.Measured(0.2))));
		final FloatBuffer estimates = FloatBuffer.allocate(samples * size);
		final SeededRandom rng = new SeededRandom(4, 1);
		for (int k = 0; k < estimates.capacity(); k++) estimates.put(k, (float) rng.nextGaussian());
		final double[] logarithms = new double[samples];
		final double[] gradients = new double[samples * size];
		potential.add(estimates, 0.5, logarithms, gradients);
		for (final int sample : new int[] { 0, 209, 210, 999 }) {
			final double[] logarithm = new double[1];
			final double[] gradient = new double[size];
			potential.add(estimates.slice(sample * size, size), 0.5, logarithm, gradient);
			assertEquals(logarithm[0], logarithms[sample], 1e-12);
			assertArrayEquals(gradient, Arrays.copyOfRange(gradients, sample * size, (sample + 1) * size), 1e-12);
			assertTrue(logarithm[0] < 0 && gradient[0] != 0);
		}
	}

	@Test
	void undefinedMarginsCountAsOneHalf() {
		final double[] logarithms = new double[1];
		final double[] gradients = new double[3];
		final Margin undefined = (x, margins, slopes) -> {
			Arrays.fill(margins, Float.NaN);
			Arrays.fill(slopes, Float.NaN);
		};
		new GaussianPotential(ExactGaussian.moments(), Map.of(), List.of(new GaussianPotential.Dependent(undefined, new TreeSet<>(
			List.of(0)), Evidence.POSITIVE))).add(FloatBuffer.allocate(3), 1, logarithms, gradients);
		assertEquals(Math.log(0.5), logarithms[0], 1e-12);
		assertArrayEquals(new double[3], gradients);
	}

	@Test
	void guidanceMovesLatentVariablesOnly() {
		final FloatBuffer x = FloatBuffer.wrap(new float[] { 1, 2, 0.4f });
		final FloatBuffer plain = FloatBuffer.allocate(3);
		final FloatBuffer guided = FloatBuffer.allocate(3);
		new ExactGaussian().denoise(x, 0.5, plain);
		new GuidedDenoiser(new ExactGaussian(), guidance(Evidence.POSITIVE, Margin.bound(0, 5, true), Margin.bound(2, 5, true)),
			new boolean[] { true, true, false }).denoise(x, 0.5, guided);
		final double expected = plain.get(0) + 1 / (1 + Math.exp((plain.get(0) - 5) / 0.25));
		assertEquals(expected, guided.get(0), 1e-5);
		assertEquals(plain.get(1), guided.get(1));
		assertEquals(0.4f, guided.get(2));
	}

	@Test
	void resamplesInProportionToTheWeights() {
		final Weights weights = new Weights(4);
		for (int i = 0; i < 4; i++) weights.multiply(i, i == 1 ? Double.NaN : Math.log(i + 1));
		assertEquals(3, weights.positive());
		assertEquals(Math.log(2), weights.logMean(), 1e-12);
		assertEquals(64 / 26.0, weights.effectiveSize(), 1e-12);
		final int[] counts = new int[4];
		for (final int i : weights.resample(800, new SeededRandom(1, 1))) counts[i]++;
		assertArrayEquals(new int[] { 100, 0, 300, 400 }, counts);
		weights.reset();
		assertEquals(4, weights.effectiveSize(), 1e-12);
	}
}
