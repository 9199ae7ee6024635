// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.guidance.GaussianMoments;
import io.github.inferj.sample.NoiseSource;
import io.github.inferj.variable.Support;

/**
 * What draws of a conditional without conditions are like.
 *
 * @param moments of the draws
 * @param crossed the kept columns, from 0, of which some draws end outside the support
 * @param inside the share of draws inside all supports, or less than one draw if there is none
 */
record Pilot(GaussianMoments moments, Set<Integer> crossed, double inside) {

	private static final int DRAWS = 1_000;

	/**
	 * Draws by the probability-flow ODE, from noise around the mean of the conditional.
	 *
	 * @param denoiser knows the observation; takes all draws at once
	 * @param standardised the kept columns in the network's units, NaN where latent
	 * @param supports of the kept columns in the network's units
	 */
	static Pilot run(final Denoiser denoiser, final JointModel model, final double[] standardised, final Support[] supports,
		final RandomGenerator rng)
	{
		final int columns = standardised.length;
		final double largest = model.noise().largest();
		final FloatBuffer x = FloatBuffer.allocate(DRAWS * columns);
		final FloatBuffer mean = FloatBuffer.allocate(x.capacity());
		for (int k = 0; k < x.capacity(); k++) mean.put(k, Double.isNaN(standardised[k % columns]) ? 0 : (float) standardised[k
			% columns]);
		denoiser.denoise(mean, largest, mean);
		for (int k = 0; k < x.capacity(); k++) x.put(k, Double.isNaN(standardised[k % columns]) ? mean.get(k) + (float) (largest * rng
			.nextGaussian()) : (float) standardised[k % columns]);
		new DefaultSolver(model).ode().sample(denoiser, NoiseSource.NONE, x);
		final Set<Integer> crossed = new TreeSet<>();
		int outside = 0;
		for (int first = 0; first < x.capacity(); first += columns) {
			final List<Integer> left = new ArrayList<>();
			for (int c = 0; c < columns; c++) if (Double.isNaN(standardised[c]) && !supports[c].contains(x.get(first + c))) left.add(c);
			crossed.addAll(left);
			if (!left.isEmpty()) outside++;
		}
		return new Pilot(GaussianMoments.of(x, columns), crossed, Math.max(0.5, DRAWS - outside) / DRAWS);
	}
}
