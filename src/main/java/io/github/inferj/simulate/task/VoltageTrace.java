// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;

/**
 * The voltage of a cell before, during and after a current pulse, and what is measured of it.
 *
 * @param voltage mV, at times 0, step, 2 step, ...
 * @param step ms
 * @param pulseStart start of the current pulse, ms
 * @param pulseEnd its end, ms
 * @param sodiumCharge the charge that entered through sodium channels, nC/cm^2
 */
record VoltageTrace(double[] voltage, double step, double pulseStart, double pulseEnd, double sodiumCharge) {

	/** A spike is counted where the voltage rises through this, mV. */
	static final double SPIKE = -10;

	/** The part of the time before the pulse, at its end, over which the resting fluctuation is measured. */
	private static final double SETTLED = 0.1;

	/**
	 * @return number of spikes; mean voltage before the pulse (mV) and standard deviation in the last tenth
	 *         of that time (mV); mean (mV), variance (mV^2), skewness m3 / m2^(3/2) and kurtosis m4 / m2^2
	 *         (3 for a normal distribution) during the pulse; sodium charge (nC/cm^2)
	 */
	double[] statistics() {
		final double[] rest = between(0, pulseStart);
		final double[] settled = between((1 - SETTLED) * pulseStart, pulseStart);
		final double[] pulse = between(pulseStart, pulseEnd);
		final double mean = mean(pulse);
		final double variance = centralMoment(pulse, mean, 2);
		return new double[] { spikes(), mean(rest), Math.sqrt(centralMoment(settled, mean(settled), 2)), mean, variance,
			centralMoment(pulse, mean, 3) / Math.pow(variance, 1.5), centralMoment(pulse, mean, 4) / (variance * variance),
			sodiumCharge };
	}

	private int spikes() {
		int count = 0;
		for (int i = 1; i < voltage.length; i++) if (voltage[i - 1] < SPIKE && voltage[i] >= SPIKE) count++;
		return count;
	}

	private double[] between(final double from, final double to) {
		return Arrays.copyOfRange(voltage, (int) Math.round(from / step), (int) Math.round(to / step));
	}

	private static double mean(final double[] values) {
		return Arrays.stream(values).average().orElseThrow();
	}

	private static double centralMoment(final double[] values, final double mean, final int order) {
		double sum = 0;
		for (final double value : values) {
			double power = 1;
			for (int i = 0; i < order; i++) power *= value - mean;
			sum += power;
		}
		return sum / values.length;
	}
}
