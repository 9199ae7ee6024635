// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Path2D;
import java.util.Arrays;

/**
 * A histogram as a density.
 *
 * @param heights of the bins, per unit of the axis; all values together have area 1, those outside the range
 *          too
 * @param range from the first bin to the last
 */
record Histogram(double[] heights, PlotRange range) {

	/**
	 * Of bins whose width follows Freedman and Diaconis (1981), within limits that can be drawn; of whole numbers a bin for
	 * each, or for equally many.
	 *
	 * @param range as {@link PlotRange#of} has it
	 */
	static Histogram of(final double[] values, final PlotRange range) {
		if (range.isWhole()) return of(values, range, range.wholeBins());
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final double spread = Summary.quantile(sorted, 0.75) - Summary.quantile(sorted, 0.25);
		final double width = 2 * spread / Math.cbrt(sorted.length);
		final double least = Math.max(8, Math.min(40, Math.sqrt(sorted.length) / 2));
		return of(values, range, width > 0 ? (int) Math.max(least, Math.min(60, Math.ceil(range.length() / width))) : 41);
	}

	/** Of so many bins. */
	static Histogram of(final double[] values, final PlotRange range, final int bins) {
		final double[] heights = new double[bins];
		for (final double value : values) {
			final int bin = range.bin(value, bins);
			if (bin >= 0) heights[bin] += bins / range.length() / values.length;
		}
		return new Histogram(heights, range);
	}

	/** @return the height at a point; 0 outside the range */
	double at(final double x) {
		final int bin = range.bin(x, heights.length);
		return bin < 0 ? 0 : heights[bin];
	}

	/** @return the largest height */
	double highest() {
		return Arrays.stream(heights).max().orElse(1);
	}

	/** @return its closed outline in the coordinates of the axes */
	Path2D outline() {
		final Path2D path = new Path2D.Double();
		path.moveTo(range.lower(), 0);
		for (int i = 0; i < heights.length; i++) {
			path.lineTo(range.centre(i - 0.5, heights.length), heights[i]);
			path.lineTo(range.centre(i + 0.5, heights.length), heights[i]);
		}
		path.lineTo(range.upper(), 0);
		path.closePath();
		return path;
	}
}
