// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Tree (Gloeckler et al. 2024, A2.2; sd = standard deviation): theta_1 ~ N(0, 1); theta_2 and theta_3
 * ~ N(theta_1, 1); x_1 ~ N(sin(theta_2)^2, sd 0.2), x_2 ~ N(0.1 theta_2^2, sd 0.2),
 * x_3 ~ N(0.1 theta_3^2, sd 0.6), x_4 ~ N(cos(theta_3)^2, sd 0.1).
 */
@Plugin(type = SimulatorPlugin.class, name = Tree.NAME, label = "Tree")
public final class Tree implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "tree";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("theta_1", Prior.normal(0, 1)).dependsOn(), //
		Variable.parameter("theta_2", Prior.drawnBySimulator()).dependsOn("theta_1"), //
		Variable.parameter("theta_3", Prior.drawnBySimulator()).dependsOn("theta_1"), //
		Variable.data("x_1").dependsOn("theta_2"), Variable.data("x_2").dependsOn("theta_2"), //
		Variable.data("x_3").dependsOn("theta_3"), Variable.data("x_4").dependsOn("theta_3"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public void drawParameters(final double[] theta, final RandomGenerator rng) {
		theta[1] = theta[0] + rng.nextGaussian();
		theta[2] = theta[0] + rng.nextGaussian();
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double sine = Math.sin(theta[1]), cosine = Math.cos(theta[2]);
		return new double[] { sine * sine + 0.2 * rng.nextGaussian(), //
			0.1 * theta[1] * theta[1] + 0.2 * rng.nextGaussian(), //
			0.1 * theta[2] * theta[2] + 0.6 * rng.nextGaussian(), //
			cosine * cosine + 0.1 * rng.nextGaussian() };
	}
}
