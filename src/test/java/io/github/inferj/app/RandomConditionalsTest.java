// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.inferj.Progress;
import io.github.inferj.reference.ConditionalReference;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.GaussianLinear;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.variable.ModelSpecification;

class RandomConditionalsTest {

	/** Answers with the column as value, the draw as fraction, and the seed it was asked with. */
	private static final class Recorder implements ConditionalReference {

		private final Set<Long> seeds = new HashSet<>();

		@Override
		public ModelSpecification specification() {
			return new TwoMoons().specification();
		}

		@Override
		public double logJoint(final double[] row) {
			return 0;
		}

		@Override
		public double[][] sample(final double[] given, final int draws, final long seed) {
			seeds.add(seed);
			final double[][] rows = new double[draws][given.length];
			for (int i = 0; i < draws; i++) for (int c = 0; c < given.length; c++) rows[i][c] = c + i / 1e3;
			return rows;
		}
	}

	@Test
	void theFirstOnesDoNotDependOnHowMany() {
		final double[][] five = RandomConditionals.given(new TwoMoons(), 5);
		final double[][] ten = RandomConditionals.given(new TwoMoons(), 10);
		assertEquals(10, ten.length);
		for (int k = 0; k < 5; k++) assertArrayEquals(five[k], ten[k]);
	}

	/**
	 * Of 2,000 masks of 20 columns each is 1 with probability 1/2, all and none having probability 2e-6: the share of ones
	 * has standard deviation 0.0025 overall, 0.011 in a column; false failures below 1e-6 each, 21 of them.
	 */
	@Test
	void masksAreBernoulliButNeitherAllNorNone() {
		final double[][] wide = RandomConditionals.given(new GaussianLinear(), 2_000);
		assertEquals(0.5, Arrays.stream(wide).flatMapToDouble(Arrays::stream).filter(Double::isNaN).count() / 40_000.0, 0.0125);
		for (int c = 0; c < 20; c++) {
			final int column = c;
			assertEquals(0.5, Arrays.stream(wide).filter(row -> Double.isNaN(row[column])).count() / 2_000.0, 0.055);
		}
		for (final double[] row : RandomConditionals.given(new TwoMoons(), 300)) {
			final long latent = Arrays.stream(row).filter(Double::isNaN).count();
			assertTrue(latent > 0 && latent < 4);
		}
	}

	/** Whatever the seed of training, its simulations are others than those conditioned on. */
	@Test
	void rowsAreNoTrainingSimulations() {
		final double[][] given = RandomConditionals.given(new TwoMoons(), 10);
		for (int seed = 0; seed < 20; seed++) {
			final Simulations training = SimulationRun.of(new TwoMoons(), 10, seed).run(Progress.NONE);
			for (final double[] row : given) for (int i = 0; i < 10; i++) for (int c = 0; c < 4; c++)
				assertTrue(row[c] != training.get(i, c));
		}
	}

	@Test
	void keepsTheLatentColumnsOfExactDraws() {
		final Recorder reference = new Recorder();
		final List<ReferenceConditional> conditionals = RandomConditionals.of(new TwoMoons(), reference, 10, 3);
		assertEquals(10, reference.seeds.size());
		for (final ReferenceConditional conditional : conditionals) {
			final int[] latent = conditional.latent();
			for (int i = 0; i < 3; i++) {
				final double fraction = i / 1e3;
				assertArrayEquals(Arrays.stream(latent).mapToDouble(c -> c + fraction).toArray(), conditional.samples()[i]);
			}
		}
	}

	@Test
	void everyStreamHasSeedsOfItsOwn() {
		final Set<Long> seeds = new HashSet<>();
		for (final SeedStream stream : SeedStream.values()) for (int item = 0; item < 100; item++) {
			assertTrue(stream.seed(item) < 0);
			assertTrue(seeds.add(stream.seed(item)));
		}
	}
}
