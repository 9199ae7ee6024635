// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.Progress;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** How often a draw asks the network: sampling asks before each evaluation whether it is cancelled. */
class EvaluationsTest {

	private static final class Counter implements Progress {

		private final AtomicInteger asked = new AtomicInteger();

		@Override
		public void report(final String stage, final long done, final long total) {}

		@Override
		public boolean cancelled() {
			asked.incrementAndGet();
			return false;
		}
	}

	private static JointModel model(final int columns) {
		final ModelSpecification specification = ModelSpecification.of("many", Variable.parameter("a", Prior.normal(0, 1)), Variable
			.data("x", columns - 1));
		final double[] values = new Random(1).doubles(30L * columns).toArray();
		return new Trainer(TrainingSettings.defaults(specification).withSteps(1).withBatchSize(8).withArchitecture(new Architecture(1,
			8, 2, 2))).train(new Simulations(specification, values, 0), Optional.empty(), Progress.NONE);
	}

	@ParameterizedTest
	@CsvSource({ "2, 24", "20, 24", "21, 18", "30, 18" })
	void modelsOfFewColumnsAreAskedMoreOften(final int columns, final int evaluations) {
		final JointModel model = model(columns);
		final double[] row = new double[columns];
		Arrays.fill(row, 0.5);
		row[0] = Double.NaN;
		final Counter counter = new Counter();
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			sampler.sample(new double[][] { row }, new int[] { 0 }, 3, 1, counter);
		}
		assertEquals(evaluations, counter.asked.get());
		assertEquals(evaluations, new DefaultSolver(model).evaluations());
	}
}
