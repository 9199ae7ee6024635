// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A {@link ResponseSurface} for each function, of one variable of its own and of some that all functions share: such as estimates of
 * data that are independent given the parameters. They have far fewer coefficients than polynomials of all variables.
 *
 * @param each those of the functions, in the order of their own variables, which come before the shared ones
 */
record SeparateSurfaces(List<ResponseSurface> each) implements Surface {

	/** @return how many points they need with so many shared variables */
	static int leastPoints(final int shared) {
		return ResponseSurface.leastPoints(1 + shared);
	}

	/**
	 * @param points at least {@link #leastPoints}; the functions' own variables first, then the shared ones
	 * @param values what the functions are to be at each point
	 */
	static SeparateSurfaces through(final double[][] points, final double[][] values) {
		final int functions = values[0].length;
		return new SeparateSurfaces(IntStream.range(0, functions).mapToObj(k -> ResponseSurface.through(Arrays.stream(points).map(
			point -> own(point, k, functions)).toArray(double[][]::new), Arrays.stream(values).map(value -> new double[] { value[k] })
				.toArray(double[][]::new))).toList());
	}

	private static double[] own(final double[] point, final int k, final int functions) {
		final double[] some = new double[1 + point.length - functions];
		some[0] = point[k];
		System.arraycopy(point, functions, some, 1, some.length - 1);
		return some;
	}

	@Override
	public double error() {
		return each.stream().mapToDouble(ResponseSurface::error).max().orElse(0);
	}

	@Override
	public boolean reaches(final double[] point) {
		for (int k = 0; k < each.size(); k++) if (!each.get(k).reaches(own(point, k, each.size()))) return false;
		return true;
	}

	@Override
	public double[] at(final double[] point) {
		final double[] values = new double[each.size()];
		for (int k = 0; k < values.length; k++) values[k] = each.get(k).at(own(point, k, values.length))[0];
		return values;
	}
}
