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

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, rate(RATES[0]), rate(RATES[1]), rate(
		RATES[2]), rate(RATES[3]), species("prey"), species("predator"));

	private static Variable rate(final String name) {
		return Variable.parameter(name, LotkaVolterra.RATE_PRIOR).dependsOn();
	}

	private static Variable species(final String name) {
		return Variable.data(name).over(new Index("time", "", 0, LotkaVolterra.DURATION), PLACES).dependsOn(RATES)
			.memoryless();
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		final JointTimes times = JointTimes.of(Arrays.copyOf(places, PLACES), Arrays.copyOfRange(places, PLACES, 2 * PLACES));
		final double[][] solution = LotkaVolterra.of(theta).solve(times.all());
		final double[] data = new double[2 * PLACES];
		for (int species = 0; species < 2; species++) {
			final double[] exact = times.select(species, solution[species]);
			for (int i = 0; i < PLACES; i++) data[species * PLACES + i] = exact[i] + LotkaVolterra.NOISE_SD * rng.nextGaussian();
		}
		return data;
	}
}
