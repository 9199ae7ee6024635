// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The potential of general guidance (Gloeckler et al. 2024, algorithm 1): the sum over constraints of what {@link
 * Evidence#guide} says about the margin of the denoised estimate. The length of the margin's gradient counts as constant when
 * the potential is differentiated. Undefined margins add nothing.
 */
public final class GuidancePotential implements Potential {

	/** A margin and what is known about it. */
	public record Guide(Margin margin, Evidence evidence) {}

	private final List<Guide> guides;

	/** @param guides the constraints */
	public GuidancePotential(final List<Guide> guides) {
		this.guides = List.copyOf(guides);
	}

	@Override
	public void add(final FloatBuffer estimates, final double sigma, final double[] logarithms, final double[] gradients) {
		final int samples = logarithms.length;
		final int variables = estimates.capacity() / samples;
		final float[] values = new float[samples];
		final float[] slopes = new float[estimates.capacity()];
		for (final Guide guide : guides) {
			guide.margin().evaluate(estimates, values, slopes);
			for (int i = 0; i < samples; i++) {
				double square = 0;
				for (int k = i * variables; k < (i + 1) * variables; k++) square += (double) slopes[k] * slopes[k];
				final Evidence.Term term = guide.evidence().guide(values[i], Math.sqrt(square), sigma);
				if (!Double.isFinite(term.logarithm()) || !Double.isFinite(term.byMean())) continue;
				logarithms[i] += term.logarithm();
				for (int k = i * variables; k < (i + 1) * variables; k++) gradients[k] += term.byMean() * slopes[k];
			}
		}
	}
}
