// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;

/**
 * How well denoised estimates agree with constraints, as an approximation of log P(constraints |
 * x_sigma) that depends on x_sigma through the estimate E[x_0 | x_sigma] alone.
 */
@FunctionalInterface
public interface Potential {

	/**
	 * @param estimates denoised estimates, (samples x variables); unchanged
	 * @param sigma their noise level
	 * @param logarithms to which each sample's potential is added
	 * @param gradients to which its gradient with respect to the estimate is added, (samples x variables)
	 */
	void add(FloatBuffer estimates, double sigma, double[] logarithms, double[] gradients);
}
