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
	private static final String CONTACT = "contact_rate";
	private static final Index TIME = new Index("time", "", 0, Sird.DURATION);

	private final int contactPlaces;
	private final int dataPlaces;
	private final ModelSpecification specification;

	/** The task with its usual numbers of times. */
	public SirdSeries() {
		this(CONTACT_PLACES, DATA_PLACES);
	}

	/**
	 * @param contactPlaces number of times of the contact rate in a simulation
	 * @param dataPlaces number of times of each kind of observation in a simulation
	 */
	public SirdSeries(final int contactPlaces, final int dataPlaces) {
		this.contactPlaces = contactPlaces;
		this.dataPlaces = dataPlaces;
		specification = ModelSpecification.of(NAME, //
			Variable.parameter("gamma", Sird.RATE_PRIOR).dependsOn(), //
			Variable.parameter("delta", Sird.RATE_PRIOR).dependsOn(), //
			Variable.parameter(CONTACT, Prior.drawnBySimulator()).withTransform(new Transform.Logit(0, 1)).over(TIME, contactPlaces)
				.dependsOn(), //
			population("infected", "gamma", "delta", CONTACT), //
			population("recovered", "gamma", "delta", CONTACT, "infected"), //
			population("deaths", "gamma", "delta", CONTACT, "infected", "recovered"));
	}

	private Variable population(final String name, final String... parents) {
		return Variable.data(name).withTransform(Transform.LOG).over(TIME, dataPlaces).dependsOn(parents);
	}

	@Override
	public ModelSpecification specification() {
		return specification;
	}

	@Override
	public void drawParameters(final double[] theta, final double[] places, final RandomGenerator rng) {
		final double[] rates = Arrays.stream(places, 0, contactPlaces).map(Sird.drawContactRate(rng)).toArray();
		System.arraycopy(rates, 0, theta, FIRST_CONTACT, contactPlaces);
	}

	@Override
	public double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		final JointTimes times = JointTimes.of(observed(places, 0), observed(places, 1), observed(places, 2));
		final double[][] solution = new Sird(theta[0], theta[1], Sird.INITIAL_INFECTED_PRIOR.sample(rng), Sird.drawContactRate(
			Arrays.copyOf(places, contactPlaces), Arrays.copyOfRange(theta, FIRST_CONTACT, FIRST_CONTACT + contactPlaces), rng))
			.solve(times.all());
		final double[] data = new double[3 * dataPlaces];
		for (int group = 0; group < 3; group++) {
			final double[] exact = times.select(group, solution[1 + group]);
			for (int i = 0; i < dataPlaces; i++) data[group * dataPlaces + i] = Sird.observe(exact[i], rng);
		}
		return data;
	}

	private double[] observed(final double[] places, final int group) {
		final int first = contactPlaces + group * dataPlaces;
		return Arrays.copyOfRange(places, first, first + dataPlaces);
	}
}
