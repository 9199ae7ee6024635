// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class AntitheticNoiseTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("counter", Variable.parameter("a", Prior.normal(0,
		1)), Variable.data("x"), Variable.data("y"));
	private static final int COLUMNS = 3;
	private static final TrainingSettings SETTINGS = TrainingSettings.defaults(SPECIFICATION).withPrediction(Prediction.F)
		.withEdgeMasks(EdgeMasks.DIRECTED).withArchitecture(new Architecture(1, 8, 2, 2));
	private static final int SIMULATIONS = 200;
	private static final int TRAINED = 190;

	private static Simulations simulations() {
		final double[] values = new double[COLUMNS * SIMULATIONS];
		for (int i = 0; i < values.length; i++) values[i] = i;
		return new Simulations(SPECIFICATION, values, 0);
	}

	private static void batches(final Optimisation optimisation, final int shardSize, final int steps,
		final Consumer<List<BatchTensors>> check)
	{
		final AttentionBias attention = new AttentionBias(SETTINGS.edgeMasks(), SPECIFICATION);
		final TrainingData data = new TrainingData(simulations(), Optional.empty(), attention, SETTINGS.withOptimisation(optimisation));
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(SETTINGS.architecture(), Tokens.of(SPECIFICATION, SETTINGS
			.edgeMasks())), attention, data.prediction());
		try (BatchTensors first = BatchTensors.of(shardSize, denoiser, Optional.empty());
				BatchTensors second = BatchTensors.of(shardSize, denoiser, Optional.empty()))
		{
			for (int step = 1; step <= steps; step++) {
				data.fill(List.of(first, second), step);
				check.accept(List.of(first, second));
			}
		}
	}

	private static float[] sample(final Tensor tensor, final int samples, final int i) {
		final int each = tensor.count() / samples;
		final float[] values = new float[each];
		tensor.data().get(i * each, values);
		return values;
	}

	private static List<Float> list(final float[] values) {
		final Float[] boxed = new Float[values.length];
		for (int i = 0; i < values.length; i++) boxed[i] = values[i];
		return List.of(boxed);
	}

	@Test
	void samplesComeInPairsThatDifferInTheSignOfTheirNoise() {
		batches(Optimisation.DEFAULT, 15, 4, shards -> {
			for (int k = 0; k < 30; k += 2) {
				final BatchTensors a = shards.get(k / 15);
				final BatchTensors b = shards.get((k + 1) / 15);
				for (final String name : Set.of(DenoiserGraph.X, DenoiserGraph.OBSERVED, DenoiserGraph.SIGMA, AttentionBias.INPUT))
					assertEquals(list(sample(a.byName().get(name), 15, k % 15)), list(sample(b.byName().get(name), 15, (k + 1) % 15)), name);
				final float[] plus = sample(a.noise(), 15, k % 15);
				final float[] minus = sample(b.noise(), 15, (k + 1) % 15);
				for (int c = 0; c < COLUMNS; c++) assertEquals(plus[c], -minus[c]);
			}
			assertNotEquals(list(sample(shards.get(0).x(), 15, 0)), list(sample(shards.get(0).x(), 15, 2)));
		});
	}

	@Test
	void anEpochShowsEverySimulationOnce() {
		final Map<List<Float>, Integer> pairs = new HashMap<>();
		batches(Optimisation.DEFAULT, 10, TRAINED / 10, shards -> {
			for (int k = 0; k < 20; k += 2) pairs.merge(list(sample(shards.get(k / 10).x(), 10, k % 10)), 1, Integer::sum);
		});
		assertEquals(TRAINED, pairs.size());
		assertEquals(Set.of(1), Set.copyOf(pairs.values()));
	}

	@Test
	void withoutPairsEverySampleHasItsOwnNoise() {
		final Optimisation single = new Optimisation(OptionalDouble.of(4e-3), 0.95, 0.1, false);
		final Map<Float, Integer> sizes = new HashMap<>();
		batches(single, 10, 1, shards -> shards.forEach(shard -> {
			for (int i = 0; i < 10; i++) sizes.merge(Math.abs(sample(shard.noise(), 10, i)[0]), 1, Integer::sum);
		}));
		assertEquals(20, sizes.size());
	}
}
