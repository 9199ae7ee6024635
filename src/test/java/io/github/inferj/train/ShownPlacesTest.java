// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Standardisation;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Training on some places at a time of simulations that have more. */
class ShownPlacesTest {

	/** y(t) = a + t and z(t) = a - t, exactly: values tell their places. */
	private static final class Lines implements FunctionSimulator {

		private static final Index TIME = new Index("time", "s", 0, 10);
		private static final ModelSpecification SPECIFICATION = ModelSpecification.of("lines", Variable.parameter("a", Prior.uniform(
			0, 1)), Variable.data("y").over(TIME, 9), Variable.data("z").over(TIME, 3));

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
			final double[] values = new double[12];
			for (int i = 0; i < 12; i++) values[i] = theta[0] + (i < 9 ? places[i] : -places[i]);
			return values;
		}
	}

	private static final Simulations SIMULATIONS = SimulationRun.of(new Lines(), 40, 1).run(Progress.NONE);
	private static final TrainingSettings ALL = TrainingSettings.defaults(Lines.SPECIFICATION).withArchitecture(new Architecture(1, 8,
		2, 2)).withSteps(3).withBatchSize(32);
	private static final TrainingSettings SOME = ALL.withShownPlaces(4);
	private static final ModelSpecification SHOWN = SOME.shown(Lines.SPECIFICATION);

	private static JointModel train(final Trainer trainer) {
		return trainer.train(SIMULATIONS, Optional.empty(), Progress.NONE);
	}

	@Test
	void samplesHaveValuesOfOneSimulationAtTheirOwnPlaces() {
		assertEquals(Map.of("y", 4, "z", 3), SHOWN.places());
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, SHOWN).grouped();
		final TrainingData data = new TrainingData(SIMULATIONS, Optional.empty(), attention, SOME);
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(SOME.architecture(), Tokens.of(SHOWN, EdgeMasks.DENSE), data
			.prediction().hints()), attention, data.prediction(), data.gaussian());
		final Set<Float> places = new HashSet<>();
		try (BatchTensors batch = BatchTensors.of(32, denoiser, Optional.empty())) {
			for (int step = 1; step <= 40; step++) {
				data.fill(List.of(batch), step);
				for (int i = 0; i < 32; i++) {
					final int first = 8 * i;
					final double a = data.standardisation().inverse(0, batch.x().data().get(first));
					for (int c = 1; c < 8; c++) {
						final float place = batch.places().orElseThrow().data().get(first + c);
						final double t = 5 * (place + 1);
						assertEquals(c < 5 ? a + t : a - t, data.standardisation().inverse(c, batch.x().data().get(first + c)), 1e-4);
						if (c < 5) places.add(place);
						if (c > 1 && c != 5) assertTrue(place >= batch.places().orElseThrow().data().get(first + c - 1));
					}
				}
			}
		}
		assertEquals(38 * 9, places.size(), "all places of all simulations trained on are shown in time");
	}

	@Test
	void theModelHasThePlacesThatItWasShown() {
		final JointModel model = train(new Trainer(SOME));
		assertEquals(SHOWN, model.specification());
		requireSame(train(new Trainer(ALL)).standardisation().withPlaces(Lines.SPECIFICATION, SHOWN), model.standardisation());
		assertArrayEquals(train(new Trainer(ALL)).weights(), train(new Trainer(ALL.withShownPlaces(9))).weights());
	}

	private static void requireSame(final Standardisation expected, final Standardisation found) {
		for (int c = 0; c < SHOWN.size(); c++) for (final double x : new double[] { -3, 0.1, 7 }) {
			assertEquals(expected.forward(c, x), found.forward(c, x));
			assertEquals(expected.inverse(c, x), found.inverse(c, x));
		}
	}

	@Test
	void goesOnFromAModelOfAsManyPlaces() {
		final JointModel first = train(new Trainer(SOME));
		final JointModel second = train(new Trainer(SOME.withLearningRate(1e-9), first));
		assertArrayEquals(first.weights(), second.weights(), 1e-6f);
		requireSame(first.standardisation(), second.standardisation());
		assertTrue(assertThrows(InvalidInputException.class, () -> train(new Trainer(ALL, first))).getMessage().startsWith(
			"the model to start from is of lines, and its variables are not those of the simulations"));
	}

	/** Nodes of embedded variables follow the columns that are shown, of which there are fewer than simulations have. */
	@Test
	void signalsAreGivenBesideSomePlaces() {
		final ModelSpecification recorded = ModelSpecification.of("both", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("y")
			.over(Lines.TIME, 9), Variable.data("s", 16).signal());
		final Simulations simulations = new Simulations(recorded, new SeededRandom(1, 4).doubles(40 * recorded.rowSize()).toArray(), 0);
		final ModelSpecification shown = SOME.shown(recorded);
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, shown).grouped();
		final TrainingData data = new TrainingData(simulations, Optional.empty(), attention, SOME.withConditionals(ConditionalMixture.of(
			Conditional.given("s"))));
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(SOME.architecture(), Tokens.of(shown, EdgeMasks.DENSE), data
			.prediction().hints()), attention, data.prediction(), data.gaussian());
		try (BatchTensors batch = BatchTensors.of(32, denoiser, data.embeddingInputs(32))) {
			data.fill(List.of(batch), 1);
			for (final Tensor tensor : batch.embedded().orElseThrow().byName().values()) {
				boolean isShown = false;
				for (int i = 0; i < tensor.count(); i++) isShown |= tensor.data().get(i) != 0;
				assertTrue(isShown);
			}
		}
	}

	@Test
	void noPlacesAreRefused() {
		assertEquals("shown places = 0: training needs at least 1", assertThrows(InvalidInputException.class, () -> ALL.withShownPlaces(
			0)).getMessage());
	}
}
