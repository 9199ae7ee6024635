// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Prior;

/**
 * The Lotka-Volterra task (Gloeckler et al. 2024, A2.2): d x/dt = alpha x - beta x y,
 * d y/dt = delta x y - gamma y from (x, y) = (1, 0.5) at time 0, with independent rates 1 + 2 sigmoid(z),
 * z ~ N(0, 1), and observations of prey x and predators y at any times, each with normal noise. Times and
 * populations have no unit.
 *
 * @param alpha growth rate of the prey
 * @param beta rate at which one unit of predators takes prey
 * @param gamma death rate of the predators
 * @param delta rate at which one unit of prey feeds predators
 */
public record LotkaVolterra(double alpha, double beta, double gamma, double delta) {

	/** The prior of each of the four rates. */
	public static final Prior RATE_PRIOR = Prior.logitNormal(0, 1, 1, 3);

	/** Number of rates. */
	public static final int RATES = 4;

	/** The last time; the first is 0. */
	public static final double DURATION = 15;

	/** The prey at time 0. */
	public static final double INITIAL_PREY = 1;

	/** The predators at time 0. */
	public static final double INITIAL_PREDATOR = 0.5;

	/** Standard deviation of the noise of every observation. */
	public static final double NOISE_SD = 0.1;

	static final int STEPS_PER_TIME = 100;

	static final TimeSpan TIMES = new TimeSpan(0, DURATION);

	/** @return the dynamics of rates in the order alpha, beta, gamma, delta */
	public static LotkaVolterra of(final double[] rates) {
		return new LotkaVolterra(rates[0], rates[1], rates[2], rates[3]);
	}

	/**
	 * Solves the equations; for rates from the prior no value is off by more than 1e-4.
	 *
	 * @param times ascending, from 0 to {@link #DURATION}
	 * @return {@code 2 x times}: prey, then predators, without noise
	 * @throws InvalidInputException if a time lies outside or they are not ascending
	 */
	public double[][] solve(final double[] times) {
		TIMES.require(times);
		return new PredatorPrey(alpha, beta, gamma, delta).solve(INITIAL_PREY, INITIAL_PREDATOR, times, STEPS_PER_TIME);
	}
}
