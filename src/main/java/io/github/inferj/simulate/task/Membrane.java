// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

/**
 * A patch of membrane with sodium, potassium and leak channels (Hodgkin and Huxley 1952; gates of
 * Pospischil et al. 2008): C dV/dt = I(t) - gNa m^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL), plus
 * white noise on the voltage. Currents are in uA/cm^2, times in ms.
 *
 * @param capacitance C, uF/cm^2
 * @param sodium gNa, mS/cm^2
 * @param potassium gK, mS/cm^2
 * @param leak gL, mS/cm^2
 * @param sodiumReversal ENa, mV
 * @param potassiumReversal EK, mV
 * @param leakReversal EL, mV
 */
record Membrane(double capacitance, double sodium, double potassium, double leak, double sodiumReversal,
	double potassiumReversal, double leakReversal)
{

	/** Voltage at time 0, mV; the gates are then at their steady state. */
	static final double INITIAL_VOLTAGE = -65;

	/**
	 * A current pulse.
	 *
	 * @param current uA/cm^2
	 * @param start ms
	 * @param end ms
	 * @param duration of the simulation, ms
	 */
	record Pulse(double current, double start, double end, double duration) {}

	/**
	 * Runs the membrane by exponential integration. Gates live half a step before the voltages (Hines 1984),
	 * so that each equation is linear over its step, with the other's value in the middle of it, and is solved
	 * exactly, the noise included: an Ornstein-Uhlenbeck process. It is stable for any step, and of order 2
	 * without noise.
	 *
	 * @param pulse the current
	 * @param step ms; start, end and duration of the pulse are multiples of it
	 * @param noise standard deviation of the white noise, mV per square root of a ms
	 * @param rng the source of the noise
	 */
	VoltageTrace run(final Pulse pulse, final double step, final double noise, final RandomGenerator rng) {
		final int steps = (int) Math.round(pulse.duration / step);
		final int on = (int) Math.round(pulse.start / step);
		final int off = (int) Math.round(pulse.end / step);
		final double[] voltage = new double[steps + 1];
		double v = INITIAL_VOLTAGE;
		double m = GatingVariable.M.steady(v), h = GatingVariable.H.steady(v), n = GatingVariable.N.steady(v);
		double charge = 0;
		voltage[0] = v;
		for (int i = 0; i < steps; i++) {
			m = GatingVariable.M.advance(m, v, step);
			h = GatingVariable.H.advance(h, v, step);
			n = GatingVariable.N.advance(n, v, step);
			final double open = sodium * m * m * m * h;
			final double rectifier = potassium * n * n * n * n;
			final double conductance = open + rectifier + leak;
			final double injected = i >= on && i < off ? pulse.current : 0;
			final double target = (injected + open * sodiumReversal + rectifier * potassiumReversal + leak * leakReversal) /
				conductance;
			final double decay = Math.exp(-step * conductance / capacitance);
			final double spread = noise * Math.sqrt((1 - decay * decay) * capacitance / (2 * conductance));
			final double next = target + (v - target) * decay + spread * rng.nextGaussian();
			charge += step * open * (sodiumReversal - (v + next) / 2);
			v = next;
			voltage[i + 1] = v;
		}
		return new VoltageTrace(voltage, step, pulse.start, pulse.end, charge);
	}
}
