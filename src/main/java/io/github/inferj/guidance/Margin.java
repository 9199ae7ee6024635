// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;

/** A differentiable function of standardised variables that is positive where a constraint holds. */
@FunctionalInterface
public interface Margin {

	/**
	 * @param x standardised variables, (samples x variables); unchanged
	 * @param margins receives a value per sample; NaN where undefined
	 * @param gradients receives its gradient, (samples x variables)
	 */
	void evaluate(FloatBuffer x, float[] margins, float[] gradients);

	/**
	 * @param column a variable
	 * @param bound where it must lie above, or below, in standardised units
	 * @param isLower whether the bound is the lower end
	 * @return the distance of a variable from a bound, positive on the right side
	 */
	static Margin bound(final int column, final double bound, final boolean isLower) {
		final float sign = isLower ? 1 : -1;
		return (x, margins, gradients) -> {
			final int variables = x.capacity() / margins.length;
			for (int k = 0; k < x.capacity(); k++) gradients[k] = k % variables == column ? sign : 0;
			for (int i = 0; i < margins.length; i++) margins[i] = sign * (x.get(i * variables + column) - (float) bound);
		};
	}
}
