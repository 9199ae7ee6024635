// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Toy example (Gloeckler et al. 2024, A1.4): theta ~ N(0, sd 3), x_1 ~ N(2 sin theta, sd 0.5) and
 * x_2 ~ N(0.1 theta^2, sd 0.5 |x_1|).
 */
@Plugin(type = SimulatorPlugin.class, name = Toy.NAME, label = "Toy example")
public final class Toy implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "toy";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("theta", Prior.normal(0, 3)).dependsOn(), //
		Variable.data("x_1").dependsOn("theta"), //
		Variable.data("x_2").dependsOn("theta", "x_1"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double x1 = 2 * Math.sin(theta[0]) + 0.5 * rng.nextGaussian();
		return new double[] { x1, 0.1 * theta[0] * theta[0] + 0.5 * Math.abs(x1) * rng.nextGaussian() };
	}
}
