// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

/** Functions of several variables that were fitted to values at some points. */
interface Surface {

	/** @return the root of the mean squared error to expect at points like those, of the function where it is largest */
	double error();

	/** @return whether a point is near enough to those */
	boolean reaches(double[] point);

	/** @return what the functions are at a point */
	double[] at(double[] point);
}
