// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Gaussian linear (as in sbibm, Lueckmann et al. 2021): theta_i ~ N(0, variance 0.1) and
 * x_i ~ N(theta_i, variance 0.1) for i = 1 to 10. The posterior of theta_i is N(x_i / 2, variance 0.05).
 */
@Plugin(type = SimulatorPlugin.class, name = GaussianLinear.NAME, label = "Gaussian linear")
public final class GaussianLinear implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "gaussian_linear";

	/** Number of parameters, and of data. */
	public static final int SIZE = 10;

	private static final double SD = Math.sqrt(0.1);

	private static final ModelSpecification SPECIFICATION = specify();

	private static ModelSpecification specify() {
		final List<Variable> variables = new ArrayList<>();
		for (int i = 1; i <= SIZE; i++) {
			variables.add(Variable.parameter("theta_" + i, Prior.normal(0, SD)).dependsOn());
			variables.add(Variable.data("x_" + i).dependsOn("theta_" + i));
		}
		return new ModelSpecification(NAME, variables);
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double[] x = new double[SIZE];
		for (int i = 0; i < SIZE; i++) x[i] = theta[i] + SD * rng.nextGaussian();
		return x;
	}
}
