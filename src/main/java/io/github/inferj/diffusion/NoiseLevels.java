// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import java.util.random.RandomGenerator;

/**
 * The noise levels of the diffusion x_sigma = x_0 + sigma eps on standardised variables. Every
 * Gaussian diffusion x_t = alpha x_0 + sigma eps is this one after division by alpha, with noise level
 * sigma / alpha (Karras et al. 2022, section 2), so levels are all there is to choose. They are drawn
 * log-uniformly in training and placed log-uniformly when sampling.
 *
 * @param smallest the level at which a sample counts as clean
 * @param largest the level at which a sample counts as noise
 */
public record NoiseLevels(double smallest, double largest) {

	public NoiseLevels {
		if (!(smallest > 0 && largest > smallest)) throw new IllegalArgumentException("noise levels " + smallest + " to "
			+ largest + " must be positive and ascending");
	}

	/** @return a level for training */
	public double draw(final RandomGenerator rng) {
		return at(rng.nextDouble());
	}

	/** @return the level at {@code u} in [0, 1], geometric between the smallest (0) and the largest (1) */
	public double at(final double u) {
		return smallest * Math.pow(largest / smallest, u);
	}

	/**
	 * @param count number of levels, at least 2
	 * @return levels from the largest to the smallest, in equal ratios
	 */
	public double[] grid(final int count) {
		final double[] grid = new double[count];
		for (int i = 0; i < count; i++) grid[i] = at((count - 1.0 - i) / (count - 1));
		return grid;
	}
}
