// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Two moons (Greenberg et al. 2019; as in sbibm, Lueckmann et al. 2021): theta ~ U(-1, 1)^2,
 * a ~ U(-pi/2, pi/2), r ~ N(0.1, sd 0.01) and x = (r cos a + 0.25 - |theta_1 + theta_2| / sqrt 2,
 * r sin a + (theta_2 - theta_1) / sqrt 2). The posterior is a pair of crescents.
 */
@Plugin(type = SimulatorPlugin.class, name = TwoMoons.NAME, label = "Two moons")
public final class TwoMoons implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "two_moons";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("theta", Prior.uniform(-1, 1), 2).dependsOn(), //
		Variable.data("x", 2).dependsOn("theta"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double angle = Math.PI * (rng.nextDouble() - 0.5);
		final double radius = 0.1 + 0.01 * rng.nextGaussian();
		return new double[] { radius * Math.cos(angle) + 0.25 - Math.abs(theta[0] + theta[1]) / Math.sqrt(2), //
			radius * Math.sin(angle) + (theta[1] - theta[0]) / Math.sqrt(2) };
	}
}
