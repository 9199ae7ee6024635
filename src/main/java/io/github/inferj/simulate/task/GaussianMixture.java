// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Gaussian mixture (Sisson et al. 2007; as in sbibm, Lueckmann et al. 2021): theta ~ U(-10, 10)^2 and
 * x ~ 1/2 N(theta, variance 1) + 1/2 N(theta, variance 0.01), both components of x from the same one.
 */
@Plugin(type = SimulatorPlugin.class, name = GaussianMixture.NAME, label = "Gaussian mixture")
public final class GaussianMixture implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "gaussian_mixture";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("theta", Prior.uniform(-10, 10), 2).dependsOn(), //
		Variable.data("x", 2).dependsOn("theta"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double sd = rng.nextDouble() < 0.5 ? 1 : 0.1;
		return new double[] { theta[0] + sd * rng.nextGaussian(), theta[1] + sd * rng.nextGaussian() };
	}
}
