// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.List;

/**
 * The times of several series together, so that equations are solved once for all of them.
 *
 * @param series the times of each, ascending
 * @param all of them, ascending; repeated if they are in several series
 */
record JointTimes(List<double[]> series, double[] all) {

	static JointTimes of(final double[]... series) {
		return new JointTimes(List.of(series), Arrays.stream(series).flatMapToDouble(Arrays::stream).sorted().toArray());
	}

	/**
	 * @param index of a series, from 0
	 * @param solution a value for each of {@code all}
	 * @return the values at the times of that series
	 */
	double[] select(final int index, final double[] solution) {
		final double[] times = series.get(index);
		final double[] values = new double[times.length];
		for (int i = 0, at = 0; i < times.length; i++) {
			while (all[at] < times[i]) at++;
			values[i] = solution[at];
		}
		return values;
	}
}
