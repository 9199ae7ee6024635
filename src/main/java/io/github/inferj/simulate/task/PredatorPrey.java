// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

/**
 * The Lotka-Volterra equations, d prey/dt = (alpha - beta predator) prey and
 * d predator/dt = (delta prey - gamma) predator, solved by the classical Runge-Kutta method of order 4
 * with a fixed number of steps. One step multiplies a population by a positive number close to an exponential,
 * so that small populations keep their relative accuracy.
 *
 * @param alpha growth rate of the prey
 * @param beta rate at which one unit of predators takes prey
 * @param gamma death rate of the predators
 * @param delta rate at which one unit of prey feeds predators
 */
record PredatorPrey(double alpha, double beta, double gamma, double delta) {

	/** A population below this is held there, so that its logarithm stays finite. */
	static final double SMALLEST = 1e-200;

	/**
	 * @param prey at time 0
	 * @param predator at time 0
	 * @param times ascending, none negative
	 * @param stepsPerTime number of steps in a unit of time; the way from one time to the next is divided
	 *          into equal steps no longer than that
	 * @return {@code 2 x times}: prey, then predators
	 */
	double[][] solve(final double prey, final double predator, final double[] times, final int stepsPerTime) {
		final double[][] solution = new double[2][times.length];
		double x = prey, y = predator;
		double from = 0;
		for (int time = 0; time < times.length; time++) {
			final int steps = (int) Math.ceil((times[time] - from) * stepsPerTime);
			final double step = (times[time] - from) / steps;
			for (int i = 0; i < steps; i++) {
				final double kx1 = (alpha - beta * y) * x, ky1 = (delta * x - gamma) * y;
				final double x2 = x + step / 2 * kx1, y2 = y + step / 2 * ky1;
				final double kx2 = (alpha - beta * y2) * x2, ky2 = (delta * x2 - gamma) * y2;
				final double x3 = x + step / 2 * kx2, y3 = y + step / 2 * ky2;
				final double kx3 = (alpha - beta * y3) * x3, ky3 = (delta * x3 - gamma) * y3;
				final double x4 = x + step * kx3, y4 = y + step * ky3;
				final double kx4 = (alpha - beta * y4) * x4, ky4 = (delta * x4 - gamma) * y4;
				x = Math.max(SMALLEST, x + step / 6 * (kx1 + 2 * (kx2 + kx3) + kx4));
				y = Math.max(SMALLEST, y + step / 6 * (ky1 + 2 * (ky2 + ky3) + ky4));
			}
			solution[0][time] = x;
			solution[1][time] = y;
			from = times[time];
		}
		return solution;
	}
}
