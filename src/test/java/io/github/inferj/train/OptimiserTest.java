// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

class OptimiserTest {

	private static final float RATE = 0.01f;

	private final WeightLayout layout = WeightLayout.of((graph, weights) -> {
		weights.normal("vector", 1, 7);
		weights.scope("square").normal("matrix", 1, 16, 16);
	});
	private final float[] weights = normal(1);

	private float[] normal(final int seed) {
		final Random rng = new Random(seed);
		final float[] vector = new float[layout.count()];
		for (int i = 0; i < vector.length; i++) vector[i] = (float) rng.nextGaussian();
		return vector;
	}

	/** @return the weights after the first step */
	private float[] step(final double momentum, final double weightDecay) {
		final Graph graph = new Graph();
		final Shape shape = Shape.of(layout.count());
		Optimiser.addStep(graph, layout, graph.input(Optimiser.WEIGHTS, ElementType.FLOAT, shape), graph.input("gradient",
			ElementType.FLOAT, shape), 1, new Optimisation(OptionalDouble.of(RATE), momentum, weightDecay, false));
		final Map<String, Tensor> inputs = new HashMap<>(Map.of(Optimiser.WEIGHTS, Tensor.of(weights, layout.count()), "gradient",
			Tensor.of(normal(2), layout.count())));
		for (final String name : new String[] { Optimiser.MEAN, Optimiser.SQUARE, Optimiser.AVERAGE }) inputs.put(name, new Tensor(layout
			.count()));
		inputs.put(Optimiser.RATE, scalar(RATE));
		inputs.put(Optimiser.MEAN_CORRECTION, scalar((float) (1 / (1 - momentum))));
		inputs.put(Optimiser.SQUARE_CORRECTION, scalar(100));
		inputs.put(Optimiser.AVERAGE_DECAY, scalar(0.999f));
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor next = new Tensor(layout.count()))
		{
			session.run(inputs, Map.of(Optimiser.WEIGHTS + Optimiser.NEXT, next));
			return next.toArray();
		}
		finally {
			inputs.values().forEach(Tensor::close);
		}
	}

	private static Tensor scalar(final float value) {
		final Tensor scalar = new Tensor();
		scalar.data().put(0, value);
		return scalar;
	}

	@Test
	void everyWeightLosesTheSameShareWhateverItsStep() {
		final float[] without = step(0.9, 0);
		final float[] with = step(0.9, 0.5);
		for (int i = 0; i < weights.length; i++) assertEquals(-RATE * 0.5 * weights[i], with[i] - without[i], 1e-6, "weight " + i);
	}

	@Test
	void whatCannotBeUsedIsRefused() {
		assertThrows(InvalidInputException.class, () -> Optimisation.DEFAULT.withLearningRate(0));
		assertThrows(InvalidInputException.class, () -> Optimisation.DEFAULT.withLearningRate(Double.NaN));
		assertThrows(InvalidInputException.class, () -> new Optimisation(OptionalDouble.of(1e-3), 1, 0, false));
		assertThrows(InvalidInputException.class, () -> new Optimisation(OptionalDouble.of(1e-3), 0.9, -0.1, false));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.9, 0.95 })
	void aStepOfAdamHasTheSizeOfTheRate(final double momentum) {
		final float[] gradient = normal(2);
		final float[] next = step(momentum, 0);
		for (int i = 0; i < 7; i++) assertEquals(weights[i] - RATE * Math.signum(gradient[i]), next[i], 1e-5, "weight " + i);
	}
}
