// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.Arrays;

import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.DormandPrince853Integrator;

/** Solutions of differential equations to twelve digits, by another method and library than the simulators'. */
final class AccurateSolution {

	private AccurateSolution() {}

	/** The right side of dy/dt = f(t, y). */
	interface Derivative {

		void compute(double t, double[] y, double[] dy);
	}

	/**
	 * @param start y at time 0
	 * @param times ascending, none negative
	 * @return {@code dimension x times}
	 */
	static double[][] solve(final Derivative f, final double[] start, final double[] times) {
		final FirstOrderDifferentialEquations equations = new FirstOrderDifferentialEquations() {

			@Override
			public int getDimension() {
				return start.length;
			}

			@Override
			public void computeDerivatives(final double t, final double[] y, final double[] dy) {
				f.compute(t, y, dy);
			}
		};
		final double[][] solution = new double[start.length][times.length];
		double[] y = start.clone();
		double from = 0;
		for (int time = 0; time < times.length; time++) {
			if (times[time] - from > 1e-9) new DormandPrince853Integrator(1e-12, 1, 1e-13, 1e-12).integrate(equations, from, y,
				times[time], y);
			from = times[time];
			for (int i = 0; i < y.length; i++) solution[i][time] = y[i];
		}
		return solution;
	}

	static double largestDifference(final double[][] some, final double[][] others) {
		double largest = 0;
		for (int i = 0; i < some.length; i++)
			for (int j = 0; j < some[i].length; j++) largest = Math.max(largest, Math.abs(some[i][j] - others[i][j]));
		return largest;
	}

	static double[] grid(final double end, final int cells) {
		final double[] times = new double[cells + 1];
		Arrays.setAll(times, i -> end * i / cells);
		return times;
	}
}
