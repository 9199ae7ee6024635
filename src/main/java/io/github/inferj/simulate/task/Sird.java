// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Prior;

/**
 * The SIRD task, an epidemic with a contact rate that changes in time (Gloeckler et al. 2024, A2.2):
 * dS/dt = -beta(t) S I, dI/dt = beta(t) S I - gamma I - delta I, dR/dt = gamma I, dD/dt = delta I for t from 0 to
 * 50, from S = 1, I = I0, R = D = 0. Priors: gamma, delta ~ U(0, 0.5); beta = sigmoid(f), f a Gaussian process
 * of mean 0 and kernel 2.5^2 exp(-(s - t)^2 / (2 x 7^2)); I0 ~ U(0, 0.2), which no table shows. I, R and D
 * are observed at any times with log-normal noise of standard deviation 0.05. At time 0, R and D are 0
 * and have no logarithm. Populations are in units of S at time 0; times have no unit.
 *
 * @param gamma recovery rate
 * @param delta death rate
 * @param initialInfected I0
 * @param contactRate beta, as a function of time
 */
public record Sird(double gamma, double delta, double initialInfected, DoubleUnaryOperator contactRate) {

	/** The prior of gamma and of delta. */
	public static final Prior RATE_PRIOR = Prior.uniform(0, 0.5);

	/** The prior of the infected at time 0. */
	public static final Prior INITIAL_INFECTED_PRIOR = Prior.uniform(0, 0.2);

	/** The susceptible at time 0. */
	public static final double INITIAL_SUSCEPTIBLE = 1;

	/** The last time; the first is 0. */
	public static final double DURATION = 50;

	/** Standard deviation of the noise of the logarithm of every observation. */
	public static final double NOISE_SD = 0.05;

	static final SmoothProcess CONTACT_PROCESS = new SmoothProcess(2.5, 7, 0, DURATION);

	static final int STEPS_PER_TIME = 10;

	private static final TimeSpan TIMES = new TimeSpan(0, DURATION);

	/**
	 * Draws a contact rate from its prior.
	 *
	 * @param rng the only source of randomness
	 * @return a smooth function of time with values between 0 and 1
	 */
	public static DoubleUnaryOperator drawContactRate(final RandomGenerator rng) {
		return sigmoid(CONTACT_PROCESS.draw(rng));
	}

	/**
	 * Draws a contact rate from its prior given some of its values.
	 *
	 * @param times where it is known, from 0 to {@link #DURATION}
	 * @param rates its values there, between 0 and 1; their logits count as known to 1e-6
	 * @param rng the only source of randomness
	 * @return as {@link #drawContactRate(RandomGenerator)}
	 */
	public static DoubleUnaryOperator drawContactRate(final double[] times, final double[] rates, final RandomGenerator rng) {
		final double[] logits = Arrays.stream(rates).map(rate -> Math.log(rate / (1 - rate))).toArray();
		return sigmoid(CONTACT_PROCESS.drawGiven(times, logits, rng));
	}

	private static DoubleUnaryOperator sigmoid(final DoubleUnaryOperator logit) {
		return t -> 1 / (1 + Math.exp(-logit.applyAsDouble(t)));
	}

	/**
	 * Draws an observation.
	 *
	 * @param population the true I, R or D
	 * @param rng the only source of randomness
	 */
	public static double observe(final double population, final RandomGenerator rng) {
		return population * Math.exp(NOISE_SD * rng.nextGaussian());
	}

	/**
	 * Solves the equations by the classical Runge-Kutta method of order 4; for draws from the prior no value is off
	 * by more than 1e-6. The sum of the four stays what it is at time 0.
	 *
	 * @param times ascending, from 0 to {@link #DURATION}
	 * @return {@code 4 x times}: S, I, R and D, without noise
	 * @throws InvalidInputException if a time lies outside or they are not ascending
	 */
	public double[][] solve(final double[] times) {
		return solve(times, STEPS_PER_TIME);
	}

	double[][] solve(final double[] times, final int stepsPerTime) {
		TIMES.require(times);
		final double[][] solution = new double[4][times.length];
		double susceptible = INITIAL_SUSCEPTIBLE, infected = initialInfected, burden = 0;
		double from = 0;
		double betaFrom = contactRate.applyAsDouble(from);
		for (int time = 0; time < times.length; time++) {
			final int steps = (int) Math.ceil((times[time] - from) * stepsPerTime);
			final double h = (times[time] - from) / steps;
			for (int i = 0; i < steps; i++) {
				final double betaMiddle = contactRate.applyAsDouble(from + (i + 0.5) * h);
				final double betaTo = contactRate.applyAsDouble(from + (i + 1) * h);
				final double new1 = betaFrom * susceptible * infected;
				final double i2 = infected + h / 2 * change(new1, infected);
				final double new2 = betaMiddle * (susceptible - h / 2 * new1) * i2;
				final double i3 = infected + h / 2 * change(new2, i2);
				final double new3 = betaMiddle * (susceptible - h / 2 * new2) * i3;
				final double i4 = infected + h * change(new3, i3);
				final double new4 = betaTo * (susceptible - h * new3) * i4;
				final double newlyInfected = h / 6 * (new1 + 2 * (new2 + new3) + new4);
				final double stay = h / 6 * (infected + 2 * (i2 + i3) + i4);
				susceptible -= newlyInfected;
				infected += change(newlyInfected, stay);
				burden += stay;
				betaFrom = betaTo;
			}
			solution[0][time] = susceptible;
			solution[1][time] = infected;
			solution[2][time] = gamma * burden;
			solution[3][time] = delta * burden;
			from = times[time];
		}
		return solution;
	}

	private double change(final double newlyInfected, final double stay) {
		return newlyInfected - (gamma + delta) * stay;
	}
}
