// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The potential of measurements for general guidance: the sum of log N(0; c(x_hat), e^2 + sigma^2 |grad c|^2), up to a constant,
 * where c is the measured margin and e its error (reconstruction guidance; Ho et al. 2022, with the variance of x_0 given
 * x_sigma at its bound sigma^2). The length of the gradient counts as constant when the potential is differentiated. Undefined
 * margins add nothing.
 */
public final class MeasurementPotential implements Potential {

	private final List<Margin> margins;
	private final double[] errors;

	/**
	 * @param margins what was measured as 0
	 * @param errors standard deviations of each measurement
	 */
	public MeasurementPotential(final List<Margin> margins, final double... errors) {
		this.margins = List.copyOf(margins);
		this.errors = errors.clone();
	}

	@Override
	public void add(final FloatBuffer estimates, final double sigma, final double[] logarithms, final double[] gradients) {
		final int samples = logarithms.length;
		final int variables = estimates.capacity() / samples;
		final float[] values = new float[samples];
		final float[] slopes = new float[estimates.capacity()];
		for (int m = 0; m < errors.length; m++) {
			margins.get(m).evaluate(estimates, values, slopes);
			for (int i = 0; i < samples; i++) {
				double total = errors[m] * errors[m];
				for (int k = i * variables; k < (i + 1) * variables; k++) total += Math.pow(sigma * slopes[k], 2);
				final double pull = -values[i] / total;
				if (!Double.isFinite(pull)) continue;
				logarithms[i] += values[i] * pull / 2;
				for (int k = i * variables; k < (i + 1) * variables; k++) gradients[k] += pull * slopes[k];
			}
		}
	}
}
