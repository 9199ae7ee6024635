// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

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

/** A network of random weights for a function f (4 places) between two scalars, and a function g (2 places). */
class FunctionSamplerTest {

	private static final double NAN = Double.NaN;
	private static final Index TIME = new Index("time", "s", 0, 10);
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)), Variable.data("f").over(TIME, 4), Variable.data("x"), Variable.data("g").over(TIME, 2));
	private static final JointModel MODEL = untrained();
	/** Two places of f, and one of g that does not exist. */
	private static final ModelSpecification OBSERVED = SPECIFICATION.withPlaces(Map.of("f", 2, "g", 1));
	private static final double[][] ROWS = { { NAN, 0.3, 0.5, 0.7, NAN, 1, 4, NAN }, { NAN, -0.2, NAN, NAN, NAN, 6, NAN, NAN } };

	private static JointModel untrained() {
		final float[] weights = new JointNetwork(new Architecture(2, 8, 2, 2), Tokens.of(SPECIFICATION, EdgeMasks.DENSE)).layout()
			.initialise(new SeededRandom(1, 2));
		final SeededRandom rng = new SeededRandom(1, 3);
		for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * (float) rng.nextGaussian();
		return new JointModel(SPECIFICATION, Standardisation.of(new Simulations(SPECIFICATION, new SeededRandom(1, 1).doubles(50
			* SPECIFICATION.rowSize()).toArray(), 0)), new Architecture(2, 8, 2, 2), EdgeMasks.DENSE, new NoiseLevels(0.01, 5),
			Prediction.F, new Provenance(50, 1, 0, 1, "test"), weights);
	}

	@Test
	void absentPlacesHaveNoDraws() {
		try (ConditionalSampler sampler = new ConditionalSampler(MODEL.at(OBSERVED))) {
			final Draws draws = sampler.sample(ROWS, new int[] { 0, 2, 4 }, 2, 1, Progress.NONE);
			for (int i = 0; i < 2; i++) {
				assertEquals(0.5, draws.get(0, i, 1), 1e-6);
				assertEquals(NAN, draws.get(1, i, 1));
				for (int row = 0; row < 2; row++) {
					assertTrue(Double.isFinite(draws.get(row, i, 0)));
					assertEquals(NAN, draws.get(row, i, 2));
				}
			}
		}
	}

	@Test
	void furtherPlacesAreLatentColumnsBehindThoseOfTheirFunction() {
		final FurtherPlaces further = new FurtherPlaces(OBSERVED, Map.of("f", new double[] { 8, 9, 10 }, "g", new double[] { 2 }));
		assertEquals(List.of("a", "f_1", "f_2", "f_3", "f_4", "f_5", "x", "g_1", "g_2"), further.specification().columnNames());
		assertArrayEquals(new int[] { 3, 4, 5, 8 }, further.columns());
		assertArrayEquals(new double[] { NAN, 0.3, 0.5, NAN, NAN, NAN, 0.7, NAN, NAN, 1, 4, 8, 9, 10, NAN, 2 }, further.extend(
			ROWS[0]));
		assertEquals(OBSERVED, new FurtherPlaces(OBSERVED, Map.of()).specification());
	}

	@Test
	void partsOfManyObservationsAreThoseOfTheWhole() {
		try (ConditionalSampler sampler = new ConditionalSampler(MODEL.withPlaces(Map.of("f", 2, "g", 1)))) {
			final Draws whole = sampler.sample(ROWS, new int[] { 0, 3 }, 5, 1, Progress.NONE);
			final Draws second = sampler.sample(ROWS, 1, 2, new int[] { 0, 3 }, 5, 1, Progress.NONE);
			assertEquals(1, second.observations());
			for (int c = 0; c < 2; c++) assertArrayEquals(whole.column(1, c), second.column(0, c), 1e-5);
			assertArrayEquals(whole.column(1, 1), whole.of(3).column(1, 0));
		}
	}

	/** So many draws of nothing for both rows. */
	private static final Draws NOTHING = new Draws(OBSERVED, new int[0], 2, 6, new double[0]);
	/** Draws of a for both rows. */
	private static final Draws SCALARS = new Draws(OBSERVED, new int[] { 0 }, 2, 3, new double[] { 0.1, -0.4, 0.8, 1.2, -0.3, 0.5 });

	private static Map<String, double[]> told(final Map<String, double[]> places, final Draws known, final Progress progress) {
		final Map<String, double[]> told = new HashMap<>();
		new FunctionSampler(MODEL, OBSERVED, places).sample(ROWS, known, 1, progress, (observation, function, place,
			draws) -> assertNull(told.put(observation + function + place, draws), "told once"));
		return told;
	}

	/** f has 4 places in a simulation, so that up to 8 go at once: of 11, 6 and then 5; of g, 1 and then none. */
	@Test
	void eachDrawIsGivenOneOfTheScalars() {
		final double[] f = TIME.even(11);
		final Map<String, double[]> told = told(Map.of("f", f, "g", new double[] { 5 }), SCALARS, Progress.NONE);
		assertEquals(2 * 12, told.size());
		final FurtherPlaces further = new FurtherPlaces(OBSERVED, Map.of("f", new double[] { f[6], f[7], f[8], f[9], f[10], NAN }, "g",
			new double[] { NAN }));
		final double[][] rows = new double[6][];
		for (int i = 0; i < 6; i++) {
			final double[] row = ROWS[i / 3].clone();
			row[0] = SCALARS.values()[i];
			rows[i] = further.extend(row);
		}
		final JointModel model = MODEL.at(further.specification());
		try (ConditionalSampler sampler = new ConditionalSampler(model, new DefaultSolver(model).ode(12), Start.AT_MEAN, 1,
			Device.CPU))
		{
			final Draws expected = sampler.sample(rows, further.columns(), 1, 1, Progress.NONE);
			for (int i = 0; i < 6; i++) for (int k = 0; k < 5; k++) assertEquals(expected.get(i, 0, k), told.get(i / 3 + "f" + (6 + k))[i
				% 3], 1e-5);
		}
	}

	@Test
	void drawsAreThinnedEvenly() {
		assertArrayEquals(new double[] { 0.1, -0.4, 1.2, -0.3 }, SCALARS.thinned(2).values());
		assertArrayEquals(new double[] { 0, 2, 4 }, new Draws(OBSERVED, new int[] { 0 }, 1, 6, new double[] { 0, 1, 2, 3, 4, 5 }).thinned(
			3).values());
		assertSame(SCALARS, SCALARS.thinned(3));
	}

	/** f has 4 places in a simulation and 2 observed ones, so that 2 go at once; of g, 2 do. */
	@Test
	void eachPlaceIsDrawnGivenTheObservations() {
		final double[] f = { 0.5, 2, 3, 7, 9 };
		final double[] g = { 5, 6, 7 };
		final Map<String, double[]> told = told(Map.of("f", f, "g", g), NOTHING, Progress.NONE);
		assertEquals(2 * 8, told.size());
		final Map<String, double[]> part = Map.of("f", new double[] { 3, 7 }, "g", new double[] { 7, NAN });
		final FurtherPlaces further = new FurtherPlaces(OBSERVED, part);
		try (ConditionalSampler sampler = new ConditionalSampler(MODEL.withPlaces(Map.of("f", 4, "g", 3)))) {
			final Draws expected = sampler.sample(new double[][] { further.extend(ROWS[0]), further.extend(ROWS[1]) }, further
				.columns(), 6, 1, Progress.NONE);
			for (int i = 0; i < 2; i++) {
				assertArrayEquals(expected.column(i, 0), told.get(i + "f2"), 1e-5);
				assertArrayEquals(expected.column(i, 1), told.get(i + "f3"), 1e-5);
				assertArrayEquals(expected.column(i, 2), told.get(i + "g2"), 1e-5);
			}
		}
	}

	/** In 100 parts, of which each draws a before the places. */
	@Test
	void hundredsOfPlacesAreReportedAndCanBeCancelled() {
		final List<Long> done = new ArrayList<>();
		told(Map.of("f", TIME.even(200)), NOTHING, (stage, now, total) -> {
			assertEquals(100 * 2 * 2 * 6, total);
			done.add(now);
		});
		assertEquals(100 * 2 * 2 * 6L, done.get(done.size() - 1));
		assertEquals(done.stream().sorted().distinct().toList(), done);
		assertThrows(CancellationException.class, () -> told(Map.of("f", new double[] { 1 }), NOTHING, new Progress() {

			@Override
			public void report(final String stage, final long now, final long total) {}

			@Override
			public boolean cancelled() {
				return true;
			}
		}));
	}
}
