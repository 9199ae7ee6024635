// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

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
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
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

	@Test
	void choosesRowsByTheirDataAlone() {
		assertEquals(new Focus(List.of(10.0, 0.5), List.of(40.0, 2.0)), Focus.around(new double[] { 20, 1 }, 2));
		final int[] rows = Focus.around(new double[] { 20, 1 }, 2).rows(simulations());
		assertEquals(31, rows.length);
		assertEquals(9, rows[0]);
		assertEquals(39, rows[30]);
	}

	@Test
	void onlySamplesThatObserveAllDataComeFromTheRegion() {
		final Simulations simulations = simulations();
		final Standardisation scales = Standardisation.of(simulations);
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, SPECIFICATION);
		final TrainingSettings settings = SETTINGS.withFocus(Focus.around(new double[] { 60, 1 }, 2));
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
		final Trainer nowhere = new Trainer(SETTINGS.withFocus(Focus.around(new double[] { 1000, 1 }, 2)));
		assertTrue(assertThrows(InvalidInputException.class, () -> nowhere.train(simulations(), Optional.empty(), Progress.NONE))
			.getMessage().startsWith("focus: 0 of 200 simulations"));
		final Trainer wrong = new Trainer(SETTINGS.withFocus(Focus.around(new double[] { 1 }, 2)));
		assertTrue(assertThrows(InvalidInputException.class, () -> wrong.train(simulations(), Optional.empty(), Progress.NONE))
			.getMessage().contains("1 ranges, where model steps has 2 data columns"));
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
