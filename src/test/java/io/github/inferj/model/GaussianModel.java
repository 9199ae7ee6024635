// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import io.github.inferj.diagnose.ConditionedRows;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.DpmSolver;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * A model whose conditional of its parameters (a, b) given x is exactly the one of
 * {@link ConditionalDensityTest#gaussian}, for tests of what is measured with models.
 */
public final class GaussianModel {

	private static final JointModel MODEL = ConditionalDensityTest.untrained(ConditionalDensityTest.SPECIFICATION,
		EdgeMasks.DENSE);
	private static final int[] LATENT = { 0, 1 };
	private static final double ANGLE = 0.6;

	private GaussianModel() {}

	/** @return the variables a, b and x */
	public static ModelSpecification specification() {
		return MODEL.specification();
	}

	/** @return draws from the exact conditional, 40 evaluations each */
	public static ConditionalSampler sampler() {
		return new ConditionalSampler(MODEL, ConditionalDensityTest.gaussian(), new DpmSolver(MODEL.noise().grid(39)),
			Start.AT_MEAN, 1, Device.CPU);
	}

	/** @return densities of the exact conditional */
	public static ConditionalDensity density() {
		return new ConditionalDensity(MODEL, ConditionalDensityTest.gaussian(), 64, 1, Device.CPU);
	}

	/** @return the density of an untrained network, which knows all conditionals, of the same variables */
	public static ConditionalDensity untrained() {
		return new ConditionalDensity(MODEL, 4, 1, Device.CPU);
	}

	/**
	 * @param count number of rows
	 * @param widening what to multiply deviations from the conditional mean in the network's units with; 1 for
	 *          draws from the model
	 * @return x ~ N(0, 1), and (a, b) to ask for
	 */
	public static ConditionedRows rows(final int count, final double widening) {
		final double[][] rows = new double[count][];
		final int[][] latent = new int[count][];
		for (int i = 0; i < count; i++) {
			final SeededRandom rng = new SeededRandom(21, i);
			final double x = rng.nextGaussian();
			final double first = widening * Math.sqrt(0.3) * rng.nextGaussian();
			final double second = widening * Math.sqrt(0.02) * rng.nextGaussian();
			final double a = 0.2 + 0.5 * x + Math.cos(ANGLE) * first - Math.sin(ANGLE) * second;
			final double b = -0.4 + 0.3 * x + Math.sin(ANGLE) * first + Math.cos(ANGLE) * second;
			rows[i] = new double[] { MODEL.standardisation().inverse(0, a), MODEL.standardisation().inverse(1, b), x };
			latent[i] = LATENT;
		}
		return new ConditionedRows(rows, latent);
	}

	/** @return the exact log-density of (a, b) given x */
	public static double logDensity(final double[] row) {
		return ConditionalDensityTest.exact(row[0], row[1], row[2]);
	}
}
