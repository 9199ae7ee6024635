// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.AdaptiveSolver;
import io.github.inferj.sample.DpmSolver;
import io.github.inferj.sample.EulerMaruyama;
import io.github.inferj.sample.HeunSolver;
import io.github.inferj.sample.PredictorCorrector;
import io.github.inferj.sample.Sampler;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Every sampler with a network of random weights. */
class ConditionalSamplerTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x", 2));
	private static final NoiseLevels NOISE = new NoiseLevels(0.01, 5);
	private static final double NAN = Double.NaN;

	static JointModel untrained() {
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		final double[] values = new SeededRandom(1, 1).doubles(200).toArray();
		final Standardisation standardisation = Standardisation.of(new Simulations(SPECIFICATION, values, 0));
		return new JointModel(SPECIFICATION, standardisation, architecture, EdgeMasks.DIRECTED, NOISE, Prediction.F,
			new Provenance(50, 1, 0, 1, "test"), new JointNetwork(architecture, Tokens.scalars(4)).layout()
				.initialise(new SeededRandom(1, 2)));
	}

	static Stream<Sampler> samplers() {
		final double[] levels = NOISE.grid(6);
		return Stream.of(new DpmSolver(levels), new HeunSolver(levels), new HeunSolver(levels, HeunSolver.Churn.of(2)),
			new EulerMaruyama(levels), new PredictorCorrector(levels, 1, 0.5));
	}

	/** 4,096 draws go through the network at once: the last of these have company of another number. */
	@ParameterizedTest
	@MethodSource("samplers")
	void drawsDoNotDependOnTheirCompany(final Sampler sampler) {
		try (ConditionalSampler conditional = new ConditionalSampler(untrained(), sampler, 1, Device.CPU)) {
			final double[] x = { NAN, NAN, 0.3, 0.9 };
			final Draws many = conditional.sample(new double[][] { x }, new int[] { 0, 1, 2 }, 4_200, 3, Progress.NONE);
			final Draws few = conditional.sample(new double[][] { x }, new int[] { 0, 1, 2 }, 10, 3, Progress.NONE);
			final Draws mixed = conditional.sample(new double[][] { x, { 0.1, NAN, NAN, NAN } }, new int[] { 0, 1, 2 }, 10, 3,
				Progress.NONE);
			for (int i = 0; i < 10; i++) for (int c = 0; c < 3; c++) {
				assertEquals(few.get(0, i, c), many.get(0, i, c), 1e-5);
				assertEquals(few.get(0, i, c), mixed.get(0, i, c), 1e-5);
			}
			assertEquals(0.3, many.get(0, 4_199, 2), 1e-6);
			assertEquals(0.1, mixed.get(1, 3, 0), 1e-6);
			assertNotEquals(few.get(0, 0, 0), few.get(0, 1, 0));
		}
	}

	/** Fresh noise on the way, not only at the start. */
	@Test
	void drawsDoNotFollowTheProbabilityFlow() {
		final JointModel model = untrained();
		final double[][] rows = { { NAN, NAN, 0.3, 0.9 } };
		try (ConditionalSampler noisy = new ConditionalSampler(model);
				ConditionalSampler flow = new ConditionalSampler(model, new DefaultSolver(model).ode(), Start.AT_MEAN, 1, Device.CPU))
		{
			for (int i = 0; i < 10; i++) assertTrue(Math.abs(noisy.sample(rows, new int[] { 0 }, 10, 3, Progress.NONE).get(0, i, 0) - flow
				.sample(rows, new int[] { 0 }, 10, 3, Progress.NONE).get(0, i, 0)) > 1e-4);
		}
	}

	/** The mean where draws start belongs to their own observation, also where a batch begins in the midst of its draws. */
	@Test
	void meansDoNotDependOnTheirCompany() {
		try (ConditionalSampler conditional = new ConditionalSampler(untrained())) {
			final double[] x = { NAN, NAN, 0.3, 0.9 };
			final double[] y = { 0.1, NAN, NAN, NAN };
			final int draws = 9_000;
			final Draws one = conditional.sample(new double[][] { x }, new int[] { 0, 1, 2 }, draws, 3, Progress.NONE);
			final Draws both = conditional.sample(new double[][] { x, y, x }, new int[] { 0, 1, 2 }, draws, 3, Progress.NONE);
			final Draws last = conditional.sample(new double[][] { x, y, x }, 2, 3, new int[] { 0, 1, 2 }, draws, 3, Progress.NONE);
			for (int i = 0; i < draws; i++) for (int c = 0; c < 3; c++) {
				assertEquals(one.get(0, i, c), both.get(0, i, c), 1e-5);
				assertEquals(last.get(0, i, c), both.get(2, i, c), 1e-5);
			}
		}
	}

	/** Told of all draws in the end, and never of fewer than before. */
	private static final class Steady implements Progress {

		private long done;
		private long total = -1;

		@Override
		public void report(final String stage, final long now, final long all) {
			assertTrue(now >= done, now + " after " + done);
			done = now;
			total = all;
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	}

	/** @return draws of a variable of support 0 ... 4 by a network that takes it for normal, of standard deviation 0.5 */
	private static double[] bounded(final double mean) {
		final JointModel model = MaximumPosteriorTest.bounded();
		try (ConditionalSampler sampler = new ConditionalSampler(model, MaximumPosteriorTest.mixture(0.5, mean - 2, 0.5, mean - 2,
			0.5), new DpmSolver(model.noise().grid(40)), Start.AT_MEAN, 1, Device.CPU))
		{
			final Steady progress = new Steady();
			final double[] drawn = sampler.sample(new double[][] { { NAN, 0 } }, new int[] { 0 }, 20_000, 1, progress).column(0, 0);
			assertEquals(progress.total, progress.done);
			return drawn;
		}
	}

	/**
	 * A normal distribution one standard deviation inside the support, truncated: its mean is 0.5 + 0.5 phi(1) / Phi(1), and the
	 * share below 0.05 is (Phi(-0.9) - Phi(-1)) / Phi(1); mirrored, they would be 0.583 and 0.050. 20,000 draws: five
	 * standard errors are 0.013 and 0.006.
	 */
	@Test
	void drawsBeyondTheSupportAreDrawnAgain() {
		final double[] draws = bounded(0.5);
		assertTrue(Arrays.stream(draws).allMatch(x -> x >= 0));
		assertEquals(0.6438, Arrays.stream(draws).average().orElseThrow(), 0.013);
		assertEquals(0.0302, Arrays.stream(draws).filter(x -> x < 0.05).count() / 20_000.0, 0.006);
	}

	/** Simulated values of a are whole numbers; what is observed need not be one. */
	@Test
	void observedValuesAreRepeated() {
		final JointModel model = ConditionalDensityTest.untrainedOfWholeNumbers();
		try (ConditionalSampler sampler = new ConditionalSampler(model, ConditionalDensityTest.gaussian(), new DefaultSolver(model).ode(),
			Start.AT_MEAN, 1, Device.CPU))
		{
			final Draws draws = sampler.sample(new double[][] { { 2.3, NAN, 0.1 }, { NAN, NAN, 1e6 } }, new int[] { 0, 1, 2 }, 3, 1,
				Progress.NONE);
			for (int i = 0; i < 3; i++) {
				assertEquals(2.3, draws.get(0, i, 0));
				assertEquals(0.1, draws.get(0, i, 2));
				assertEquals(1e6, draws.get(1, i, 2));
				assertEquals(Math.rint(draws.get(1, i, 0)), draws.get(1, i, 0));
			}
		}
	}

	/** Four standard deviations outside, where drawing again would take 30,000 attempts: five standard errors are 0.018. */
	@Test
	void drawsThatStayBeyondTheSupportAreMirrored() {
		final double[] draws = bounded(-2);
		assertTrue(Arrays.stream(draws).allMatch(x -> x >= 0));
		assertEquals(2, Arrays.stream(draws).average().orElseThrow(), 0.018);
	}

	@ParameterizedTest
	@MethodSource("samplers")
	void anotherSeedDrawsOthers(final Sampler sampler) {
		try (ConditionalSampler conditional = new ConditionalSampler(untrained(), sampler, 1, Device.CPU)) {
			final double[][] rows = { { NAN, NAN, 0.3, 0.9 } };
			assertNotEquals(conditional.sample(rows, new int[] { 0 }, 1, 3, Progress.NONE).get(0, 0, 0), conditional.sample(rows,
				new int[] { 0 }, 1, 4, Progress.NONE).get(0, 0, 0));
		}
	}

	/** Few draws, which go through the network together, and a user who loses patience at the third evaluation. */
	@Test
	void stopsBetweenEvaluations() {
		final AtomicInteger polls = new AtomicInteger();
		final Progress impatient = new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {
				throw new AssertionError(done + " draws done");
			}

			@Override
			public boolean cancelled() {
				return polls.incrementAndGet() > 3;
			}
		};
		try (ConditionalSampler conditional = new ConditionalSampler(untrained())) {
			assertThrows(CancellationException.class, () -> conditional.sample(new double[][] { { NAN, NAN, 0.3, 0.9 } },
				new int[] { 0 }, 5, 3, impatient));
			assertEquals(4, polls.get());
			assertEquals(5, conditional.sample(new double[][] { { NAN, NAN, 0.3, 0.9 } }, new int[] { 0 }, 5, 3, Progress.NONE)
				.draws());
		}
	}

	/**
	 * The exact denoiser of a conditional with mean 1.2 and variance 0.21 of its first variable. 20,000
	 * draws: five standard errors are 0.016, and starting at zero puts the mean 0.054 off.
	 */
	@Test
	void startingAtTheMeanRemovesItsError() {
		assertEquals(0, meanError(Start.AT_MEAN), 0.016);
		assertEquals(-0.054, meanError(Start.AT_ZERO), 0.016);
	}

	private static double meanError(final Start start) {
		final JointModel model = ConditionalDensityTest.untrained(ConditionalDensityTest.SPECIFICATION, EdgeMasks.DENSE);
		try (ConditionalSampler sampler = new ConditionalSampler(model, ConditionalDensityTest.gaussian(), new DpmSolver(model.noise()
			.grid(40)), start, 1, Device.CPU))
		{
			final double[] a = sampler.sample(new double[][] { { NAN, NAN, 2 } }, new int[] { 0 }, 20_000, 1, Progress.NONE).column(0,
				0);
			return Arrays.stream(a).map(value -> model.standardisation().forward(0, value)).average().orElseThrow() - 1.2;
		}
	}

	/** Both follow the same equation from the same starting points. */
	@Test
	void adaptiveSolverAgreesWithManySteps() {
		final JointModel model = untrained();
		try (ConditionalSampler adaptive = new ConditionalSampler(model, new AdaptiveSolver(NOISE, 1e-4), 1, Device.CPU);
				ConditionalSampler heun = new ConditionalSampler(model, new HeunSolver(NOISE.grid(200)), 1, Device.CPU))
		{
			final double[][] rows = { { NAN, NAN, 0.3, 0.9 } };
			final Draws a = adaptive.sample(rows, new int[] { 0, 1 }, 50, 3, Progress.NONE);
			final Draws b = heun.sample(rows, new int[] { 0, 1 }, 50, 3, Progress.NONE);
			for (int i = 0; i < 50; i++) for (int c = 0; c < 2; c++) assertEquals(b.get(0, i, c), a.get(0, i, c), 2e-3);
		}
	}
}
