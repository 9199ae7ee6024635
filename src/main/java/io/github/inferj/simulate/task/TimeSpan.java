// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import io.github.inferj.InvalidInputException;

/**
 * The times a simulator's functions are defined on.
 *
 * @param start the first
 * @param end the last
 */
record TimeSpan(double start, double end) {

	/**
	 * @param times to be checked
	 * @throws InvalidInputException if they are not ascending (repeats are allowed), or one lies outside
	 */
	void require(final double[] times) {
		for (int i = 0; i < times.length; i++) {
			if (!(times[i] >= start && times[i] <= end)) throw new InvalidInputException("time " + times[i] +
				" cannot be simulated: use times from " + start + " to " + end);
			if (i > 0 && times[i] < times[i - 1]) throw new InvalidInputException("time " + times[i] + " comes after " + times[i -
				1] + ": sort the times");
		}
	}
}
