// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.GaussianLinear;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Networks for simulations that are normally distributed, which know the answer before they have learned anything. */
class GaussianTrainingTest {

	private static final int DRAWS = 10_000;

	/** a and b standard normal, x = a + b + noise of variance 1, y = f(b) + noise of variance 1. */
	private record Linear(DoubleUnaryOperator f) implements Simulator {

		private static final ModelSpecification SPECIFICATION = ModelSpecification.of("linear", Variable.parameter("a", Prior.normal(
			0, 1)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x"), Variable.data("y"));

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			return new double[] { theta[0] + theta[1] + rng.nextGaussian(), f.applyAsDouble(theta[1]) + rng.nextGaussian() };
		}
	}

	private static JointModel model;

	private static Simulations simulate(final DoubleUnaryOperator f) {
		return SimulationRun.of(new Linear(f), 4_000, 1).run(Progress.NONE);
	}

	private static TrainingSettings settings(final ModelSpecification specification) {
		return TrainingSettings.defaults(specification).withSteps(400).withBatchSize(64).withThreads(1).withArchitecture(
			new Architecture(1, 16, 2, 2));
	}

	private static JointModel train(final Simulations simulations, final TrainingSettings settings) {
		return new Trainer(settings).train(simulations, Optional.empty(), Progress.NONE);
	}

	@BeforeAll
	static void train() {
		model = train(simulate(b -> b), settings(Linear.SPECIFICATION));
	}

	@Test
	void normalSimulationsAreNoticed() {
		assertEquals(Prediction.GAUSSIAN, model.prediction());
		final JointModel other = train(simulate(b -> b * b), settings(Linear.SPECIFICATION));
		assertEquals(Prediction.F, other.prediction());
		assertEquals(Optional.empty(), other.gaussian());
		assertEquals(Prediction.F, train(simulate(b -> b), settings(Linear.SPECIFICATION).withPrediction(Prediction.F)).prediction());
	}

	@Test
	void declaredDependenciesAreThoseOfTheNormalDistributionWhereMasksFollowThem() {
		final Simulations simulations = SimulationRun.of(new GaussianLinear(), 500, 1).run(Progress.NONE);
		for (final EdgeMasks masks : EdgeMasks.values()) {
			final double[][] covariance = train(simulations, settings(simulations.specification()).withSteps(1).withEdgeMasks(masks)).gaussian()
				.orElseThrow().covariance();
			final int size = covariance.length / 2;
			for (int i = 0; i < size; i++) for (int j = 0; j < size; j++) assertEquals(masks == EdgeMasks.DENSE || i == j,
				covariance[i][size + j] != 0, masks + " " + i + " " + j);
		}
	}

	/**
	 * (a, b) given x = 2 and y = 1 has the precision matrix ((2, 1), (1, 3)) and the mean that times it gives (2, 3). Means of
	 * 10,000 draws scatter by 0.01 of a standard deviation; the rest of the tolerance is for 4,000 simulations.
	 */
	@Test
	void posteriorsAreRightAfterFewSteps() {
		final double mean = (3 * 2 - (2 + 1)) / 5.0;
		final double other = (2 * (2 + 1) - 2) / 5.0;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws draws = sampler.sample(new double[][] { { Double.NaN, Double.NaN, 2, 1 } }, new int[] { 0, 1 }, DRAWS, 1,
				Progress.NONE);
			assertMoments(draws, 0, mean, Math.sqrt(3 / 5.0));
			assertMoments(draws, 1, other, Math.sqrt(2 / 5.0));
		}
	}

	private static void assertMoments(final Draws draws, final int column, final double mean, final double sd) {
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < DRAWS; i++) {
			sum += draws.get(0, i, column);
			squares += Math.pow(draws.get(0, i, column), 2);
		}
		assertEquals(mean, sum / DRAWS, 0.15 * sd);
		assertEquals(1, Math.sqrt(squares / DRAWS - Math.pow(sum / DRAWS, 2)) / sd, 0.15);
	}

	/** The joint density is that of four standard normal variables: a, b, x - a - b and y - b. */
	@Test
	void densitiesIncludeTheApproximation() {
		final double[] row = { 0.5, -0.3, 0.9, 0.2 };
		final double expected = -2 * Math.log(2 * Math.PI) - (0.25 + 0.09 + 0.49 + 0.25) / 2;
		try (ConditionalDensity density = new ConditionalDensity(model)) {
			assertEquals(expected, density.logDensity(new double[][] { row }, new int[] { 0, 1, 2, 3 }, Progress.NONE)[0], 0.25);
		}
	}

	@Test
	void filesKeepTheApproximation(@TempDir final Path folder) {
		model.save(folder.resolve("model.onnx"));
		final JointModel loaded = JointModel.load(folder.resolve("model.onnx"));
		assertArrayEquals(model.gaussian().orElseThrow().covariance()[1], loaded.gaussian().orElseThrow().covariance()[1]);
		assertArrayEquals(draw(model), draw(loaded));
	}

	private static double[] draw(final JointModel of) {
		try (ConditionalSampler sampler = new ConditionalSampler(of)) {
			return sampler.sample(new double[][] { { Double.NaN, 0.4, Double.NaN, 1 } }, new int[] { 0, 2 }, 20, 1, Progress.NONE)
				.values();
		}
	}

	@Test
	void trainingGoesOnWithTheSameApproximation() {
		final JointModel next = new Trainer(settings(Linear.SPECIFICATION).withSteps(5), model).train(simulate(b -> b + 0.1), Optional
			.empty(), Progress.NONE);
		assertArrayEquals(model.gaussian().orElseThrow().mean(), next.gaussian().orElseThrow().mean());
	}

	@Test
	void functionsAreRefused() {
		final FunctionSimulator line = new FunctionSimulator() {

			@Override
			public ModelSpecification specification() {
				return ModelSpecification.of("line", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("y").over(new Index("time",
					"s", 0, 4), 3));
			}

			@Override
			public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
				return new double[] { theta[0], theta[0], theta[0] };
			}
		};
		final Simulations simulations = SimulationRun.of(line, 50, 1).run(Progress.NONE);
		assertThrows(InvalidInputException.class, () -> train(simulations, settings(line.specification()).withPrediction(
			Prediction.GAUSSIAN)));
		assertEquals(Prediction.F, train(simulations, settings(line.specification())).prediction());
	}
}
