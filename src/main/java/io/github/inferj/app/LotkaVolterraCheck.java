// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;
import java.util.List;

import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.task.LotkaVolterra;
import io.github.inferj.simulate.task.LotkaVolterraReference;
import io.github.inferj.simulate.task.LotkaVolterraReference.Series;
import io.github.inferj.simulate.task.LotkaVolterraSeries;

/**
 * A network of {@link LotkaVolterraSeries} against long Markov chain Monte Carlo runs, for simulations with
 * random times.
 *
 * @param c2st one for each conditional
 */
record LotkaVolterraCheck(List<Double> c2st) {

	/**
	 * @param given rows of the task, NaN where latent
	 * @param draws number of draws compared for each
	 * @param seed seed of the network's draws
	 */
	static LotkaVolterraCheck of(final JointModel model, final double[][] given, final int draws, final long seed) {
		final List<ReferenceConditional> conditionals = RandomConditionals.of(given, LotkaVolterraCheck::sample, draws);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			return new LotkaVolterraCheck(conditionals.stream().map(conditional -> TimedDraws.of(sampler, conditional, draws, seed)
				.c2st(conditional)).toList());
		}
	}

	/** @return {@code draws x columns} of rates and observations given a row of the task, NaN where latent */
	static double[][] sample(final double[] row, final int draws, final long seed) {
		return new LotkaVolterraReference(Arrays.copyOf(row, LotkaVolterra.RATES), series(row, 0), series(row, 1)).sample(draws,
			seed);
	}

	private static Series series(final double[] row, final int species) {
		final int values = LotkaVolterra.RATES + species * LotkaVolterraSeries.PLACES;
		final int times = values + 2 * LotkaVolterraSeries.PLACES;
		return new Series(Arrays.copyOfRange(row, times, times + LotkaVolterraSeries.PLACES), Arrays.copyOfRange(row, values, values
			+ LotkaVolterraSeries.PLACES));
	}
}
