// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.ConstrainedDraws;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.FunctionSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** A noisy straight line y(t) = a + b t as a function of time: every conditional is Gaussian and known. */
class FunctionTrainingTest {

	private static final double NOISE = 0.3;

	/** y(t) = a + b t + noise, t from 0 to 4. */
	private static final class Line implements FunctionSimulator {

		private static final ModelSpecification SPECIFICATION = ModelSpecification.of("line", Variable.parameter("a", Prior.normal(
			0, 1)), Variable.parameter("b", Prior.normal(0, 0.5)), Variable.data("y").over(new Index("time", "s", 0, 4), 5));

		@Override
		public ModelSpecification specification() {
			return SPECIFICATION;
		}

		@Override
		public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
			return Arrays.stream(places).map(t -> theta[0] + theta[1] * t + NOISE * rng.nextGaussian()).toArray();
		}
	}

	private static Simulations simulations;
	private static JointModel model;

	@BeforeAll
	static void train() {
		simulations = SimulationRun.of(new Line(), 4000, 1).run(Progress.NONE);
		final TrainingSettings settings = TrainingSettings.defaults(simulations.specification()).withArchitecture(new Architecture(
			2, 16, 2, 2)).withSteps(1500).withBatchSize(128);
		model = new Trainer(settings).train(simulations, Optional.empty(), Progress.NONE);
	}

	/** A row for the observations y at times t, then absent places. */
	private static double[] row(final int places, final double[] t, final double[] y) {
		final double[] row = new double[2 + 2 * places];
		Arrays.fill(row, Double.NaN);
		for (int i = 0; i < t.length; i++) {
			row[2 + i] = y[i];
			row[2 + places + i] = t[i];
		}
		return row;
	}

	private static double[] moments(final Draws draws, final int column) {
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < draws.draws(); i++) {
			sum += draws.get(0, i, column);
			squares += draws.get(0, i, column) * draws.get(0, i, column);
		}
		final double mean = sum / draws.draws();
		return new double[] { mean, Math.sqrt(squares / draws.draws() - mean * mean) };
	}

	/** Exact mean and standard deviation of a + b at a time under the posterior, by the normal equations. */
	private static double[] exact(final double[] t, final double[] y, final double at) {
		double aa = 1;
		double ab = 0;
		double bb = 4;
		double ya = 0;
		double yb = 0;
		for (int i = 0; i < t.length; i++) {
			aa += 1 / (NOISE * NOISE);
			ab += t[i] / (NOISE * NOISE);
			bb += t[i] * t[i] / (NOISE * NOISE);
			ya += y[i] / (NOISE * NOISE);
			yb += y[i] * t[i] / (NOISE * NOISE);
		}
		final double determinant = aa * bb - ab * ab;
		final double a = (bb * ya - ab * yb) / determinant;
		final double b = (aa * yb - ab * ya) / determinant;
		final double variance = (bb - 2 * ab * at + aa * at * at) / determinant;
		return new double[] { a + b * at, Math.sqrt(variance) };
	}

	@Test
	void simulatesAtOtherSortedPlacesEachTime() {
		for (int i = 0; i < 20; i++) {
			for (int k = 0; k < 5; k++) {
				final double t = simulations.get(i, 7 + k);
				assertTrue(t >= (k == 0 ? 0 : simulations.get(i, 6 + k)) && t <= 4);
			}
			assertTrue(simulations.get(i, 7) != simulations.get(i + 1, 7));
		}
	}

	/** Coarse: a network trained for seconds comes within 0.25 of means, 0.4 standard deviations of predictions, and 25 % of standard deviations. */
	@Test
	void infersFromAnyNumberOfPlaces() {
		final double[][] times = { { 1.5 }, { 0.3, 3.6 }, { 0.2, 1.1, 1.7, 2.9, 3.8 } };
		for (final double[] t : times) {
			final double[] y = Arrays.stream(t).map(at -> 0.8 - 0.3 * at).toArray();
			try (ConditionalSampler sampler = new ConditionalSampler(model.withPlaces(Map.of("y", t.length)))) {
				final Draws draws = sampler.sample(new double[][] { row(t.length, t, y) }, new int[] { 0, 1 }, 2000, 1, Progress.NONE);
				final double[] expected = exact(t, y, 0);
				final double[] found = moments(draws, 0);
				assertEquals(expected[0], found[0], 0.25, t.length + " places");
				assertEquals(1, found[1] / expected[1], 0.25, t.length + " places");
			}
		}
	}

	@Test
	void predictsAtTimesThatWereNotAsked() {
		final double[] row = row(3, new double[] { 0.5, 1.1, 3.5 }, new double[] { 0.65, 0.4, Double.NaN });
		try (ConditionalSampler sampler = new ConditionalSampler(model.withPlaces(Map.of("y", 3)))) {
			final double[] found = moments(sampler.sample(new double[][] { row }, new int[] { 4 }, 2000, 1, Progress.NONE), 0);
			final double[] expected = exact(new double[] { 0.5, 1.1 }, new double[] { 0.65, 0.4 }, 3.5);
			assertEquals(expected[0], found[0], 0.4 * expected[1]);
			assertEquals(1, found[1] / Math.hypot(expected[1], NOISE), 0.3);
		}
	}

	/** Coarse: the root mean square error of the means, which would be 0.37 if they did not depend on what was observed. */
	@Test
	void predictsAtManyMoreTimesThanWereSimulatedAtOnce() {
		final double[] t = { 0.2, 1.1, 1.7, 2.9, 3.8 };
		final double[] y = Arrays.stream(t).map(at -> 0.8 - 0.3 * at).toArray();
		final double[] wanted = new Index("time", "s", 0, 4).even(12);
		final double[] errors = new double[wanted.length];
		final double[] ratios = new double[wanted.length];
		final double[][] rows = { row(5, t, y) };
		final Draws known;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			known = sampler.sample(rows, new int[] { 0, 1 }, 1000, 1, Progress.NONE);
		}
		new FunctionSampler(model, model.specification(), Map.of("y", wanted)).sample(rows, known, 1, Progress.NONE, (observation, function, place, draws) -> {
				final double[] expected = exact(t, y, wanted[place]);
				final double mean = Arrays.stream(draws).average().orElseThrow();
				final double sd = Math.sqrt(Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
				errors[place] = mean - expected[0];
				ratios[place] = sd / Math.hypot(expected[1], NOISE);
			});
		assertEquals(0, Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElseThrow()), 0.15, Arrays.toString(errors));
		assertEquals(1, Arrays.stream(ratios).average().orElseThrow(), 0.35, Arrays.toString(ratios));
	}

	@Test
	void absentPlacesChangeNothing() {
		final double[] t = { 0.5, 2.5 };
		final double[] y = { 0.4, -0.2 };
		final int[] parameters = { 0, 1 };
		try (ConditionalSampler exactly = new ConditionalSampler(model.withPlaces(Map.of("y", 2)));
			ConditionalSampler padded = new ConditionalSampler(model.withPlaces(Map.of("y", 6))))
		{
			assertArrayEquals(exactly.sample(new double[][] { row(2, t, y) }, parameters, 50, 1, Progress.NONE).values(), padded
				.sample(new double[][] { row(6, t, y) }, parameters, 50, 1, Progress.NONE).values(), 1e-4);
		}
	}

	@Test
	void densitiesIgnoreAbsentPlaces() {
		final double[] t = { 0.5, 2.5 };
		final double[] y = { 0.4, -0.2 };
		final int[] parameters = { 0, 1 };
		final double[] two = row(2, t, y);
		final double[] four = row(4, t, y);
		two[0] = four[0] = 0.3;
		two[1] = four[1] = -0.1;
		try (ConditionalDensity exactly = new ConditionalDensity(model.withPlaces(Map.of("y", 2)));
			ConditionalDensity padded = new ConditionalDensity(model.withPlaces(Map.of("y", 4))))
		{
			assertArrayEquals(exactly.logDensity(new double[][] { two }, parameters, Progress.NONE), padded.logDensity(new double[][] {
				four }, parameters, Progress.NONE), 1e-3);
		}
	}

	/**
	 * The probability of conditions on two functions' values, of which one is latent and one absent, against the share
	 * of unconstrained draws that satisfy them: the standard deviation of the difference is below 0.015.
	 */
	@Test
	void conditionsOnPlacesHoldAndAbsentPlacesHaveNone() {
		final JointModel padded = model.withPlaces(Map.of("y", 4));
		final double[][] rows = { row(4, new double[] { 0.5, 1.1, 3.5 }, new double[] { 0.65, 0.4, Double.NaN }) };
		final int[] wanted = { 0, 4, 5 };
		final Conditions conditions = Conditions.parse(padded.specification(), "y_3=-1..0.2; y_4>9", "y_3 + a > 0.3");
		try (ConditionalSampler free = new ConditionalSampler(padded);
			ConstrainedSampler constrained = new ConstrainedSampler(padded, conditions))
		{
			final Draws all = free.sample(rows, wanted, 4000, 1, Progress.NONE);
			double share = 0;
			for (int i = 0; i < 4000; i++) {
				final double y = all.get(0, i, 1);
				if (y >= -1 && y <= 0.2 && y + all.get(0, i, 0) > 0.3) share += 1 / 4000.0;
			}
			final ConstrainedDraws found = constrained.sample(rows, wanted, 500, 1, Progress.NONE);
			assertEquals(share, found.probabilities()[0], 0.08);
			for (int i = 0; i < 500; i++) {
				final double y = found.draws().get(0, i, 1);
				assertTrue(y >= -1 && y <= 0.2 && y + found.draws().get(0, i, 0) > 0.3 - 1e-6, "draw " + i);
				assertTrue(Double.isNaN(found.draws().get(0, i, 2)));
			}
		}
		try (ConstrainedSampler sampler = new ConstrainedSampler(padded, Conditions.parse(padded.specification(), "",
			"max(y) < 3")))
		{
			assertEquals("row 1: constraint 'max(y) < 3' needs y_4, whose place is blank: give one, or leave out the constraint",
				assertThrows(InvalidInputException.class, () -> sampler.sample(rows, wanted, 10, 1, Progress.NONE)).getMessage());
		}
	}

	@Test
	void survivesItsFile(@TempDir final Path folder) {
		model.save(folder.resolve("line.onnx"));
		final JointModel read = JointModel.load(folder.resolve("line.onnx"));
		assertEquals(model.specification(), read.specification());
		assertArrayEquals(model.weights(), read.weights());
	}
}
