// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import io.github.inferj.Progress;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.JointModel;

/**
 * A network's draws with intervals against rejection sampling from the exact conditional.
 *
 * @param c2st accuracy of a classifier that tells them apart
 * @param outside the largest distance of a draw from its interval, as a share of the interval's width
 */
record IntervalCheck(double c2st, double outside) {

	/**
	 * @param conditional what is given, and the intervals; as many draws as it has are compared
	 * @param seed seed of the network's draws
	 */
	static IntervalCheck of(final JointModel model, final RestrictedConditional conditional, final long seed) {
		final ReferenceConditional exact = conditional.exact();
		final TimedDraws drawn;
		try (ConstrainedSampler sampler = new ConstrainedSampler(model, conditional.conditions())) {
			drawn = TimedDraws.of(() -> sampler.sample(new double[][] { exact.given() }, exact.latent(), exact.samples().length, seed,
				Progress.NONE).draws());
		}
		return new IntervalCheck(drawn.c2st(exact), conditional.outside(drawn.samples()));
	}
}
