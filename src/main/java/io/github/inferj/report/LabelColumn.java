// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A column of labels that lie as near as they can to where they belong, without touching each other.
 *
 * @param top the highest place, in pixels downwards
 * @param bottom the lowest place
 * @param gap the least distance between two labels
 */
record LabelColumn(double top, double bottom, double gap) {

	/**
	 * Isotonic regression (pool adjacent violators) of the places less i times the gap: the places with the least sum of
	 * squared distances from the wanted ones. If there are too many labels they are closer to each other than the gap.
	 *
	 * @param wanted where each label belongs, in any order
	 * @return where to put each
	 */
	double[] places(final double... wanted) {
		final int n = wanted.length;
		final double step = n > 1 ? Math.min(gap, (bottom - top) / (n - 1)) : 0;
		final int[] order = IntStream.range(0, n).boxed().sorted(Comparator.comparingDouble(i -> wanted[i])).mapToInt(
			Integer::intValue).toArray();
		final double[] means = new double[n];
		final int[] sizes = new int[n];
		int blocks = 0;
		for (int i = 0; i < n; i++) {
			means[blocks] = wanted[order[i]] - i * step;
			sizes[blocks++] = 1;
			for (; blocks > 1 && means[blocks - 2] > means[blocks - 1]; blocks--) {
				final int size = sizes[blocks - 2] + sizes[blocks - 1];
				means[blocks - 2] = (means[blocks - 2] * sizes[blocks - 2] + means[blocks - 1] * sizes[blocks - 1]) / size;
				sizes[blocks - 2] = size;
			}
		}
		final double[] places = new double[n];
		int i = 0;
		for (int b = 0; b < blocks; b++) {
			final double place = Math.max(top, Math.min(bottom - (n - 1) * step, means[b]));
			for (final int end = i + sizes[b]; i < end; i++) places[order[i]] = place + i * step;
		}
		return places;
	}
}
