// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import io.github.inferj.table.Numbers;
import io.github.inferj.variable.Support;

/**
 * A drawn value as text, with about seven significant digits but never rounded out of its support.
 *
 * @param value the value
 * @param support of its variable
 */
record DrawnNumber(double value, Support support) {

	/** @return the number, in all its digits where fewer might lie outside */
	String text() {
		return mayRoundPast(support.lower()) || mayRoundPast(support.upper()) ? Double.toString(value) : Numbers.format(value);
	}

	private boolean mayRoundPast(final double end) {
		return Double.isFinite(end) && value != Math.rint(value) && Math.abs(value - end) <= 1e-6 * Math.abs(end);
	}
}
