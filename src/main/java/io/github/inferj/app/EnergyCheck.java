// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.task.HodgkinHuxley;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Neurons that save energy (Gloeckler et al. 2024, section 4.4): parameters are drawn given all statistics of a
 * simulation but the energy, and given that the energy is in the lowest tenth of what it is without that condition;
 * then the simulator is run on them.
 *
 * @param inside for each neuron the share of the simulated energies that are in that interval
 */
record EnergyCheck(List<Double> inside) {

	private static final double LOWEST = 0.1;

	/**
	 * @param model a network of {@link HodgkinHuxley}
	 * @param count number of fresh simulations
	 * @param draws number of draws for each
	 * @param seed seed of the draws and of the runs on them
	 */
	static EnergyCheck of(final JointModel model, final int count, final int draws, final long seed) {
		final HodgkinHuxley neuron = new HodgkinHuxley();
		final ModelSpecification specification = model.specification();
		final int energy = specification.indexOf("energy");
		final int inData = energy - specification.parameterCount();
		final List<Double> inside = new ArrayList<>();
		final double[][] rows = RandomConditionals.data(neuron, count);
		for (int k = 0; k < rows.length; k++) {
			rows[k][energy] = Double.NaN;
			final double limit = lowest(model, rows[k], energy, draws, seed);
			final Draws saving;
			try (ConstrainedSampler sampler = new ConstrainedSampler(model, Conditions.parse(specification, String.format(Locale.ROOT,
				"energy<%.9g", limit), "")))
			{
				saving = sampler.sample(new double[][] { rows[k] }, specification.columnsOf(Role.PARAMETER), draws, seed, Progress.NONE)
					.draws();
			}
			int below = 0;
			for (int i = 0; i < draws; i++) {
				final double[] theta = Arrays.copyOfRange(saving.values(), i * saving.columns().length, (i + 1) * saving.columns().length);
				if (neuron.simulate(theta, new SeededRandom(seed, (long) k * draws + i))[inData] < limit) below++;
			}
			inside.add((double) below / draws);
		}
		return new EnergyCheck(inside);
	}

	private static double lowest(final JointModel model, final double[] row, final int energy, final int draws, final long seed) {
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final double[] energies = sampler.sample(new double[][] { row }, new int[] { energy }, draws, seed, Progress.NONE).values()
				.clone();
			Arrays.sort(energies);
			return energies[(int) (LOWEST * energies.length)];
		}
	}
}
