// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * {@link LotkaVolterra} as a task: four rates, and noisy observations of prey and predator as functions of time. Given
 * the rates, all observations are independent. The noise may make them negative.
 */
@Plugin(type = SimulatorPlugin.class, name = LotkaVolterraSeries.NAME, label = "Lotka-Volterra")
public final class LotkaVolterraSeries implements FunctionSimulator, SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "lotka_volterra";

	/** Number of times of each species in a simulation. */
	public static final int PLACES = 12;

	private static final String[] RATES = { "alpha", "beta", "gamma", "delta" };

	private final ModelSpecification specification;
	private final int count;

	/** The task with {@link #PLACES} times of each species. */
	public LotkaVolterraSeries() {
		this(PLACES);
	}

	/** @param places number of times of each species in a simulation */
	public LotkaVolterraSeries(final int places) {
		count = places;
		specification = ModelSpecification.of(NAME, rate(RATES[0]), rate(RATES[1]), rate(RATES[2]), rate(RATES[3]), species("prey",
			places), species("predator", places));
	}

	private static Variable rate(final String name) {
		return Variable.parameter(name, LotkaVolterra.RATE_PRIOR).dependsOn();
	}

	private static Variable species(final String name, final int places) {
		return Variable.data(name).over(new Index("time", "", 0, LotkaVolterra.DURATION), places).dependsOn(RATES)
			.memoryless();
	}

	@Override
	public ModelSpecification specification() {
		return specification;
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		final JointTimes times = JointTimes.of(Arrays.copyOf(places, count), Arrays.copyOfRange(places, count, 2
			* count));
		final double[][] solution = LotkaVolterra.of(theta).solve(times.all());
		final double[] data = new double[2 * count];
		for (int species = 0; species < 2; species++) {
			final double[] exact = times.select(species, solution[species]);
			for (int i = 0; i < exact.length; i++) data[species * count + i] = exact[i] + LotkaVolterra.NOISE_SD * rng
				.nextGaussian();
		}
		return data;
	}
}
