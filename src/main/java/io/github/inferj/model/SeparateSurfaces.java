// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A {@link ResponseSurface} for each function, of one variable of its own and of some that all functions share: such as estimates of
 * data that are independent given the parameters. They have far fewer coefficients than polynomials of all variables.
 *
 * @param each those of the functions, in the order of their own variables, which come before the shared ones
 */
record SeparateSurfaces(List<ResponseSurface> each) implements Surface {

	/** Each function has polynomials of its own to find: quadratic ones of up to nine variables, cubic ones of up to five. */
	private static final int MOST_TERMS = 56;

	/** @return how many points they need with so many shared variables */
	static int leastPoints(final int shared) {
		return ResponseSurface.leastPoints(1 + shared);
	}

	/**
	 * @param points at least {@link #leastPoints}; the functions' own variables first, then the shared ones
	 * @param values what the functions are to be at each point
	 * @param tolerance the largest error of a function; where half of it is reached, no higher degree is tried
	 * @return polynomials of at most that error, if there are any; of one function after the other, so that it ends at the first that
	 *         has none
	 */
	static Optional<Surface> through(final double[][] points, final double[][] values, final double tolerance) {
		final int functions = values[0].length;
		final List<ResponseSurface> each = new ArrayList<>();
		for (int k = 0; k < functions; k++) {
			final int function = k;
			final ResponseSurface surface = ResponseSurface.through(Arrays.stream(points).map(point -> own(point, function, functions))
				.toArray(double[][]::new), Arrays.stream(values).map(value -> new double[] { value[function] }).toArray(double[][]::new),
				MOST_TERMS, tolerance / 2);
			if (!(surface.error() <= tolerance)) return Optional.empty();
			each.add(surface);
		}
		return Optional.of(new SeparateSurfaces(each));
	}

	private static double[] own(final double[] point, final int k, final int functions) {
		final double[] some = new double[1 + point.length - functions];
		some[0] = point[k];
		System.arraycopy(point, functions, some, 1, some.length - 1);
		return some;
	}

	@Override
	public boolean reaches(final double[] point, final double margin) {
		for (int k = 0; k < each.size(); k++) if (!each.get(k).reaches(own(point, k, each.size()), margin)) return false;
		return true;
	}

	@Override
	public double[] at(final double[] point) {
		final double[] values = new double[each.size()];
		for (int k = 0; k < values.length; k++) values[k] = each.get(k).at(own(point, k, values.length))[0];
		return values;
	}
}
