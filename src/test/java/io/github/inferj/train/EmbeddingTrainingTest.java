// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.MaximumPosterior;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * mu ~ N(0, 1) is seen by a set of n members with N(mu, 1), by a template of squared norm 4 of amplitude mu in white
 * noise, and by y ~ N(mu, 0.5^2). Given any of them mu is normal with precision 1 + n + 4 + 4.
 */
class EmbeddingTrainingTest {

	private static final int MEMBERS = 20;
	private static final int SAMPLES = 64;
	private static final double NORM = 4;
	private static final double Y_PRECISION = 4;

	private static final class Seen implements Simulator {

		private static final ModelSpecification SPECIFICATION = ModelSpecification.of("seen", Variable.parameter("mu", Prior.normal(
			0, 1)), Variable.data("cells", 1).set(MEMBERS), Variable.data("trace", SAMPLES).signal(), Variable.data("y"));

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			final double[] data = new double[MEMBERS + SAMPLES + 1];
			for (int i = 0; i < MEMBERS; i++) data[i] = theta[0] + rng.nextGaussian();
			for (int i = 0; i < SAMPLES; i++) data[MEMBERS + i] = theta[0] * template(i) + rng.nextGaussian();
			data[MEMBERS + SAMPLES] = theta[0] + rng.nextGaussian() / Math.sqrt(Y_PRECISION);
			return data;
		}
	}

	private static Simulations simulations;
	private static JointModel model;

	@TempDir
	Path folder;

	private static double template(final int i) {
		return Math.sqrt(2 * NORM / SAMPLES) * Math.cos(2 * Math.PI * 5 * i / SAMPLES);
	}

	@BeforeAll
	static void train() {
		simulations = SimulationRun.of(new Seen(), 8000, 1).run(Progress.NONE);
		model = new Trainer(settings(2500)).train(simulations, Optional.empty(), Progress.NONE);
	}

	private static TrainingSettings settings(final int steps) {
		return TrainingSettings.defaults(Seen.SPECIFICATION).withArchitecture(new Architecture(2, 16, 2, 2)).withSteps(steps)
			.withBatchSize(128).withThreads(2);
	}

	/** A row of mu, y, members and trace; NaN for what is not given. */
	private static double[] row(final double y, final double[] members, final double[] trace, final int most) {
		final double[] row = new double[2 + most + SAMPLES];
		Arrays.fill(row, Double.NaN);
		row[1] = y;
		System.arraycopy(members, 0, row, 2, members.length);
		System.arraycopy(trace, 0, row, 2 + most, trace.length);
		return row;
	}

	private static double[] members(final int count, final double mu, final Random rng) {
		return rng.doubles(count).map(u -> mu + rng.nextGaussian()).toArray();
	}

	private static double[] trace(final double mu, final Random rng) {
		final double[] trace = new double[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) trace[i] = mu * template(i) + rng.nextGaussian();
		return trace;
	}

	/** Exact mean and standard deviation of mu. */
	private static double[] exact(final double y, final double[] members, final double[] trace) {
		double precision = 1 + members.length;
		double weighted = Arrays.stream(members).sum();
		if (!Double.isNaN(y)) {
			precision += Y_PRECISION;
			weighted += Y_PRECISION * y;
		}
		if (trace.length > 0) precision += NORM;
		for (int i = 0; i < trace.length; i++) weighted += trace[i] * template(i);
		return new double[] { weighted / precision, 1 / Math.sqrt(precision) };
	}

	private static double[] draws(final JointModel of, final double[] row, final int count) {
		try (ConditionalSampler sampler = new ConditionalSampler(of)) {
			return sampler.sample(new double[][] { row }, new int[] { 0 }, count, 1, Progress.NONE).values();
		}
	}

	private static void assertLearned(final JointModel of, final int most, final double y, final double[] members,
		final double[] trace)
	{
		final double[] draws = draws(of, row(y, members, trace, most), 2000);
		final double mean = Arrays.stream(draws).average().orElseThrow();
		final double sd = Math.sqrt(Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
		final double[] exact = exact(y, members, trace);
		final String what = members.length + " members, y " + y + ", trace " + trace.length;
		System.out.println(what + " mean " + mean + " " + exact[0] + " sd " + sd + " " + exact[1]);
		assertEquals(exact[0], mean, 0.25, what);
		assertEquals(1, sd / exact[1], 0.3, what);
	}

	@Test
	void learnsEveryConditionalRoughly() {
		final Random rng = new Random(3);
		final double none = Double.NaN;
		assertLearned(model, MEMBERS, none, new double[0], new double[0]);
		assertLearned(model, MEMBERS, 0.8, new double[0], new double[0]);
		for (final int n : new int[] { 1, 2, 5, 20 }) assertLearned(model, MEMBERS, none, members(n, 0.7, rng), new double[0]);
		for (final double mu : new double[] { -1.5, 0, 1.5 }) assertLearned(model, MEMBERS, none, new double[0], trace(mu, rng));
		assertLearned(model, MEMBERS, -0.4, members(8, -0.7, rng), trace(-0.7, rng));
	}
}
