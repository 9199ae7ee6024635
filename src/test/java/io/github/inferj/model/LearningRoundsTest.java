// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.Progress;
import io.github.inferj.graph.Graph;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Workers;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;

class LearningRoundsTest {

	private static final double NAN = Double.NaN;
	private static final JointModel NORMAL = ConditionalDensityTest.untrained(ConditionalDensityTest.SPECIFICATION, EdgeMasks.DENSE);

	private static Draws draw(final JointModel model, final Graph denoiser, final boolean usesPilots, final int draws,
		final double[]... rows)
	{
		try (ConditionalSampler sampler = new ConditionalSampler(model, denoiser, new DefaultSolver(model).ode(), Start.AT_MEAN,
			usesPilots, 1, Device.CPU))
		{
			return sampler.sample(rows, new int[] { 0 }, draws, 5, Progress.NONE);
		}
	}

	private static double[] normal(final boolean usesPilots, final int draws) {
		return Arrays.stream(draw(NORMAL, ConditionalDensityTest.gaussian(), usesPilots, draws, new double[] { NAN, NAN, 2 }).column(0,
			0)).map(a -> NORMAL.standardisation().forward(0, a)).toArray();
	}

	/** The denoiser of a normal distribution is linear. */
	@Test
	void drawsOfANormalDistributionFollowThePilots() {
		final double[] plain = normal(false, 2_000);
		final double[] informed = normal(true, 2_000);
		final int pilots = 125;
		for (int i = 0; i < pilots; i++) assertEquals(plain[i], informed[i]);
		for (int i = pilots; i < plain.length; i++) assertEquals(plain[i], informed[i], 1e-2);
		assertTrue(IntStream.range(pilots, plain.length).filter(i -> plain[i] != informed[i]).count() > 100);
	}

	/** Draws of a and b for each of several values of x, standard normal ones or all the same. */
	private static double[] given(final boolean usesPilots, final boolean varies, final int draws) {
		final SeededRandom rng = new SeededRandom(4, 1);
		final Draws known = new Draws(NORMAL.specification(), new int[] { 2 }, 2, draws, IntStream.range(0, 2 * draws).mapToDouble(
			i -> varies ? rng.nextGaussian() : 0.4).toArray());
		final double[][] rows = { { NAN, NAN, NAN }, { NAN, 0.5, NAN } };
		try (ConditionalSampler sampler = new ConditionalSampler(NORMAL, ConditionalDensityTest.gaussian(), new DefaultSolver(NORMAL)
			.ode(), Start.AT_MEAN, usesPilots, 1, Device.CPU))
		{
			final Draws drawn = sampler.sample(rows, 0, 2, known, new int[] { 0 }, 5, Progress.NONE);
			return IntStream.range(0, 2).boxed().flatMapToDouble(row -> Arrays.stream(drawn.column(row, 0))).map(a -> NORMAL.standardisation()
				.forward(0, a)).toArray();
		}
	}

	/** The denoiser is linear in a, b and x; at large levels a polynomial of a and x alone is near enough. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatIsGivenToEachDrawCounts(final boolean varies) {
		final double[] plain = given(false, varies, 2_000);
		final double[] informed = given(true, varies, 2_000);
		final int pilots = 125;
		int followed = 0;
		for (int i = 0; i < plain.length; i++) {
			assertEquals(plain[i], informed[i], i % 2_000 < pilots ? 0 : 0.1);
			if (plain[i] != informed[i]) followed++;
		}
		assertTrue(followed > 200, "followed: " + followed);
	}

	@Test
	void fewDrawsAreMadeByTheNetworkAlone() {
		assertEquals(Arrays.toString(normal(false, 191)), Arrays.toString(normal(true, 191)));
		assertNotEquals(Arrays.toString(normal(false, 192)), Arrays.toString(normal(true, 192)));
	}

	/** Hills at 1 and 3, twenty of their standard deviations apart: no polynomial of degree 3 tells which one a draw goes to. */
	@Test
	void whereThereAreTwoHillsTheNetworkIsAsked() {
		final double[][] draws = new double[2][];
		for (int k = 0; k < 2; k++) draws[k] = draw(MaximumPosteriorTest.bounded(), MaximumPosteriorTest.mixture(0.6, -1, 0.1, 1, 0.1),
			k == 1, 20_000, new double[] { NAN, 0 }).column(0, 0);
		assertTrue(IntStream.range(0, 20_000).filter(i -> Math.abs(draws[0][i] - draws[1][i]) > 0.02).count() < 500);
		assertTrue(IntStream.range(0, 20_000).filter(i -> Math.abs(draws[0][i] - draws[1][i]) > 0.5).count() < 100);
	}

	/** A hill with a hundredth of the draws: of 500 pilot draws five. */
	@Test
	void aSmallHillIsKept() {
		final long[] right = new long[2];
		for (int k = 0; k < 2; k++) right[k] = Arrays.stream(draw(MaximumPosteriorTest.bounded(), MaximumPosteriorTest.mixture(0.99, -1,
			0.1, 1, 0.1), k == 1, 20_000, new double[] { NAN, 0 }).column(0, 0)).filter(a -> Math.abs(a - 3) < 0.5).count();
		assertEquals(right[0], right[1], right[0] / 5.0, Arrays.toString(right));
	}

	/** A hill with a hundredth of the draws: of the 64 that are made first by the network, none for half of the observations. */
	@Test
	void smallHillsAreFoundByLaterDraws() {
		final double[][] rows = Stream.generate(() -> new double[] { NAN, 0 }).limit(100).toArray(double[][]::new);
		final long[] right = new long[2];
		for (int k = 0; k < 2; k++) {
			final Draws draws = draw(MaximumPosteriorTest.bounded(), MaximumPosteriorTest.mixture(0.99, -1, 0.1, 1, 0.1), k == 1, 1_000, rows);
			right[k] = IntStream.range(0, rows.length).mapToLong(i -> Arrays.stream(draws.column(i, 0)).filter(a -> Math.abs(a - 3) < 0.5)
				.count()).sum();
		}
		assertEquals(right[0], right[1], 0.3 * right[0], Arrays.toString(right));
	}

	/** Every tenth one is ten standard deviations away from the pilot draws. */
	@Test
	void drawsFarFromThePilotsGoThroughTheNetwork() {
		final int pilots = 125;
		try (ConditionalSampler sampler = new ConditionalSampler(ConditionalSamplerTest.untrained());
				ConditionalDenoiser network = sampler.denoiser(pilots, Progress.NONE); Workers workers = new Workers("test", 1))
		{
			final Given[] given = { given(sampler, NAN, NAN, 0.3, 0.9) };
			final FloatBuffer x = FloatBuffer.allocate(pilots * 4);
			final SeededRandom rng = new SeededRandom(2, 1);
			for (int i = 0; i < pilots; i++) network.observe(i, given[0]);
			for (int k = 0; k < x.capacity(); k++) x.put(k, (float) rng.nextGaussian());
			final FloatBuffer expected = FloatBuffer.allocate(x.capacity());
			final LearningRounds draws = new LearningRounds(new DrawBatch.Question(given, 500, new int[0], 1), pilots, workers);
			draws.learning(network, new int[pilots]).denoise(x, 1, expected);
			for (int i = 0; i < pilots; i += 10) x.put(i * 4, 10);
			network.denoise(x, 1, expected);
			final FloatBuffer actual = FloatBuffer.allocate(x.capacity());
			draws.informed(network, new int[pilots]).denoise(x, 1, actual);
			int followed = 0;
			for (int i = 0; i < pilots; i++) {
				if (i % 10 == 0) assertEquals(expected.get(i * 4), actual.get(i * 4), 1e-6f);
				else if (expected.get(i * 4) != actual.get(i * 4)) followed++;
			}
			assertTrue(followed > 100);
		}
	}

	/** So many that the pilot draws of all do not go through the network at once. */
	@Test
	void observationsDoNotDependOnTheirCompany() {
		final double[][] rows = new double[10][];
		for (int i = 0; i < rows.length; i++) rows[i] = new double[] { NAN, NAN, 0.1 * i, 0.9 };
		try (ConditionalSampler sampler = new ConditionalSampler(ConditionalSamplerTest.untrained())) {
			final Draws all = sampler.sample(rows, new int[] { 0, 1 }, 4_000, 3, Progress.NONE);
			final Draws last = sampler.sample(rows, 9, 10, new int[] { 0, 1 }, 4_000, 3, Progress.NONE);
			for (int i = 0; i < 4_000; i++) assertEquals(last.get(0, i, 1), all.get(9, i, 1), 1e-5);
		}
	}

	/** Of 200 draws of each of 60 observations one or two are outside the support, of which there may be one alone or with others. */
	@Test
	void drawsThatAreMadeAgainDoNotDependOnTheirCompany() {
		final double[][] rows = Stream.generate(() -> new double[] { NAN, 0 }).limit(60).toArray(double[][]::new);
		final Graph twoHills = MaximumPosteriorTest.mixture(0.5, -0.5, 0.7, 0.6, 0.5);
		try (ConditionalSampler sampler = new ConditionalSampler(MaximumPosteriorTest.bounded(), twoHills, new DefaultSolver(
			MaximumPosteriorTest.bounded()).sde(), Start.AT_MEAN, true, 1, Device.CPU))
		{
			final Draws all = sampler.sample(rows, new int[] { 0 }, 200, 3, Progress.NONE);
			for (int i = 0; i < rows.length; i++) assertArrayEquals(all.column(i, 0), sampler.sample(rows, i, i + 1, new int[] { 0 }, 200, 3,
				Progress.NONE).column(0, 0), 1e-5);
		}
	}

	@ParameterizedTest
	@CsvSource({ "191, 4000, 0", "192, 4000, 64", "1000, 64, 64", "1000, 63, 0", "2000, 4000, 125", "10000, 4000, 500",
		"10000, 300, 300" })
	void aSixteenthOfTheDrawsAreMadeFirst(final int draws, final int together, final int first) {
		try (Workers workers = new Workers("test", 1)) {
			final LearningRounds pilots = new LearningRounds(new DrawBatch.Question(new Given[0], draws, new int[0], 1), together, workers);
			assertEquals(first, pilots.next(0));
			assertEquals(first > 0, pilots.areWorthIt());
			if (first == 0) return;
			assertEquals(Math.max(1, together / (first / 2)), pilots.observations());
			assertEquals(3 * first / 2, pilots.next(first));
			assertEquals(draws, pilots.next(draws - 1));
		}
	}

	/** Shards of 512 samples of four columns each: those of the second one all together, the others apart. */
	@Test
	void samplesAreDenoisedAloneAsTogether() {
		final int samples = 1_200;
		try (ConditionalSampler sampler = new ConditionalSampler(ConditionalSamplerTest.untrained());
				ConditionalDenoiser denoiser = sampler.denoiser(samples, Progress.NONE))
		{
			final Given[] given = { given(sampler, NAN, NAN, 0.3, 0.9), given(sampler, 0.2, NAN, NAN, 1) };
			for (int i = 0; i < samples; i++) denoiser.observe(i, given[i % 3 == 0 ? 1 : 0]);
			final FloatBuffer x = FloatBuffer.allocate(samples * 4);
			for (int k = 0; k < x.capacity(); k++) x.put(k, k % 13 - 6);
			final FloatBuffer all = FloatBuffer.allocate(x.capacity());
			denoiser.denoise(x, 1, all);
			final BitSet asked = new BitSet();
			for (int i = 0; i < samples; i += i < 512 || i >= 1_024 ? 11 : 2) asked.set(i);
			final FloatBuffer some = FloatBuffer.allocate(x.capacity());
			denoiser.denoise(x, 1, some, asked);
			for (int k = 0; k < x.capacity(); k++) {
				final boolean isTogether = k / 4 / 512 == 1;
				assertEquals(isTogether || asked.get(k / 4) ? all.get(k) : 0, some.get(k), 1e-6f);
			}
		}
	}

	private static Given given(final ConditionalSampler sampler, final double... row) {
		return Given.of(sampler.marginal(), sampler.embedder(), row, 0);
	}
}
