// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import io.github.inferj.variable.Support;

/**
 * The extent of an axis.
 *
 * @param lower lower end
 * @param upper upper end, above the lower one
 * @param isWhole whether nothing but whole numbers is shown
 */
record PlotRange(double lower, double upper, boolean isWhole) {

	private static final double MOST_WHOLE_BINS = 60;

	PlotRange(final double lower, final double upper) {
		this(lower, upper, false);
	}

	/**
	 * @param values at least one, all finite
	 * @param support where values can lie at all
	 * @param marked further values that must be visible; NaN is ignored
	 * @return the range of all but the outermost 0.1 % of the values, and of the marked ones, with a margin
	 *         that stays in the support; of whole numbers from half below to half above
	 */
	static PlotRange of(final double[] values, final Support support, final double... marked) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final double[] ends = DoubleStream.concat(DoubleStream.of(Summary.quantile(sorted, 0.0005), Summary.quantile(sorted,
			0.9995)), Arrays.stream(marked).filter(Double::isFinite)).toArray();
		final double least = Arrays.stream(ends).min().orElseThrow();
		final double most = Arrays.stream(ends).max().orElseThrow();
		if (areWhole(values)) return ofWhole(Math.floor(least), Math.ceil(most));
		final double margin = most > least ? 0.06 * (most - least) : Math.max(1e-3, 0.05 * Math.abs(most));
		final double lower = Math.max(least - margin, support.lower());
		final double upper = Math.min(most + margin, support.upper());
		return lower < upper ? new PlotRange(lower, upper) : new PlotRange(least - margin, most + margin);
	}

	/** @return whether all values are whole numbers */
	static boolean areWhole(final double[] values) {
		return Arrays.stream(values).allMatch(x -> x == Math.rint(x));
	}

	/** @return a range around whole numbers that {@link #wholeBins} cuts between them */
	private static PlotRange ofWhole(final double least, final double most) {
		final double count = most - least + 1;
		final double each = Math.ceil(count / MOST_WHOLE_BINS);
		return new PlotRange(least - 0.5, least - 0.5 + Math.ceil(count / each) * each, true);
	}

	/** @return the number of equal bins with equally many whole numbers each, at most 60, of a range of {@link #isWhole} */
	int wholeBins() {
		return (int) Math.round(length() / Math.ceil(length() / MOST_WHOLE_BINS));
	}

	double length() {
		return upper - lower;
	}

	/** @return the bin, of so many, that a value falls into; -1 outside */
	int bin(final double value, final int bins) {
		if (!(value >= lower && value <= upper)) return -1;
		return Math.min(bins - 1, (int) ((value - lower) / length() * bins));
	}

	/** @return the centre of a (fractional) bin */
	double centre(final double bin, final int bins) {
		return lower + (bin + 0.5) / bins * length();
	}
}
