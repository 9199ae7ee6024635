// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

/**
 * The noise levels of the diffusion x_sigma = x_0 + sigma eps on standardised variables. Every
 * Gaussian diffusion x_t = alpha x_0 + sigma eps is this one after division by alpha, with noise level
 * sigma / alpha (Karras et al. 2022, section 2), so levels are all there is to choose: their range, how
 * often training sees them, and which of them a sampler visits. The last two need not belong together.
 *
 * @param smallest the level at which a sample counts as clean
 * @param largest the level at which a sample counts as noise
 * @param training distribution of the levels in training
 * @param sampling spacing of the levels when sampling
 */
public record NoiseLevels(double smallest, double largest, NoiseSchedule training, NoiseSchedule sampling) {

	public NoiseLevels {
		if (!(smallest > 0 && largest > smallest)) throw new IllegalArgumentException("noise levels " + smallest + " to "
			+ largest + " must be positive and ascending");
	}

	/** Levels in equal ratios, in training as when sampling. */
	public NoiseLevels(final double smallest, final double largest) {
		this(smallest, largest, NoiseSchedule.LOG_UNIFORM, NoiseSchedule.LOG_UNIFORM);
	}

	/** @return the same range with other schedules */
	public NoiseLevels with(final NoiseSchedule otherTraining, final NoiseSchedule otherSampling) {
		return new NoiseLevels(smallest, largest, otherTraining, otherSampling);
	}

	/**
	 * @param u uniformly distributed for training, in [0, 1]
	 * @return the level for training, from the smallest (0) to the largest (1)
	 */
	public double at(final double u) {
		return training.training(u, smallest, largest);
	}

	/**
	 * @param count number of levels, at least 2
	 * @return levels for sampling, from the largest to the smallest
	 */
	public double[] grid(final int count) {
		return grid(count, 1);
	}

	/**
	 * The same with larger steps at the largest levels, whose part of the schedule is raised to a power.
	 *
	 * @param count number of levels, at least 2
	 * @param exponent at most 1: level k is where (k / (count - 1))^exponent of the schedule is done
	 * @return levels for sampling, from the largest to the smallest
	 */
	public double[] grid(final int count, final double exponent) {
		final double[] grid = new double[count];
		for (int k = 0; k < count; k++) grid[k] = sampling.sampling(1 - Math.pow(k / (count - 1.0), exponent), smallest, largest);
		return grid;
	}
}
