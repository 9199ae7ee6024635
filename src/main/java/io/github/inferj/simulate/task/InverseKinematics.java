// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Inverse kinematics (Ardizzone et al. 2019): the end of an arm in the plane that slides by
 * height ~ N(0, sd 0.25) and bends by angle_1 to angle_3 ~ N(0, sd 0.5), with segments of 0.5, 0.5 and
 * 1: x_1 = height + sum of l_k sin(s_k) and x_2 = sum of l_k cos(s_k), s_k the sum of the first k
 * angles in radians. There is no noise.
 */
@Plugin(type = SimulatorPlugin.class, name = InverseKinematics.NAME, label = "Inverse kinematics")
public final class InverseKinematics implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "inverse_kinematics";

	private static final double[] SEGMENTS = { 0.5, 0.5, 1 };

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("height", Prior.normal(0, 0.25)).dependsOn(), //
		Variable.parameter("angle", Prior.normal(0, 0.5), SEGMENTS.length).withUnit("rad").dependsOn(), //
		Variable.data("x_1").dependsOn("height", "angle"), Variable.data("x_2").dependsOn("angle"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		double x1 = theta[0], x2 = 0, direction = 0;
		for (int k = 0; k < SEGMENTS.length; k++) {
			direction += theta[1 + k];
			x1 += SEGMENTS[k] * Math.sin(direction);
			x2 += SEGMENTS[k] * Math.cos(direction);
		}
		return new double[] { x1, x2 };
	}
}
