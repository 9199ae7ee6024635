// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;

/**
 * {@link LynxHare} with the counts as functions of the year, so that any years may be missing. Priors, dynamics and
 * noise are the same, so that the posterior given all counts is too. Between whole years, a count is one
 * that would have been made then.
 */
@Plugin(type = SimulatorPlugin.class, name = LynxHareSeries.NAME, label = "Lynx and hare, any years")
public final class LynxHareSeries implements FunctionSimulator, SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "lynx_hare_series";

	/** Number of years of each species in a simulation. */
	public static final int PLACES = LynxHare.YEARS;
	private static final Index YEAR = new Index("year", "", LynxHare.FIRST_YEAR, LynxHare.FIRST_YEAR + LynxHare.YEARS - 1);

	private final ModelSpecification specification;
	private final int count;

	/** The task with as many years of each species as were recorded. */
	public LynxHareSeries() {
		this(PLACES);
	}

	/** @param places number of years of each species in a simulation */
	public LynxHareSeries(final int places) {
		count = places;
		specification = new ModelSpecification(NAME, Stream.concat(LynxHare.PARAMETERS.stream(), LynxHare.SPECIES.stream().map(
			species -> LynxHare.counts(species, 1).over(YEAR, places).memoryless())).toList());
	}

	@Override
	public ModelSpecification specification() {
		return specification;
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		final double[] years = Arrays.stream(places).map(year -> year - LynxHare.FIRST_YEAR).toArray();
		final JointTimes times = JointTimes.of(Arrays.copyOf(years, count), Arrays.copyOfRange(years, count, 2 * count));
		final double[][] solution = LynxHare.solve(theta, times.all());
		final double[] counts = new double[2 * count];
		for (int species = 0; species < 2; species++) {
			final double[] populations = times.select(species, solution[species]);
			for (int i = 0; i < count; i++) counts[species * count + i] = LynxHare.count(theta, species, populations[i], rng);
		}
		return counts;
	}
}
