// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The potential of general guidance (Gloeckler et al. 2024, algorithm 1): the sum over constraints of
 * log sigmoid(s c(x_hat)) with s = 1 / sigma^2. c is the margin divided by the length of its gradient,
 * so that it is a distance in standardised units whatever the units of the constraint; that length
 * counts as constant when the potential is differentiated. Undefined margins add nothing.
 */
public final class SigmoidPotential implements Potential {

	private final List<Margin> margins;

	/** @param margins of the constraints */
	public SigmoidPotential(final List<Margin> margins) {
		this.margins = List.copyOf(margins);
	}

	@Override
	public void add(final FloatBuffer estimates, final double sigma, final double[] logarithms, final double[] gradients) {
		final int samples = logarithms.length;
		final int variables = estimates.capacity() / samples;
		final float[] values = new float[samples];
		final float[] slopes = new float[estimates.capacity()];
		for (final Margin margin : margins) {
			margin.evaluate(estimates, values, slopes);
			for (int i = 0; i < samples; i++) {
				double square = 0;
				for (int k = i * variables; k < (i + 1) * variables; k++) square += (double) slopes[k] * slopes[k];
				final double length = Math.sqrt(square);
				final double scaled = values[i] / length / (sigma * sigma);
				if (!(length > 0) || !Double.isFinite(scaled)) continue;
				logarithms[i] -= scaled > 0 ? Math.log1p(Math.exp(-scaled)) : Math.log1p(Math.exp(scaled)) - scaled;
				final double pull = 1 / (1 + Math.exp(scaled)) / (sigma * sigma);
				for (int k = i * variables; k < (i + 1) * variables; k++) gradients[k] += pull * slopes[k] / length;
			}
		}
	}
}
