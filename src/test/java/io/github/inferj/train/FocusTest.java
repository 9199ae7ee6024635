// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class FocusTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("steps", Variable.parameter("a", Prior.normal(0,
		1)), Variable.data("x"), Variable.data("y"));
	private static final TrainingSettings SETTINGS = TrainingSettings.defaults(SPECIFICATION).withBatchSize(64).withSteps(3)
		.withArchitecture(new Architecture(1, 8, 2, 2));

	/** Row i has x = 1 + i and y = 1. */
	private static Simulations simulations() {
		final double[] values = new double[3 * 200];
		for (int i = 0; i < 200; i++) {
			values[3 * i] = i % 7;
			values[3 * i + 1] = 1 + i;
			values[3 * i + 2] = 1;
		}
		return new Simulations(SPECIFICATION, values, 0);
	}

	private static Focus around(final double x, final double y, final double factor) {
		return Focus.around(SPECIFICATION, new double[] { Double.NaN, x, y }, factor);
	}

	private static void requireMessage(final String expected, final Focus focus) {
		final Trainer trainer = new Trainer(SETTINGS.withFocus(focus));
		assertEquals(expected, assertThrows(InvalidInputException.class, () -> trainer.train(simulations(), Optional.empty(),
			Progress.NONE)).getMessage());
	}

	@Test
	void dataMayDifferByAFactor() {
		final Focus focus = around(20, 1, 2);
		assertEquals(new Focus(List.of(new Focus.Band("x", List.of(), List.of(10.0), List.of(40.0)), new Focus.Band("y", List.of(), List.of(
			0.5), List.of(2.0)))), focus);
		final FocusRegion region = new FocusRegion(focus, SPECIFICATION);
		final BitSet all = BitSet.valueOf(new long[] { 7 });
		assertTrue(region.contains(all, c -> new double[] { -1, 10, 2 }[c], c -> 0));
		assertFalse(region.contains(all, c -> new double[] { -1, 9.9, 2 }[c], c -> 0));
		assertFalse(region.contains(all, c -> new double[] { -1, 10, 2.1 }[c], c -> 0));
		assertTrue(region.contains(BitSet.valueOf(new long[] { 3 }), c -> new double[] { -1, 10, 2.1 }[c], c -> 0), "y does not count");
		assertTrue(new FocusRegion(around(20, Double.NaN, 2), SPECIFICATION).contains(all, c -> new double[] { -1, 10, -5 }[c],
			c -> 0), "nothing known of y");
	}

	@Test
	void rangesOfFunctionsAreInterpolated() {
		final ModelSpecification observed = ModelSpecification.of("function", Variable.parameter("a", Prior.normal(0, 1)), Variable.data(
			"f").over(new Index("time", "", 0, 10), 3));
		final Focus focus = Focus.around(observed, new double[] { Double.NaN, 2, Double.NaN, 6, 4, 5, 8 }, 2);
		assertEquals(List.of(new Focus.Band("f", List.of(4.0, 8.0), List.of(1.0, 3.0), List.of(4.0, 12.0))), focus.bands());
		final FocusRegion region = new FocusRegion(focus, observed.withPlaces(Map.of("f", 1)));
		final BitSet all = BitSet.valueOf(new long[] { 3 });
		for (final double[] placeLowestHighest : new double[][] { { 0, 1, 4 }, { 4, 1, 4 }, { 5, 1.5, 6 }, { 8, 3, 12 }, { 10, 3, 12 } }) {
			final double scaled = placeLowestHighest[0] / 5 - 1;
			for (int side = 1; side <= 2; side++) {
				final double end = placeLowestHighest[side];
				final double inwards = side == 1 ? 1e-9 : -1e-9;
				assertTrue(region.contains(all, c -> end + inwards, c -> scaled));
				assertFalse(region.contains(all, c -> end - inwards, c -> scaled));
			}
		}
	}

	/**
	 * A fifth of the values y(t) = a + t are 100 too large, and the focus is on those that are not. A sample has columns a, two
	 * places of a function that is a parameter too, and four of y.
	 */
	@Test
	void onlyPlacesThatAreShownBesideAllParametersCount() {
		final Index time = new Index("time", "", 0, 10);
		final ModelSpecification recorded = ModelSpecification.of("jumps", Variable.parameter("a", Prior.uniform(0, 1)), Variable.parameter(
			"f", Prior.drawnBySimulator()).over(time, 2), Variable.data("y").over(time, 9));
		final SeededRandom rng = new SeededRandom(1, 1);
		final double[] values = new double[800 * 23];
		for (int row = 0; row < 800; row++) {
			final int first = 23 * row;
			for (int c = 0; c < 3; c++) values[first + c] = rng.nextDouble();
			for (int i = 0; i < 2; i++) values[first + 12 + i] = i;
			for (int i = 0; i < 9; i++) {
				values[first + 14 + i] = i + rng.nextDouble();
				values[first + 3 + i] = values[first] + values[first + 14 + i] + (rng.nextDouble() < 0.2 ? 100 : 0);
			}
		}
		final TrainingSettings settings = SETTINGS.withShownPlaces(4).withConditionals(ConditionalMixture.of(Conditional.POSTERIOR,
			Conditional.JOINT)).withFocus(new Focus(List.of(new Focus.Band("y", List.of(0.0, 10.0),
			List.of(0.0, 10.0), List.of(50.0, 60.0)))));
		final ModelSpecification shown = settings.shown(recorded);
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, shown).grouped();
		final TrainingData data = new TrainingData(new Simulations(recorded, values, 0), Optional.empty(), attention, settings);
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(settings.architecture(), Tokens.of(shown, EdgeMasks.DENSE), data
			.prediction().hints()), attention, data.prediction(), data.gaussian());
		int hidden = 0;
		int partOfParameters = 0;
		int otherQuestion = 0;
		try (BatchTensors batch = BatchTensors.of(64, denoiser, Optional.empty())) {
			for (int step = 1; step <= 20; step++) {
				data.fill(List.of(batch), step);
				for (int i = 0; i < 64; i++) {
					final int sample = i;
					final boolean isPosterior = IntStream.range(0, 7).allMatch(c -> batch.observed().data().get(7 * sample + c) == (c < 3 ? 0
						: 1));
					final BitSet beside = new BitSet();
					for (int c = 0; c < 7; c++) beside.set(c, batch.bias().orElseThrow().data().get(49 * i + c) == 0);
					for (int c = 3; c < 7; c++) {
						if (data.standardisation().inverse(c, batch.x().data().get(7 * i + c)) < 60) continue;
						if (!isPosterior) otherQuestion++;
						else if (beside.get(1) && beside.get(2)) {
							assertFalse(beside.get(c), "outside of the region");
							hidden++;
						}
						else if (beside.get(c)) partOfParameters++;
					}
				}
			}
		}
		assertTrue(hidden > 10 && partOfParameters > 10 && otherQuestion > 100, hidden + ", " + partOfParameters + ", " + otherQuestion);
	}

	@Test
	void onlySamplesThatObserveAllDataComeFromTheRegion() {
		final Simulations simulations = simulations();
		final Standardisation scales = Standardisation.of(simulations);
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, SPECIFICATION);
		final TrainingSettings settings = SETTINGS.withFocus(around(60, 1, 2));
		final TrainingData data = new TrainingData(simulations, Optional.empty(), attention, settings);
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(settings.architecture(), Tokens.of(SPECIFICATION,
			EdgeMasks.DENSE), data.prediction().hints()), attention, data.prediction(), data.gaussian());
		int outside = 0;
		try (BatchTensors batch = BatchTensors.of(64, denoiser, Optional.empty())) {
			for (int step = 1; step <= 10; step++) {
				data.fill(List.of(batch), step);
				for (int i = 0; i < 64; i++) {
					final boolean all = batch.observed().data().get(3 * i + 1) == 1 && batch.observed().data().get(3 * i + 2) == 1;
					final double x = scales.inverse(1, batch.x().data().get(3 * i + 1));
					final boolean inside = x > 29.5 && x < 120.5;
					assertTrue(inside || !all, "x = " + x);
					if (!inside) outside++;
				}
			}
		}
		assertTrue(outside > 100, "the others come from everywhere");
	}

	@Test
	void badRegionsAreRefused() {
		requireMessage("focus: 0 of 200 simulations have such data; widen it or simulate more", around(1000, 1, 2));
		requireMessage("focus: 2 ranges of x, which has 1 components: give one for each", new Focus(List.of(new Focus.Band("x", List.of(),
			List.of(1.0, 1.0), List.of(2.0, 2.0)))));
		requireMessage("focus: a is a parameter; name data variables", new Focus(List.of(new Focus.Band("a", List.of(), List.of(0.0),
			List.of(1.0)))));
		requireMessage("focus: x is no function: its ranges have no places", new Focus(List.of(new Focus.Band("x", List.of(0.0), List.of(
			0.0), List.of(1.0)))));
		assertEquals("focus: y = -1.0: factors are of positive values", assertThrows(InvalidInputException.class, () -> around(1, -1, 2))
			.getMessage());
	}

	@Test
	void trainingGoesOnFromAModel() {
		final JointModel first = new Trainer(SETTINGS).train(simulations(), Optional.empty(), Progress.NONE);
		final JointModel second = new Trainer(SETTINGS.withLearningRate(1e-9), first).train(simulations(), Optional.empty(),
			Progress.NONE);
		assertArrayEquals(first.weights(), second.weights(), 1e-6f);
		assertEquals(first.standardisation(), second.standardisation());
		final Trainer other = new Trainer(SETTINGS.withArchitecture(new Architecture(2, 8, 2, 2)), first);
		assertTrue(assertThrows(InvalidInputException.class, () -> other.train(simulations(), Optional.empty(), Progress.NONE))
			.getMessage().startsWith("the model to start from has another network"));
	}
}
