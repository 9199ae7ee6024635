// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.inferj.Progress;
import io.github.inferj.reference.ConditionalReference;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;

/**
 * Random conditionals of a task's joint distribution (Gloeckler et al. 2024, section 4.1): simulated rows, of which
 * each column is given with probability 1/2, but neither all of them nor none. Conditional k depends on the task and
 * k alone.
 */
final class RandomConditionals {

	/** Draws from any conditional of a task, on any thread. */
	@FunctionalInterface
	interface Exact {

		/**
		 * @param given a row, NaN where latent
		 * @param draws their number
		 * @param seed their seed
		 * @return {@code draws x columns}, given values repeated
		 */
		double[][] sample(double[] given, int draws, long seed);
	}

	private RandomConditionals() {}

	/** @return what is given in so many conditionals, rows of a simulation, NaN where latent */
	static double[][] given(final Simulator simulator, final int count) {
		final double[][] given = rows(simulator, count);
		final int columns = simulator.specification().size();
		for (int k = 0; k < given.length; k++) {
			final boolean[] observed = mask(new SeededRandom(SeedStream.CONDITION_MASKS.seed(0), k), columns);
			for (int c = 0; c < columns; c++) if (!observed[c]) given[k][c] = Double.NaN;
		}
		return given;
	}

	/** @return the data of the same simulations */
	static double[][] data(final Simulator simulator, final int count) {
		final double[][] given = rows(simulator, count);
		for (final double[] row : given) Arrays.fill(row, 0, simulator.specification().parameterCount(), Double.NaN);
		return given;
	}

	private static double[][] rows(final Simulator simulator, final int count) {
		final Simulations simulations = SimulationRun.of(simulator, count, SeedStream.CONDITIONED_ROWS.seed(0)).run(
			Progress.NONE);
		return IntStream.range(0, simulations.count()).mapToObj(simulations::row).toArray(double[][]::new);
	}

	private static boolean[] mask(final RandomGenerator rng, final int width) {
		final boolean[] observed = new boolean[width];
		int count;
		do {
			count = 0;
			for (int c = 0; c < width; c++) {
				observed[c] = rng.nextBoolean();
				if (observed[c]) count++;
			}
		}
		while (count == 0 || count == width);
		return observed;
	}

	/** @return so many conditionals, each with so many exact draws */
	static List<ReferenceConditional> of(final Simulator simulator, final ConditionalReference reference, final int count,
		final int draws)
	{
		return of(given(simulator, count), reference::sample, draws);
	}

	/** @return a conditional for each given row, with so many exact draws */
	static List<ReferenceConditional> of(final double[][] given, final Exact reference, final int draws) {
		return IntStream.range(0, given.length).parallel().mapToObj(k -> ReferenceConditional.of(given[k], Arrays.stream(reference
			.sample(given[k], draws, SeedStream.REFERENCE_DRAWS.seed(k))))).toList();
	}
}
