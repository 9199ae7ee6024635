// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A simulator with function-valued variables, which it can return at any places of their index, such as
 * any times. Each simulation is asked for other, random places, so that a network learns the functions
 * everywhere.
 */
public interface FunctionSimulator extends Simulator {

	@Override
	double[] simulate(double[] theta, double[] places, RandomGenerator rng);

	/** Runs the model once with its functions at equal distances. */
	@Override
	default double[] simulate(final double[] theta, final RandomGenerator rng) {
		return simulate(theta, specification().variables().stream().filter(v -> v.isFunction()).flatMapToDouble(v -> Arrays.stream(
			v.index().orElseThrow().even(v.size()))).toArray(), rng);
	}
}
