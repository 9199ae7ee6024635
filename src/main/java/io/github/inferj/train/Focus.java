// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * A region of data in which the posterior matters most. Training samples that observe all data are taken
 * from simulations whose data lie in it; all others from all simulations. As the choice depends on the
 * data alone and all of them are observed, the distribution of the parameters given the data, which
 * such samples teach, is the same as without.
 *
 * @param lowest the smallest value of each data column, in its own units
 * @param highest the largest value of each data column
 */
public record Focus(List<Double> lowest, List<Double> highest) {

	public Focus {
		lowest = List.copyOf(lowest);
		highest = List.copyOf(highest);
		if (lowest.size() != highest.size()) throw new IllegalArgumentException(lowest.size() + " lower and " + highest.size()
			+ " upper ends");
	}

	/**
	 * @param observation one value for each data column, all positive
	 * @param factor how many times larger or smaller data may be, above 1
	 */
	public static Focus around(final double[] observation, final double factor) {
		return new Focus(Arrays.stream(observation).mapToObj(x -> x / factor).toList(), Arrays.stream(observation).mapToObj(
			x -> x * factor).toList());
	}

	/**
	 * @return the rows of simulations in the region, ascending
	 * @throws InvalidInputException if it has another number of data columns
	 */
	int[] rows(final Simulations simulations) {
		final ModelSpecification specification = simulations.specification();
		final int[] data = specification.columnsOf(Role.DATA);
		if (data.length != lowest.size()) throw new InvalidInputException("focus: " + lowest.size()
			+ " ranges, where model " + specification.name() + " has " + data.length + " data columns: give one for each");
		return IntStream.range(0, simulations.count()).filter(row -> IntStream.range(0, data.length).allMatch(c -> {
			final double x = simulations.get(row, data[c]);
			return x >= lowest.get(c) && x <= highest.get(c);
		})).toArray();
	}
}
