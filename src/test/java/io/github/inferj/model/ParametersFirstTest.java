// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** A network of random weights for two parameters, a function f among the data (3 places) and a scalar x. */
class ParametersFirstTest {

	private static final double NAN = Double.NaN;
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("f").over(new Index("time", "s", 0, 10), 3), Variable.data("x"));
	private static final int F = 2;
	private static final int[] ALL = { 0, 1, 2, 3, 4, 5 };
	/** f is observed at one of three places; it is at one of two, and nothing else is; at both that there are. */
	private static final double[][] ROWS = { { NAN, NAN, 0.4, NAN, NAN, 0.7, 1, 4, 6 }, { NAN, 0.2, NAN, -0.3, NAN, NAN, 6, 2, NAN }, {
		NAN, NAN, 0.1, 0.6, NAN, NAN, 3, 5, NAN } };
	private static final int DRAWS = 5;

	private static JointModel untrained(final List<List<String>> conditionals) {
		final float[] weights = new JointNetwork(new Architecture(2, 8, 2, 2), Tokens.of(SPECIFICATION, EdgeMasks.DENSE)).layout()
			.initialise(new SeededRandom(1, 2));
		final SeededRandom rng = new SeededRandom(1, 3);
		for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * (float) rng.nextGaussian();
		return new JointModel(SPECIFICATION, Standardisation.of(new Simulations(SPECIFICATION, new SeededRandom(1, 1).doubles(50
			* SPECIFICATION.rowSize()).toArray(), 0)), new Architecture(2, 8, 2, 2), EdgeMasks.DENSE, new NoiseLevels(0.01, 5),
			Prediction.F, new Provenance(50, 1, 0, 1, "test", conditionals), weights);
	}

	private static Draws draw(final int... wanted) {
		try (ConditionalSampler sampler = new ConditionalSampler(untrained(List.of()))) {
			return sampler.sample(ROWS, wanted, DRAWS, 1, Progress.NONE);
		}
	}

	@Test
	void parametersDoNotDependOnPlacesThatNobodyObserved() {
		final double[][] without = new double[ROWS.length][];
		for (int i = 0; i < ROWS.length; i++) {
			without[i] = ROWS[i].clone();
			for (int k = 0; k < 3; k++) if (Double.isNaN(ROWS[i][F + k])) without[i][SPECIFICATION.size() + k] = NAN;
		}
		try (ConditionalSampler sampler = new ConditionalSampler(untrained(List.of()))) {
			assertArrayEquals(sampler.sample(without, new int[] { 0, 1 }, DRAWS, 1, Progress.NONE).values(), draw(ALL).of(0, 1).values(),
				1e-5);
		}
	}

	@Test
	void eachDrawOfAFunctionIsGivenOneOfTheParameters() {
		final Draws drawn = draw(ALL);
		try (ConditionalSampler sampler = new ConditionalSampler(untrained(List.of()))) {
			final Draws expected = sampler.sample(ROWS, 0, 2, drawn.of(0, 1), ALL, ~1L, Progress.NONE);
			for (int row = 0; row < 2; row++) for (final int c : ALL) assertArrayEquals(expected.column(row, c), drawn.column(row, c), 1e-5);
		}
		assertEquals(0.4, drawn.get(0, 0, F), 1e-6);
		assertEquals(0.7, drawn.get(0, 0, 5), 1e-6);
		assertEquals(NAN, drawn.get(1, 0, F + 2));
	}

	/** The last row has no place to draw: its x is drawn together with the parameters. */
	@Test
	void rowsAreAnsweredAsTheyAreAlone() {
		final JointModel model = untrained(List.of());
		final Draws whole = draw(ALL);
		assertArrayEquals(together(model).column(2, 5), whole.column(2, 5), 1e-5);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			for (int row = 0; row < ROWS.length; row++) {
				final Draws alone = sampler.sample(ROWS, row, row + 1, ALL, DRAWS, 1, Progress.NONE);
				for (final int c : ALL) assertArrayEquals(whole.column(row, c), alone.column(0, c), 1e-5);
			}
		}
	}

	private static Draws together(final JointModel model) {
		try (ConditionalSampler sampler = new ConditionalSampler(model, new DefaultSolver(model).sde(), Start.AT_MEAN, 1, Device.CPU)) {
			return sampler.sample(ROWS, ALL, DRAWS, 1, Progress.NONE);
		}
	}

	@Test
	void whatANetworkWasNotTrainedForIsNotAsked() {
		final JointModel model = untrained(List.of(List.of("x")));
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			assertArrayEquals(together(model).values(), sampler.sample(ROWS, ALL, DRAWS, 1, Progress.NONE).values(), 1e-5);
		}
	}

	@Test
	void progressRisesToItsEnd() {
		final List<Double> done = new ArrayList<>();
		try (ConditionalSampler sampler = new ConditionalSampler(untrained(List.of()))) {
			sampler.sample(ROWS, ALL, DRAWS, 1, (stage, now, total) -> done.add((double) now / total));
		}
		assertTrue(done.size() > 3);
		assertEquals(done.stream().sorted().toList(), done);
		assertEquals(1, done.get(done.size() - 1));
	}
}
