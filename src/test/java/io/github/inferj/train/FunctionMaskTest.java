// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.variable.Dependencies;
import io.github.inferj.variable.DependencyGraph;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Edge masks of small networks on an Ornstein-Uhlenbeck process, which follow its places. */
class FunctionMaskTest {

	private static final int PLACES = 5;
	private static final TrainingSettings QUICK = TrainingSettings.defaults(new Walk().specification()).withSteps(20)
		.withBatchSize(32).withArchitecture(new Architecture(1, 16, 2, 2));

	/** x(t) fluctuates around 0 with standard deviation s and decay rate 1; t from 0 to 4. */
	private static final class Walk implements FunctionSimulator {

		private static final ModelSpecification SPECIFICATION = ModelSpecification.of("walk", Variable.parameter("s", Prior.uniform(1,
			2)).dependsOn(), Variable.data("x").over(new Index("time", "", 0, 4), PLACES).dependsOn("s").markov());

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
			final double[] x = new double[places.length];
			for (int i = 0; i < x.length; i++) {
				final double decay = i == 0 ? 0 : Math.exp(places[i - 1] - places[i]);
				x[i] = (i == 0 ? 0 : decay * x[i - 1]) + theta[0] * Math.sqrt(1 - decay * decay) * rng.nextGaussian();
			}
			return x;
		}
	}

	private static JointModel train(final EdgeMasks masks) {
		return new Trainer(QUICK.withEdgeMasks(masks)).train(SimulationRun.of(new Walk(), 200, 1).run(Progress.NONE), Optional
			.empty(), Progress.NONE);
	}

	private static BitSet set(final int... members) {
		return Arrays.stream(members).collect(BitSet::new, BitSet::set, BitSet::or);
	}

	/** Random groups: within each the mask of the scalars and its own places alone, and nothing between them. */
	@ParameterizedTest
	@EnumSource(value = EdgeMasks.class, names = "DENSE", mode = EnumSource.Mode.EXCLUDE)
	void masksAreThoseOfEachGroupsOwnPlaces(final EdgeMasks masks) {
		final AttentionBias attention = new AttentionBias(masks, Walk.SPECIFICATION).grouped();
		final Random random = new Random(29);
		for (int trial = 0; trial < 100; trial++) {
			final double[] places = random.doubles(PLACES + 1).toArray();
			final BitSet first = set(0), second = new BitSet(), observed = new BitSet();
			for (int c = 1; c <= PLACES; c++) (random.nextBoolean() ? first : second).set(c);
			for (int c = 0; c <= PLACES; c++) observed.set(c, random.nextBoolean());
			final float[] bias = attention.of(observed, second.isEmpty() ? List.of(first) : List.of(first, second), places);
			for (final BitSet group : List.of(first, second)) {
				final BitSet present = (BitSet) group.clone();
				present.set(0);
				final DependencyGraph graph = new Dependencies(Walk.SPECIFICATION).at(places, present);
				final boolean[][] mask = masks == EdgeMasks.UNDIRECTED ? graph.moral(group) : graph.faithfulInverse(observed, group);
				for (final int i : group.stream().toArray()) for (int j = 0; j <= PLACES; j++) assertEquals(mask[i][j], bias[i * (PLACES
					+ 1) + j] == 0, i + " reads " + j);
			}
		}
		assertThrows(IllegalArgumentException.class, () -> attention.of(new BitSet(), List.of(set(0, 1, 2, 3, 4, 5))));
	}

	/** With one layer, what a place's estimate depends on is what it reads. */
	@Test
	void placesReadTheirNeighboursInTime() {
		final JointModel model = train(EdgeMasks.UNDIRECTED);
		final float[] places = { 0, 0.5f, -0.9f, 0.1f, 0.9f, -0.3f };
		final int[] byTime = { 2, 5, 3, 1, 4 };
		for (int i = 0; i < PLACES; i++) {
			final BitSet expected = set(0, byTime[i], byTime[Math.max(0, i - 1)], byTime[Math.min(PLACES - 1, i + 1)]);
			assertEquals(expected, influencedBy(model, byTime[i], places));
		}
	}

	private static BitSet influencedBy(final JointModel model, final int column, final float[] places) {
		final float[] values = { 0.3f, -0.5f, 0.8f, 1.1f, 0.2f, -0.7f };
		final float[] before = denoise(model, values, places);
		values[column] = -1.4f;
		final float[] after = denoise(model, values, places);
		final BitSet influenced = new BitSet();
		for (int c = 0; c < values.length; c++) influenced.set(c, before[c] != after[c]);
		return influenced;
	}

	private static float[] denoise(final JointModel model, final float[] values, final float[] places) {
		final AttentionBias attention = model.attention();
		final double[] at = new double[places.length];
		Arrays.setAll(at, c -> places[c]);
		final int size = values.length;
		try (Session session = new Session(OnnxWriter.write(model.network(), "network", Map.of()).toByteArray(), 1);
			Tensor x = Tensor.of(values, 1, size);
			Tensor condition = Tensor.of(new float[size], 1, size);
			Tensor sigma = Tensor.of(new float[] { 0.5f }, 1, 1);
			Tensor time = Tensor.of(places, 1, size);
			Tensor bias = Tensor.of(attention.of(new BitSet(), List.of(set(0, 1, 2, 3, 4, 5)), at), 1, 1, size, size);
			Tensor denoised = new Tensor(1, size))
		{
			session.run(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, condition, DenoiserGraph.SIGMA, sigma, DenoiserGraph.PLACES,
				time, AttentionBias.INPUT, bias), Map.of(DenoiserGraph.DENOISED, denoised));
			return denoised.toArray();
		}
	}

	/** The order of a row's places and absent ones change neither masks nor densities. */
	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void densitiesFollowThePlacesAndNotTheColumns(final EdgeMasks masks) {
		final JointModel model = train(masks).withPlaces(Map.of("x", 4));
		final double nan = Double.NaN;
		final double[][] rows = { { 1.3, 0.4, -0.2, 0.9, nan, 0.5, 1.5, 3, nan }, { 1.3, 0.9, nan, 0.4, -0.2, 3, nan, 0.5, 1.5 } };
		try (ConditionalDensity density = new ConditionalDensity(model)) {
			final double[] found = density.logDensity(rows, new int[] { 0 }, Progress.NONE);
			assertEquals(found[0], found[1], 1e-4);
		}
	}
}
