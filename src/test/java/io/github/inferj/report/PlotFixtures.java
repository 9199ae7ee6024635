// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.Arrays;

import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/** Draws that look like real ones: of the lynx-hare posterior and its predictions, and of two moons. */
final class PlotFixtures {

	private static final double[] MEANS = { 0.5488, 0.02786, 0.7979, 0.02401, 34.02, 5.942, 0.2483, 0.2511 };
	private static final double[] SDS = { 0.06376, 0.004216, 0.09035, 0.00359, 2.931, 0.5221, 0.04353, 0.04369 };

	static final double[] YEARS = new double[21];
	static final double[] HARE = { 30, 47.2, 70.2, 77.4, 36.3, 20.6, 18.1, 21.4, 22, 25.4, 27.1, 40.3, 57, 76.6, 52.3, 19.5,
		11.2, 7.6, 14.6, 16.2, 24.7 };
	static final double[] LYNX = { 4, 6.1, 9.8, 35.2, 59.4, 41.7, 19, 13, 8.3, 9.1, 7.4, 8, 12.3, 19.5, 45.7, 51.1, 29.7, 15.8,
		9.7, 10.1, 8.6 };

	static final ModelSpecification LYNX_HARE = ModelSpecification.of("lynx_hare",
		Variable.parameter("alpha", Prior.truncatedNormal(1, 0.5, 0, Double.POSITIVE_INFINITY)).withUnit("1/year"),
		Variable.parameter("beta", Prior.truncatedNormal(0.05, 0.05, 0, Double.POSITIVE_INFINITY)),
		Variable.parameter("gamma", Prior.truncatedNormal(1, 0.5, 0, Double.POSITIVE_INFINITY)).withUnit("1/year"),
		Variable.parameter("delta", Prior.truncatedNormal(0.05, 0.05, 0, Double.POSITIVE_INFINITY)),
		Variable.parameter("hare0", Prior.logNormal(Math.log(10), 1)).withUnit("thousands"),
		Variable.parameter("lynx0", Prior.logNormal(Math.log(10), 1)).withUnit("thousands"),
		Variable.parameter("sigma_hare", Prior.logNormal(-1, 1)), Variable.parameter("sigma_lynx", Prior.logNormal(-1, 1)),
		Variable.data("hare", 21).withTransform(Transform.LOG).withUnit("thousands"),
		Variable.data("lynx", 21).withTransform(Transform.LOG).withUnit("thousands"));

	static final ModelSpecification TWO_MOONS = ModelSpecification.of("two_moons", Variable.parameter("theta", Prior.uniform(
		-1, 1), 2), Variable.data("x", 2));

	static {
		Arrays.setAll(YEARS, i -> 1900 + i);
	}

	private PlotFixtures() {}

	private static double[] theta(final SeededRandom rng) {
		final double shared = rng.nextGaussian();
		final double[] theta = new double[8];
		for (int i = 0; i < 8; i++) {
			final double correlation = i < 4 ? (i % 2 == 0 ? -0.85 : 0.85) * (i < 2 ? -1 : 1) : 0;
			final double z = correlation * shared + Math.sqrt(1 - correlation * correlation) * rng.nextGaussian();
			final double spread = SDS[i] / MEANS[i];
			theta[i] = MEANS[i] * Math.exp(spread * z - spread * spread / 2);
		}
		return theta;
	}

	static Draws lynxHare(final int draws) {
		final double[] values = new double[draws * 8];
		for (int k = 0; k < draws; k++) System.arraycopy(theta(new SeededRandom(1, k)), 0, values, 8 * k, 8);
		return new Draws(LYNX_HARE, new int[] { 0, 1, 2, 3, 4, 5, 6, 7 }, 1, draws, values);
	}

	static Draws lynxHarePredictive(final int draws) {
		final double[] values = new double[draws * 42];
		for (int k = 0; k < draws; k++) {
			final SeededRandom rng = new SeededRandom(2, k);
			final double[] theta = theta(rng);
			final double[] z = { theta[4], theta[5] };
			for (int year = 0; year < 21; year++) {
				for (int species = 0; species < 2; species++) values[k * 42 + species * 21 + year] = z[species] * Math.exp(theta[6
					+ species] * rng.nextGaussian());
				for (int step = 0; step < 20; step++) advance(z, theta, 0.05);
			}
		}
		final int[] columns = new int[42];
		Arrays.setAll(columns, i -> 8 + i);
		return new Draws(LYNX_HARE, columns, 1, draws, values);
	}

	/** One step of the classical Runge-Kutta method. */
	private static void advance(final double[] z, final double[] theta, final double step) {
		final double[] k1 = rate(z[0], z[1], theta);
		final double[] k2 = rate(z[0] + step / 2 * k1[0], z[1] + step / 2 * k1[1], theta);
		final double[] k3 = rate(z[0] + step / 2 * k2[0], z[1] + step / 2 * k2[1], theta);
		final double[] k4 = rate(z[0] + step * k3[0], z[1] + step * k3[1], theta);
		for (int i = 0; i < 2; i++) z[i] += step / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
	}

	private static double[] rate(final double hare, final double lynx, final double[] theta) {
		return new double[] { (theta[0] - theta[1] * lynx) * hare, (-theta[2] + theta[3] * hare) * lynx };
	}

	/** The posterior of two moons at (0, 0): two thin crescents. */
	static Draws twoMoons(final int draws) {
		final double[] values = new double[draws * 2];
		for (int k = 0; k < draws; k++) {
			final SeededRandom rng = new SeededRandom(3, k);
			final double angle = Math.PI * (rng.nextDouble() - 0.5);
			final double radius = 0.1 + 0.01 * rng.nextGaussian();
			final double sum = (rng.nextBoolean() ? 1 : -1) * Math.sqrt(2) * (radius * Math.cos(angle) + 0.25);
			final double difference = -Math.sqrt(2) * radius * Math.sin(angle);
			values[2 * k] = (sum - difference) / 2;
			values[2 * k + 1] = (sum + difference) / 2;
		}
		return new Draws(TWO_MOONS, new int[] { 0, 1 }, 1, draws, values);
	}
}
