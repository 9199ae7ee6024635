// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * A neuron that answers a current pulse (Gloeckler et al. 2024, A2.2): the Hodgkin-Huxley equations with the rates of
 * Pospischil et al. 2008, for 200 ms from -65 mV, with a current of 4 uA/cm^2 from 50 to 150 ms and white noise
 * of 0.05 mV per square root of a ms on the voltage. The seven parameters have uniform priors: C 1 to 2
 * uF/cm^2; gNa 60 to 120, gK 10 to 30 and gL 0.1 to 0.5 mS/cm^2; ENa 40 to 70, EK -100 to -60 and EL -90 to
 * -60 mV.
 * <p>
 * The data are seven statistics of the voltage, those of Goncalves et al. 2020, and the energy, measured as the
 * charge that enters through the sodium channels, the integral of gNa m^3 h (ENa - V), which pumps have to bring out
 * again (Deistler, Macke and Goncalves 2022). They are defined in {@link VoltageTrace#statistics()}.
 * The number of spikes is a whole number to which nothing is added; draws of a trained model lie near
 * whole numbers, not on them.
 */
@Plugin(type = SimulatorPlugin.class, name = HodgkinHuxley.NAME, label = "Hodgkin-Huxley neuron")
public final class HodgkinHuxley implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "hodgkin_huxley";

	static final Membrane.Pulse PULSE = new Membrane.Pulse(4, 50, 150, 200);

	/** The integration step, ms. */
	static final double STEP = 0.025;

	/** Standard deviation of the white noise, mV per square root of a ms. */
	static final double NOISE = 0.05;

	private static final String CONDUCTANCE = "mS/cm^2";
	private static final String VOLTAGE = "mV";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		parameter("C", 1, 2, "uF/cm^2"), //
		parameter("gNa", 60, 120, CONDUCTANCE), parameter("gK", 10, 30, CONDUCTANCE), parameter("gL", 0.1, 0.5, CONDUCTANCE), //
		parameter("ENa", 40, 70, VOLTAGE), parameter("EK", -100, -60, VOLTAGE), parameter("EL", -90, -60, VOLTAGE), //
		Variable.data("spikes"), Variable.data("rest_mean").withUnit(VOLTAGE), positive("rest_sd", VOLTAGE), //
		Variable.data("pulse_mean").withUnit(VOLTAGE), positive("pulse_variance", "mV^2"), //
		Variable.data("pulse_skewness"), positive("pulse_kurtosis", ""), positive("energy", "nC/cm^2"));

	private static Variable parameter(final String name, final double lower, final double upper, final String unit) {
		return Variable.parameter(name, Prior.uniform(lower, upper)).withUnit(unit).dependsOn();
	}

	private static Variable positive(final String name, final String unit) {
		return Variable.data(name).withTransform(Transform.LOG).withUnit(unit);
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		return membrane(theta).run(PULSE, STEP, NOISE, rng).statistics();
	}

	/** @return the membrane of parameters in the order of the specification */
	static Membrane membrane(final double[] theta) {
		return new Membrane(theta[0], theta[1], theta[2], theta[3], theta[4], theta[5], theta[6]);
	}
}
