// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;

/**
 * A network's draws with intervals against rejection sampling from the exact conditional.
 *
 * @param c2st accuracy of a classifier that tells them apart
 * @param outside the largest distance of a draw from its interval, as a share of the interval's width
 * @param seconds time the draws took
 */
record IntervalCheck(double c2st, double outside, double seconds) {

	private static final ClassifierTwoSampleTest TEST = new ClassifierTwoSampleTest(1);

	/**
	 * @param conditional what is given, and the intervals; as many draws as it has are compared
	 * @param seed seed of the network's draws
	 */
	static IntervalCheck of(final JointModel model, final RestrictedConditional conditional, final long seed) {
		final double[][] exact = conditional.exact().samples();
		final int[] latent = conditional.exact().latent();
		final long start = System.nanoTime();
		final Draws draws;
		try (ConstrainedSampler sampler = new ConstrainedSampler(model, conditional.conditions())) {
			draws = sampler.sample(new double[][] { conditional.exact().given() }, latent, exact.length, seed, Progress.NONE).draws();
		}
		final double seconds = (System.nanoTime() - start) / 1e9;
		final double[][] samples = new double[exact.length][];
		Arrays.setAll(samples, i -> Arrays.copyOfRange(draws.values(), i * latent.length, (i + 1) * latent.length));
		return new IntervalCheck(TEST.accuracy(exact, samples), conditional.outside(samples), seconds);
	}
}
