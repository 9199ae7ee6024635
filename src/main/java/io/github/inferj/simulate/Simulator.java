// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.random.RandomGenerator;

import io.github.inferj.variable.ModelSpecification;

/**
 * A stochastic model that can be run but whose likelihood is unknown. Implementations must be safe to
 * call from several threads at once, and must take every random number from the generator they are
 * given, so that results do not depend on threads or order.
 */
public interface Simulator extends AutoCloseable {

	/** @return the parameters with their priors, and the data */
	ModelSpecification specification();

	/**
	 * Runs the model once.
	 *
	 * @param theta all parameter components, in the order of the specification
	 * @param rng the only source of randomness
	 * @return all data components, in the order of the specification; NaN or infinite values mark a
	 *         failed simulation
	 */
	double[] simulate(double[] theta, RandomGenerator rng);

	/**
	 * Runs the model once with its functions at given places; what is called for every simulation.
	 *
	 * @param theta all parameter components, in the order of the specification
	 * @param places the index of each function column, parameters' too, in the order of
	 *          {@link ModelSpecification#functionColumns()}, ascending within each variable; empty for
	 *          models without functions
	 * @param rng the only source of randomness
	 * @return as {@link #simulate(double[], RandomGenerator)}
	 */
	default double[] simulate(final double[] theta, final double[] places, final RandomGenerator rng) {
		return simulate(theta, rng);
	}

	/**
	 * Fills in the parameters whose prior is "drawn by the simulator"; called before
	 * {@link #simulate} with those entries NaN and all others drawn from their priors.
	 *
	 * @param theta all parameter components, changed in place
	 * @param rng the only source of randomness
	 */
	default void drawParameters(final double[] theta, final RandomGenerator rng) {}

	/** The same for models with functions; the places are those of {@link #simulate(double[], double[], RandomGenerator)}. */
	default void drawParameters(final double[] theta, final double[] places, final RandomGenerator rng) {
		drawParameters(theta, rng);
	}

	/**
	 * Tells simulators apart whose variables are the same: stored simulations are reused only under an
	 * equal fingerprint.
	 *
	 * @return one line of text that changes whenever the simulations would
	 */
	default String fingerprint() {
		return getClass().getName();
	}

	/** Frees what the simulator holds; it is not used afterwards. */
	@Override
	default void close() {}
}
