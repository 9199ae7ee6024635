// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Simple likelihood, complex posterior (Papamakarios et al. 2019; as in sbibm, Lueckmann et al. 2021):
 * theta ~ U(-3, 3)^5, and x_1 to x_4 are independent points in the plane, each normal of mean
 * (theta_1, theta_2), standard deviations theta_3^2 and theta_4^2 and correlation tanh(theta_5).
 */
@Plugin(type = SimulatorPlugin.class, name = Slcp.NAME, label = "Simple likelihood, complex posterior")
public final class Slcp implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "slcp";

	/** Number of independent points. */
	public static final int POINTS = 4;

	private static final ModelSpecification SPECIFICATION = specify();

	private static ModelSpecification specify() {
		final List<Variable> variables = new ArrayList<>();
		variables.add(Variable.parameter("theta", Prior.uniform(-3, 3), 5).dependsOn());
		for (int i = 1; i <= POINTS; i++) variables.add(Variable.data("x_" + i, 2).dependsOn("theta"));
		return new ModelSpecification(NAME, variables).withExchangeable(IntStream.rangeClosed(1, POINTS).mapToObj(i -> "x_" + i).toArray(
			String[]::new));
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double sd1 = theta[2] * theta[2], sd2 = theta[3] * theta[3];
		final double correlation = Math.tanh(theta[4]);
		final double rest = Math.sqrt(1 - correlation * correlation);
		final double[] x = new double[2 * POINTS];
		for (int i = 0; i < POINTS; i++) {
			final double z1 = rng.nextGaussian(), z2 = rng.nextGaussian();
			x[2 * i] = theta[0] + sd1 * z1;
			x[2 * i + 1] = theta[1] + sd2 * (correlation * z1 + rest * z2);
		}
		return x;
	}
}
