// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.Grouping;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class MarginalTrainingTest {

	private static final double NAN = Double.NaN;

	/** The tolerance of 0.01 is more than six standard deviations of a frequency. */
	@Test
	void drawsEachKindInItsShare() {
		final int draws = 100_000;
		final Random rng = new Random(1);
		final Map<Integer, Double> counts = new HashMap<>();
		final MarginalTraining marginals = new MarginalTraining(0, 0.3, 0.2);
		for (int i = 0; i < draws; i++) counts.merge(marginals.draw(6, rng).size(), 1.0 / draws, Double::sum);
		assertEquals(0.5, counts.get(1), 0.01);
		assertEquals(0.3, counts.get(3), 0.01);
		assertEquals(0.2, counts.get(6), 0.01);
		assertEquals(Set.of(Grouping.PAIRS, Grouping.SINGLES), marginals.groupings());
	}

	@Test
	void noneTakesNoRandomNumber() {
		final Random used = new Random(1);
		assertEquals(1, MarginalTraining.NONE.draw(4, used).size());
		assertEquals(new Random(1).nextLong(), used.nextLong());
	}

	@Test
	void refusesSharesAboveOne() {
		assertTrue(assertThrows(InvalidInputException.class, () -> new MarginalTraining(0.5, 0.4, 0.2)).getMessage().contains(
			"at most 1"));
		assertThrows(InvalidInputException.class, () -> new MarginalTraining(-0.1, 0, 0));
	}

	/**
	 * a ~ N(0, 1), b ~ N(a, 1), x ~ N(b, 1), with directed masks: without b, a given x is N(x / 3, 2 / 3),
	 * though neither reads the other in the whole graph. Tolerances are those of the small network, far above
	 * sampling error (sd / 100).
	 */
	@Test
	void marginalsAreRightWithoutTheOthers() {
		final ModelSpecification specification = ModelSpecification.of("chain", Variable.parameter("a", Prior.normal(0, 1))
			.dependsOn(), Variable.parameter("b", Prior.drawnBySimulator()).dependsOn("a"), Variable.data("x").dependsOn("b"));
		final double[] values = new double[3 * 4_000];
		for (int i = 0; i < 4_000; i++) {
			final SeededRandom rng = new SeededRandom(3, i);
			values[3 * i] = rng.nextGaussian();
			values[3 * i + 1] = values[3 * i] + rng.nextGaussian();
			values[3 * i + 2] = values[3 * i + 1] + rng.nextGaussian();
		}
		final TrainingSettings settings = TrainingSettings.defaults(specification).withSteps(1_000).withBatchSize(64)
			.withArchitecture(new Architecture(1, 16, 2, 2)).withEdgeMasks(EdgeMasks.DIRECTED).withConditionals(
				ConditionalMixture.ALL.withMarginals(MarginalTraining.STANDARD));
		final JointModel model = new Trainer(settings).train(new Simulations(specification, values, 0), Optional.empty(),
			Progress.NONE);
		assertMoments(draw(model, new double[] { NAN, NAN, 1.5 }, 0, 2), 0.5, Math.sqrt(2 / 3.0));
		assertMoments(draw(model, new double[] { NAN, NAN, NAN }, 2), 0, Math.sqrt(3));
	}

	private static double[] draw(final JointModel model, final double[] row, final int... kept) {
		try (ConditionalSampler sampler = new ConditionalSampler(model.marginal(kept))) {
			final Draws draws = sampler.sample(new double[][] { row }, new int[] { kept[0] }, 10_000, 5, Progress.NONE);
			return draws.column(0, 0);
		}
	}

	private static void assertMoments(final double[] values, final double mean, final double sd) {
		final double actual = Arrays.stream(values).average().orElseThrow();
		assertEquals(mean, actual, 0.15);
		assertEquals(sd, Math.sqrt(Arrays.stream(values).map(v -> (v - actual) * (v - actual)).average().orElseThrow()), 0.12);
	}
}
