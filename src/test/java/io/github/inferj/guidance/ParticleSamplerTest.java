// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.sample.EulerMaruyama;
import io.github.inferj.sample.PerSampleNoise;
import io.github.inferj.sample.SelfRecurrent;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Support;

/** Conditions on an {@link ExactGaussian} against exact draws by rejection. */
class ParticleSamplerTest {

	private static final double[] LEVELS = new NoiseLevels(2e-3, 5).grid(60);
	private static final int DRAWS = 4_000;
	/**
	 * Kolmogorov's statistic of independent samples of n and m exceeds d with probability 2 exp(-2 d^2 n m / (n
	 * + m)). With n = DRAWS and, as resampling makes draws dependent, m = DRAWS / 2, that is 4e-6 for each of 24.
	 */
	private static final double LARGEST_DISTANCE = 0.07;
	private static final double LOWER = 0.5;
	private static final double UPPER = 0.8;
	private static final double INFINITE = Double.POSITIVE_INFINITY;

	/** Intervals of variables 0 and 1, constraints on them, and both together as a predicate. */
	private record Case(String name, Map<Integer, Support> intervals, List<GaussianPotential.Dependent> margins,
		Predicate<double[]> holds)
	{

		GaussianPotential potential() {
			return new GaussianPotential(ExactGaussian.moments(), intervals, margins);
		}

		ParticleSampler.Result sample(final long seed) {
			final boolean onlyIntervals = margins.isEmpty();
			return new ParticleSampler(LEVELS, potential(), (x, i) -> onlyIntervals || holds.test(new double[] { x.get(i), x.get(i
				+ 1) }) ? 0 : Double.NEGATIVE_INFINITY).sample(new ExactGaussian(), ExactGaussian.OBSERVED, DRAWS, DRAWS, new SeededRandom(
					seed, 1), Progress.NONE);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/** a x_0 + b x_1 + c > 0 */
	private static GaussianPotential.Dependent linear(final double a, final double b, final double c) {
		return linear(a, b, c, Evidence.POSITIVE);
	}

	private static GaussianPotential.Dependent linear(final double a, final double b, final double c, final Evidence evidence) {
		return new GaussianPotential.Dependent((x, margins, gradients) -> {
			for (int i = 0; i < margins.length; i++) {
				margins[i] = (float) (a * x.get(3 * i) + b * x.get(3 * i + 1) + c);
				gradients[3 * i] = (float) a;
				gradients[3 * i + 1] = (float) b;
				gradients[3 * i + 2] = 0;
			}
		}, new TreeSet<>(List.of(0, 1)), evidence);
	}

	/** x_0^2 + x_1^2 > square */
	private static GaussianPotential.Dependent outside(final double square) {
		return new GaussianPotential.Dependent((x, margins, gradients) -> {
			for (int i = 0; i < margins.length; i++) {
				final float a = x.get(3 * i);
				final float b = x.get(3 * i + 1);
				margins[i] = a * a + b * b - (float) square;
				gradients[3 * i] = 2 * a;
				gradients[3 * i + 1] = 2 * b;
				gradients[3 * i + 2] = 0;
			}
		}, new TreeSet<>(List.of(0, 1)), Evidence.POSITIVE);
	}

	static List<Case> cases() {
		return List.of(new Case("interval", Map.of(0, new Support(LOWER, UPPER)), List.of(), x -> x[0] >= (float) LOWER
			&& x[0] <= (float) UPPER), new Case(
			"narrow interval", Map.of(0, new Support(0.5, 0.505)), List.of(), x -> x[0] >= 0.5 && x[0] <= (float) 0.505), new Case("tail",
				Map.of(0, new Support(2.2, INFINITE)), List.of(), x -> x[0] >= (float) 2.2), new Case("two intervals", Map.of(0, new Support(0.5,
					1.5), 1, new Support(-INFINITE, -0.6)), List.of(), x -> x[0] >= 0.5 && x[0] <= 1.5 && x[1] <= (float) -0.6), new Case("sum", Map
						.of(), List.of(linear(-1, -1, -0.8)), x -> x[0] + x[1] < -0.8), new Case("polytope", Map.of(), List.of(linear(1, 1, -1),
							linear(1, -1, -0.7), linear(-1, 0, 1.4)), x -> x[0] + x[1] > 1 && x[0] - x[1] > 0.7 && x[0] < 1.4), new Case(
								"interval and sum", Map.of(1, new Support(0, INFINITE)), List.of(linear(1, 1, -1)), x -> x[1] > 0 && x[0] + x[1] > 1),
			new Case("outside a circle", Map.of(), List.of(outside(1.44)), x -> x[0] * x[0] + x[1] * x[1] > 1.44));
	}

	/**
	 * Three distances each, and the probability within 20 %: over 12 seeds its standard deviation was at most 4.1 %
	 * with so many particles, in one case, and below 2.6 % in the others; that of the exact one is below 1.6 %.
	 */
	@ParameterizedTest
	@MethodSource("cases")
	void samplesTheConstrainedDistribution(final Case test) {
		final ParticleSampler.Result result = test.sample(3);
		final RandomGenerator rng = new SeededRandom(5, 5);
		final double[][] exact = new double[DRAWS][];
		long tried = 0;
		for (int i = 0; i < DRAWS; i++) {
			do {
				exact[i] = ExactGaussian.draw(rng);
				tried++;
			}
			while (!test.holds.test(exact[i]));
		}
		final double[][] actual = pairs(result.samples());
		assertEquals(DRAWS, actual.length);
		for (final double[] pair : actual) assertTrue(test.holds.test(pair), Arrays.toString(pair));
		assertEquals(0, distance(actual, exact, x -> x[0]), LARGEST_DISTANCE);
		assertEquals(0, distance(actual, exact, x -> x[1]), LARGEST_DISTANCE);
		assertEquals(0, distance(actual, exact, x -> x[0] + x[1]), LARGEST_DISTANCE);
		assertEquals(1, Math.exp(result.logProbability()) * tried / DRAWS, 0.2);
		assertTrue(Arrays.stream(actual).map(Arrays::toString).distinct().count() > 0.8 * DRAWS, "too many copies");
		for (int k = 2; k < result.samples().capacity(); k += 3) assertEquals((float) ExactGaussian.OBSERVED[2], result.samples()
			.get(k));
	}

	/**
	 * Means and standard deviations of the conditional of a Gaussian, x_0 + 2 x_1 measured as the value with the error: their
	 * standard errors are 0.0224 and 0.0158 of a standard deviation if resampling halves the number of independent draws. The
	 * five of them allowed fail with probability below 1e-5. The expected likelihood as the probability above.
	 */
	@ParameterizedTest
	@CsvSource({ "0.4, 0.3", "2.5, 0.3", "0.4, 0.02", "1, 3", "-6, 1" })
	void samplesGivenAMeasurement(final double value, final double error) {
		final GaussianPotential potential = new GaussianPotential(ExactGaussian.moments(), Map.of(), List.of(linear(1, 2, -value,
			new Evidence.Measured(error))));
		final ParticleSampler.Result result = new ParticleSampler(LEVELS, potential, (x, i) -> -Math.pow((x.get(i) + 2 * x.get(i + 1)
			- value) / error, 2) / 2).sample(new ExactGaussian(), ExactGaussian.OBSERVED, DRAWS, DRAWS, new SeededRandom(3, 1),
				Progress.NONE);
		final double[][] s = ExactGaussian.covariance();
		final double deviation = value - ExactGaussian.MEAN[0] - 2 * ExactGaussian.MEAN[1];
		final double variance = s[0][0] + 4 * s[0][1] + 4 * s[1][1] + error * error;
		for (int c = 0; c < 2; c++) {
			final int column = c;
			final double gain = (s[c][0] + 2 * s[c][1]) / variance;
			final double mean = ExactGaussian.MEAN[c] + gain * deviation;
			final double sd = Math.sqrt(s[c][c] - gain * gain * variance);
			final double[] drawn = Arrays.stream(pairs(result.samples())).mapToDouble(pair -> pair[column]).toArray();
			final double average = Arrays.stream(drawn).average().orElseThrow();
			assertEquals(mean, average, 5 * 0.0224 * sd, "mean of variable " + c);
			assertEquals(1, Math.sqrt(Arrays.stream(drawn).map(x -> (x - average) * (x - average)).sum() / (DRAWS - 1)) / sd, 5 * 0.0158,
				"standard deviation of variable " + c);
		}
		assertEquals(1, Math.exp(result.logProbability() + deviation * deviation / variance / 2) * Math.sqrt(variance) / error, 0.2);
	}

	private static double[][] pairs(final FloatBuffer samples) {
		final double[][] pairs = new double[samples.capacity() / 3][];
		for (int i = 0; i < pairs.length; i++) pairs[i] = new double[] { samples.get(3 * i), samples.get(3 * i + 1) };
		return pairs;
	}

	private static double distance(final double[][] a, final double[][] b,
		final ToDoubleFunction<double[]> projection)
	{
		final double[] left = Arrays.stream(a).mapToDouble(projection).sorted().toArray();
		final double[] right = Arrays.stream(b).mapToDouble(projection).sorted().toArray();
		double worst = 0;
		for (int i = 0, j = 0; i < left.length && j < right.length;) {
			final double x = Math.min(left[i], right[j]);
			while (i < left.length && left[i] <= x) i++;
			while (j < right.length && right[j] <= x) j++;
			worst = Math.max(worst, Math.abs((double) i / left.length - (double) j / right.length));
		}
		return worst;
	}

	/** Distances of x_0 from its exact distribution, which for exact draws are below 0.05 but for 1e-8. */
	@Test
	void guidanceAloneIsBiasedAndParticlesAreNot() {
		final Case test = cases().get(0);
		assertEquals(0, distanceFromExact(test.sample(1).samples()), 0.05);
		for (final int repetitions : new int[] { 1, 5 }) {
			final double distance = distanceFromExact(guided(repetitions));
			assertTrue(distance > 0.07, "distance " + distance + " with " + repetitions + " repetitions");
		}
	}

	private static double distanceFromExact(final FloatBuffer samples) {
		final double mean = ExactGaussian.MEAN[0];
		final double sd = Math.sqrt(ExactGaussian.covariance()[0][0]);
		final double total = Math.exp(new NormalInterval(mean, sd, LOWER, UPPER).logMass());
		final double[] sorted = Arrays.stream(pairs(samples)).mapToDouble(x -> x[0]).sorted().toArray();
		double worst = 0;
		for (int i = 0; i < sorted.length; i++) {
			final double x = Math.min(UPPER, sorted[i]);
			final double exact = x <= LOWER ? 0 : Math.exp(new NormalInterval(mean, sd, LOWER, x).logMass()) / total;
			worst = Math.max(worst, Math.abs(exact - (i + 0.5) / sorted.length));
		}
		return worst;
	}

	private static FloatBuffer guided(final int repetitions) {
		final FloatBuffer x = FloatBuffer.allocate(DRAWS * 3);
		final FloatBuffer observed = FloatBuffer.allocate(DRAWS * 3);
		final RandomGenerator[] generators = new RandomGenerator[DRAWS];
		for (int k = 0; k < x.capacity(); k++) {
			if (k % 3 == 0) generators[k / 3] = new SeededRandom(9, k);
			observed.put(k, k % 3 == 2 ? 1 : 0);
			x.put(k, k % 3 == 2 ? (float) ExactGaussian.OBSERVED[2] : (float) (LEVELS[0] * generators[k / 3].nextGaussian()));
		}
		final Potential potential = new GuidancePotential(List.of(new GuidancePotential.Guide(Margin.bound(0, LOWER, true), Evidence.POSITIVE),
			new GuidancePotential.Guide(Margin.bound(0, UPPER, false), Evidence.POSITIVE)));
		new SelfRecurrent(LEVELS, repetitions).sample(new GuidedDenoiser(new ExactGaussian(), potential, new boolean[] { true, true,
			false }), new PerSampleNoise(generators, observed), x);
		return x;
	}

	@Test
	void oneRepetitionIsEulerMaruyama() {
		final FloatBuffer a = FloatBuffer.wrap(new float[] { 3, -4, 0.4f });
		final FloatBuffer b = FloatBuffer.wrap(new float[] { 3, -4, 0.4f });
		final FloatBuffer observed = FloatBuffer.wrap(new float[] { 0, 0, 1 });
		new SelfRecurrent(LEVELS, 1).sample(new ExactGaussian(), new PerSampleNoise(new RandomGenerator[] { new SeededRandom(1, 1) },
			observed), a);
		new EulerMaruyama(LEVELS).sample(new ExactGaussian(), new PerSampleNoise(new RandomGenerator[] { new SeededRandom(1, 1) },
			observed), b);
		assertEquals(b, a);
		final ExactGaussian counting = new ExactGaussian();
		new SelfRecurrent(LEVELS, 3).sample(counting, new PerSampleNoise(new RandomGenerator[] { new SeededRandom(1, 1) }, observed),
			a);
		assertEquals(3 * (LEVELS.length - 1) + 1, counting.evaluations);
		assertThrows(IllegalArgumentException.class, () -> new SelfRecurrent(LEVELS, 0));
	}

	@Test
	void evaluatesTheDenoiserOncePerLevel() {
		final ExactGaussian counting = new ExactGaussian();
		new ParticleSampler(LEVELS, cases().get(0).potential(), (x, i) -> 0).sample(counting, ExactGaussian.OBSERVED, 10, 10,
			new SeededRandom(1, 1), Progress.NONE);
		assertEquals(LEVELS.length, counting.evaluations);
	}

	@Test
	void endsWithoutDrawsWhereNothingSatisfiesTheConstraints() {
		final Case never = new Case("never", Map.of(), List.of(linear(1, 0, -0.5), linear(-1, 0, 0.4)), x -> false);
		final ParticleSampler.Result result = never.sample(1);
		assertEquals(0, result.samples().capacity());
		assertTrue(result.logProbability() < Math.log(1e-3), "probability " + Math.exp(result.logProbability()));
	}

	@Test
	void stopsWhenCancelled() {
		final Progress cancelled = new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> new ParticleSampler(LEVELS, cases().get(0).potential(), (x, i) -> 0)
			.sample(new ExactGaussian(), ExactGaussian.OBSERVED, 10, 10, new SeededRandom(1, 1), cancelled));
	}
}
