// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

/** Functions of several variables that were fitted to values at some points. */
interface Surface {

	/** @return whether no variable is farther beyond those points than a part of their range, where the functions may go astray */
	boolean reaches(double[] point, double margin);

	/** @return what the functions are at a point */
	double[] at(double[] point);
}
