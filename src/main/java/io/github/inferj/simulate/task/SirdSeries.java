// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.FunctionSimulator;
import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * {@link Sird} as a task: recovery rate gamma, death rate delta and the contact rate as parameters, the latter a
 * function of time, and observations of infected, recovered and deaths as functions of time. Given the parameters at
 * finitely many times the observations depend on each other through the infected at time 0 and the contact rate in
 * between; both are drawn with the data, the latter from its distribution given its values in theta.
 */
@Plugin(type = SimulatorPlugin.class, name = SirdSeries.NAME, label = "SIRD epidemic")
public final class SirdSeries implements FunctionSimulator, SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "sird";

	/** Number of times of the contact rate in a simulation. */
	public static final int CONTACT_PLACES = 10;

	/** Number of times of each kind of observation in a simulation. */
	public static final int DATA_PLACES = 8;

	private static final int FIRST_CONTACT = 2;
	private static final Index TIME = new Index("time", "", 0, Sird.DURATION);
	private static final String CONTACT = "contact_rate";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("gamma", Sird.RATE_PRIOR).dependsOn(), //
		Variable.parameter("delta", Sird.RATE_PRIOR).dependsOn(), //
		Variable.parameter(CONTACT, Prior.drawnBySimulator()).withTransform(new Transform.Logit(0, 1)).over(TIME, CONTACT_PLACES)
			.dependsOn(), //
		population("infected", "gamma", "delta", CONTACT), //
		population("recovered", "gamma", "delta", CONTACT, "infected"), //
		population("deaths", "gamma", "delta", CONTACT, "infected", "recovered"));

	private static Variable population(final String name, final String... parents) {
		return Variable.data(name).withTransform(Transform.LOG).over(TIME, DATA_PLACES).dependsOn(parents);
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public void drawParameters(final double[] theta, final double[] places, final RandomGenerator rng) {
		final double[] rates = Arrays.stream(places, 0, CONTACT_PLACES).map(Sird.drawContactRate(rng)).toArray();
		System.arraycopy(rates, 0, theta, FIRST_CONTACT, CONTACT_PLACES);
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		final JointTimes times = JointTimes.of(observed(places, 0), observed(places, 1), observed(places, 2));
		final double[][] solution = new Sird(theta[0], theta[1], Sird.INITIAL_INFECTED_PRIOR.sample(rng), Sird.drawContactRate(
			Arrays.copyOf(places, CONTACT_PLACES), Arrays.copyOfRange(theta, FIRST_CONTACT, FIRST_CONTACT + CONTACT_PLACES), rng))
			.solve(times.all());
		final double[] data = new double[3 * DATA_PLACES];
		for (int group = 0; group < 3; group++) {
			final double[] exact = times.select(group, solution[1 + group]);
			for (int i = 0; i < DATA_PLACES; i++) data[group * DATA_PLACES + i] = Sird.observe(exact[i], rng);
		}
		return data;
	}

	private static double[] observed(final double[] places, final int group) {
		final int first = CONTACT_PLACES + group * DATA_PLACES;
		return Arrays.copyOfRange(places, first, first + DATA_PLACES);
	}
}
