// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.FloatBuffer;
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
import io.github.inferj.model.DefaultSolver;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.MaximumPosterior;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.sample.DpmSolver;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * mu ~ N(0, 1) is seen by a set of n members with N(mu, 1), by a template of squared norm 9 of amplitude mu in white
 * noise, and by y ~ N(mu, 0.5^2). Given any of them mu is normal with precision 1 + n + 9 + 4.
 */
class EmbeddingTrainingTest {

	private static final int MEMBERS = 12;
	private static final int SAMPLES = 64;
	private static final double NORM = 9;
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
		simulations = SimulationRun.of(new Seen(), 20_000, 1).run(Progress.NONE);
		model = new Trainer(settings(1000)).train(simulations, Optional.empty(), Progress.NONE);
	}

	private static TrainingSettings settings(final int steps) {
		return TrainingSettings.defaults(Seen.SPECIFICATION).withArchitecture(new Architecture(1, 16, 2, 2)).withSteps(steps)
			.withBatchSize(128).withThreads(1).withLearningRate(5e-3).withConditionals(ConditionalMixture.of(Conditional.random(0.4)));
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

	private static ConditionalSampler sampler(final JointModel of) {
		return new ConditionalSampler(of, new DpmSolver(of.noise().grid(DefaultSolver.MOST_EVALUATIONS - 1)), Start.AT_MEAN, 1,
			Device.CPU);
	}

	private static double[] draws(final JointModel of, final double[] row, final int count) {
		try (ConditionalSampler sampler = sampler(of)) {
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
		assertEquals(exact[0], mean, 0.35, what);
		assertEquals(1, sd / exact[1], 0.4, what);
	}

	@Test
	void learnsEveryConditionalRoughly() {
		final Random rng = new Random(3);
		final double none = Double.NaN;
		assertLearned(model, MEMBERS, none, new double[0], new double[0]);
		assertLearned(model, MEMBERS, 0.8, new double[0], new double[0]);
		for (final int n : new int[] { 1, 2, 5, 12 }) assertLearned(model, MEMBERS, none, members(n, 0.7, rng), new double[0]);
		for (final double mu : new double[] { -1.5, 0, 1.5 }) assertLearned(model, MEMBERS, none, new double[0], trace(mu, rng));
		assertLearned(model, MEMBERS, -0.4, members(8, -0.7, rng), trace(-0.7, rng));
	}

	@Test
	void setsMayHaveMoreMembersThanSimulated() {
		final JointModel larger = model.withPlaces(Map.of("cells", 3 * MEMBERS));
		assertLearned(larger, 3 * MEMBERS, Double.NaN, members(MEMBERS, 0.7, new Random(4)), new double[0]);
	}

	@Test
	void orderOfMembersSaysNothingAtAll() {
		final double[] members = members(7, 0.2, new Random(5));
		final double[] reversed = new double[MEMBERS];
		Arrays.fill(reversed, Double.NaN);
		for (int i = 0; i < members.length; i++) reversed[MEMBERS - 1 - i] = members[i];
		assertArrayEquals(draws(model, row(0.1, members, new double[0], MEMBERS), 20), draws(model, row(0.1, reversed,
			new double[0], MEMBERS), 20));
	}

	@Test
	void absentMembersChangeNothing() {
		final double[] members = members(7, 0.2, new Random(5));
		final double[] padded = draws(model, row(0.1, members, new double[0], MEMBERS), 20);
		assertArrayEquals(padded, draws(model.withPlaces(Map.of("cells", 7)), row(0.1, members, new double[0], 7), 20), 1e-4);
		assertFalse(Arrays.equals(padded, draws(model, row(0.1, members(6, 0.2, new Random(5)), new double[0], MEMBERS), 20)));
	}

	@Test
	void densityOfAConditionalIsTheGaussian() {
		final double[] members = members(5, 0.5, new Random(6));
		final double[] trace = trace(0.5, new Random(7));
		final double[] row = row(0.4, members, trace, MEMBERS);
		final double[] exact = exact(0.4, members, trace);
		row[0] = exact[0];
		try (ConditionalDensity density = new ConditionalDensity(model); MaximumPosterior search = new MaximumPosterior(model)) {
			final double atMean = density.logDensity(new double[][] { row }, new int[] { 0 }, Progress.NONE)[0];
			assertEquals(-Math.log(exact[1] * Math.sqrt(2 * Math.PI)), atMean, 0.5);
			row[0] = Double.NaN;
			assertEquals(exact[0], search.find(new double[][] { row }, 1, Progress.NONE).get(0).values()[0], 0.35);
		}
	}

	@Test
	void conditionsHoldGivenASignal() {
		final double[] row = row(Double.NaN, new double[0], trace(0.5, new Random(8)), MEMBERS);
		try (ConstrainedSampler sampler = new ConstrainedSampler(model, Conditions.parse(Seen.SPECIFICATION, "mu > 0.3", ""))) {
			final Draws draws = sampler.sample(new double[][] { row }, new int[] { 0 }, 200, 1, Progress.NONE).draws();
			assertTrue(Arrays.stream(draws.values()).allMatch(mu -> mu >= 0.3));
		}
	}

	@Test
	void fileHoldsEverything() throws IOException {
		final Path file = folder.resolve("seen.onnx");
		model.save(file);
		final JointModel read = JointModel.load(file);
		assertEquals(model.specification(), read.specification());
		final double[] row = row(0.1, members(7, 0.2, new Random(5)), trace(0.1, new Random(9)), MEMBERS);
		assertArrayEquals(draws(model, row, 20), draws(read, row, 20));
	}

	/** The file's graph computes tokens from values each time; the sampler's takes them as an input. */
	@Test
	void tokensComputedOnceAreThoseComputedEachTime() {
		final double[] row = row(Double.NaN, members(7, 0.2, new Random(5)), trace(0.1, new Random(9)), MEMBERS);
		final float[] values = new float[MEMBERS + SAMPLES];
		for (int i = 0; i < values.length; i++) values[i] = (float) row[2 + i];
		final int batch = 3;
		try (EmbeddingInputs inputs = new EmbeddingInputs(Seen.SPECIFICATION, model.standardisation(), batch);
				Session whole = new Session(OnnxWriter.write(model.network(), "whole", Map.of()).toByteArray(), 1);
				Tensor denoised = new Tensor(batch, 2))
		{
			for (int i = 0; i < batch; i++) {
				inputs.show(i, 0, values, 0, new int[] { 6, 0, 2, 1, 3, 4, 5 });
				inputs.show(i, 1, values, MEMBERS);
			}
			final Map<String, Tensor> tensors = new HashMap<>(inputs.byName());
			tensors.put(DenoiserGraph.X, Tensor.of(new float[] { 0.3f, 0, -1, 2, 1, 1 }, batch, 2));
			tensors.put(DenoiserGraph.OBSERVED, new Tensor(batch, 2));
			tensors.put(DenoiserGraph.SIGMA, Tensor.of(new float[] { 0.5f, 0.1f, 2 }, batch, 1));
			whole.run(tensors, Map.of(DenoiserGraph.DENOISED, denoised));
			final float[] eachTime = denoised.toArray();
			try (ConditionalSampler sampler = new ConditionalSampler(model, (denoiser, noise, x) -> {
				for (int i = 0; i < batch; i++) {
					final FloatBuffer from = FloatBuffer.allocate(2 * batch);
					final FloatBuffer to = FloatBuffer.allocate(2 * batch);
					for (int k = 0; k < 2 * batch; k++) from.put(k, tensors.get(DenoiserGraph.X).data().get(k));
					denoiser.denoise(from, tensors.get(DenoiserGraph.SIGMA).data().get(i), to);
					for (int c = 0; c < 2; c++) assertEquals(eachTime[2 * i + c], to.get(2 * i + c), 1e-5);
				}
			}, 1, Device.CPU)) {
				sampler.sample(new double[][] { row }, new int[] { 0 }, batch, 1, Progress.NONE);
			}
			tensors.get(DenoiserGraph.X).close();
		}
	}

	@Test
	void checkpointResumesToTheSameBytes() throws IOException {
		final TrainingSettings settings = settings(40);
		final Path checkpoint = folder.resolve("seen.checkpoint");
		final Progress stopped = new Progress() {

			private long done;

			@Override
			public void report(final String stage, final long steps, final long total) {
				done = steps;
			}

			@Override
			public boolean cancelled() {
				return done >= 15;
			}
		};
		new Trainer(settings).train(simulations, Optional.of(checkpoint), stopped);
		final Path resumed = folder.resolve("resumed.onnx");
		final Path whole = folder.resolve("whole.onnx");
		new Trainer(settings).train(simulations, Optional.of(checkpoint), Progress.NONE).save(resumed);
		new Trainer(settings.withThreads(2)).train(simulations, Optional.empty(), Progress.NONE).save(whole);
		assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(resumed));
	}

	@Test
	void edgeMasksCountAnEmbeddedVariableAsOneNode() {
		final ModelSpecification specification = ModelSpecification.of("chain", Variable.parameter("a", Prior.normal(0, 1))
			.dependsOn(), Variable.parameter("b", Prior.normal(0, 1)).dependsOn("a"), Variable.data("trace", SAMPLES).signal()
				.dependsOn("b"), Variable.data("y").dependsOn("a"));
		assertEquals(4, specification.nodeCount());
		assertEquals(List.of("a", "b", "y", "trace"), specification.nodeNames());
		assertArrayEquals(new boolean[] { false, true, false, false }, specification.dependencies()[3]);
		final float[] bias = new AttentionBias(EdgeMasks.DIRECTED, specification).of(BitSet.valueOf(new long[] { 8 }));
		assertEquals(16, bias.length);
		assertEquals(0, bias[4 + 3], "b reads the trace");
		assertTrue(bias[2 * 4 + 3] < 0, "y reads the trace through a only");
		final Simulations few = new Simulations(specification, new Random(1).doubles(100L * specification.rowSize()).toArray(), 0);
		for (final EdgeMasks masks : EdgeMasks.values()) {
			final JointModel trained = new Trainer(settings(3).withEdgeMasks(masks).withBatchSize(8)).train(few, Optional.empty(),
				Progress.NONE);
			final double[] row = few.row(0);
			row[0] = row[1] = Double.NaN;
			final double[] given = drawn(trained, row);
			Arrays.fill(row, 3, row.length, Double.NaN);
			assertNotEquals(given[1], drawn(trained, row)[1]);
		}
	}

	private static double[] drawn(final JointModel of, final double[] row) {
		try (ConditionalSampler sampler = sampler(of)) {
			return sampler.sample(new double[][] { row }, new int[] { 0, 1 }, 1, 1, Progress.NONE).values();
		}
	}

	@Test
	void embeddedVariablesAreNeverDrawn() {
		for (final String name : List.of("trace", "cells", "data")) {
			final String message = assertThrows(InvalidInputException.class, () -> Seen.SPECIFICATION.columnsOf(List.of(name)))
				.getMessage();
			assertTrue(message.contains("given as a whole, but not drawn"), message);
		}
		assertArrayEquals(new int[] { 1, 2, 3 }, Seen.SPECIFICATION.nodesOf(List.of("data")));
		assertArrayEquals(new int[] { 1 }, Seen.SPECIFICATION.columnsOf(List.of("y")));
	}

	@Test
	void gapsAreRefused() {
		final double[] row = row(Double.NaN, new double[0], trace(0, new Random(1)), MEMBERS);
		row[2 + MEMBERS + 5] = Double.NaN;
		final String message = assertThrows(InvalidInputException.class, () -> draws(model, row, 1)).getMessage();
		assertTrue(message.startsWith("row 1: trace has 63 of 64 values"), message);
	}
}
