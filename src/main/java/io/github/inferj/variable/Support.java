// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

/**
 * The closed interval of values a scalar can take.
 *
 * @param lower smallest value, or negative infinity
 * @param upper largest value, or positive infinity
 */
public record Support(double lower, double upper) {

	/** All real numbers. */
	public static final Support REAL = new Support(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

	/** Zero and everything above it. */
	public static final Support POSITIVE = new Support(0, Double.POSITIVE_INFINITY);

	public Support {
		if (!(lower < upper)) throw new IllegalArgumentException("the support [" + lower + ", " + upper
			+ "] is empty: its lower end must be below its upper end");
	}

	/** @return whether {@code x} lies inside; false for NaN */
	public boolean contains(final double x) {
		return x >= lower && x <= upper;
	}

	/** @return whether either end is finite */
	public boolean isBounded() {
		return lower != Double.NEGATIVE_INFINITY || upper != Double.POSITIVE_INFINITY;
	}

	/** @return the point of the support nearest to {@code x} */
	public double clip(final double x) {
		return Math.min(upper, Math.max(lower, x));
	}

	/**
	 * Mirrors a value that lies outside at the end it crossed; one that lies too far for a single
	 * reflection is clipped. Unlike clipping, it leaves no probability mass on the ends.
	 *
	 * @return a point of the support
	 */
	public double reflect(final double x) {
		if (x < lower) return clip(2 * lower - x);
		if (x > upper) return clip(2 * upper - x);
		return x;
	}
}
