// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;
import java.util.stream.IntStream;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ExpectedCoverage;
import io.github.inferj.diagnose.SbcRanks;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.SirdSeries;

/**
 * How often central intervals of the contact rate at random times hold the true value, given the data of
 * fresh simulations. A simulation is asked about as many of its times at once as the network was trained with.
 *
 * @param contactRate over all simulations and times
 */
record SirdCheck(ExpectedCoverage contactRate) {

	/** Number of times of each simulation. */
	static final int TIMES = 2 * SirdSeries.CONTACT_PLACES;

	private static final int EACH = SirdSeries.CONTACT_PLACES;
	private static final int FIRST = 2;
	private static final int DATA = 3 * SirdSeries.DATA_PLACES;

	/**
	 * @param model a network of {@link SirdSeries}
	 * @param count number of fresh simulations
	 * @param draws number of draws for each
	 * @param seed their seed
	 */
	static SirdCheck of(final JointModel model, final int count, final int draws, final long seed) {
		final Simulations fresh = SimulationRun.of(new SirdSeries(TIMES, SirdSeries.DATA_PLACES), count, SeedStream.FRESH_SIMULATIONS
			.seed(0)).run(Progress.NONE);
		final double[][] given = new double[2 * fresh.count()][];
		final double[][] truths = new double[given.length][EACH];
		for (int i = 0; i < given.length; i++) {
			given[i] = new double[model.specification().rowSize()];
			ask(fresh, i / 2, i % 2, given[i], truths[i]);
		}
		final int[] wanted = IntStream.range(FIRST, FIRST + EACH).toArray();
		final Draws drawn;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			drawn = sampler.sample(given, wanted, draws, seed, Progress.NONE);
		}
		final SbcRanks ranks = SbcRanks.of(drawn, truths);
		return new SirdCheck(ExpectedCoverage.ofCentralIntervals(ranks));
	}

	/** Fills in a row with the data of a simulation and every other of its contact times, and the true rates there. */
	private static void ask(final Simulations fresh, final int simulation, final int offset, final double[] given,
		final double[] truth)
	{
		Arrays.fill(given, 0, FIRST + EACH, Double.NaN);
		final int places = FIRST + TIMES + DATA;
		for (int k = 0; k < EACH; k++) {
			truth[k] = fresh.get(simulation, FIRST + 2 * k + offset);
			given[FIRST + EACH + DATA + k] = fresh.get(simulation, places + 2 * k + offset);
		}
		for (int k = 0; k < DATA; k++) {
			given[FIRST + EACH + k] = fresh.get(simulation, FIRST + TIMES + k);
			given[FIRST + 2 * EACH + DATA + k] = fresh.get(simulation, places + TIMES + k);
		}
	}
}
