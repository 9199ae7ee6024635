// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.function.IntToDoubleFunction;

import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * Tells which simulations can be used: those whose values all have a finite image on the network's scale, at finite places. Absent
 * members of sets have no values, but every set has a member.
 */
record Usability(ModelSpecification specification) {

	/**
	 * @param row the values of a row by their number, as of {@link ModelSpecification#rowSize}
	 * @return the first node that cannot be used, or -1
	 */
	int firstUnusable(final IntToDoubleFunction row) {
		for (int c = 0; c < specification.size(); c++)
			if (!isUsable(specification.components().get(c).variable().transform(), row.applyAsDouble(c))) return c;
		final int[] functions = specification.functionColumns();
		for (int k = 0; k < functions.length; k++)
			if (!Double.isFinite(row.applyAsDouble(specification.size() + k))) return functions[k];
		for (int e = 0; e < specification.embedded().size(); e++)
			if (!isUsable(specification.embedded().get(e), specification.embeddedOffset(e), row)) return specification.size() + e;
		return -1;
	}

	private static boolean isUsable(final Transform transform, final double value) {
		return Double.isFinite(value) && Double.isFinite(transform.forward(value));
	}

	private static boolean isUsable(final Variable variable, final int from, final IntToDoubleFunction row) {
		final int each = variable.embedding().orElseThrow().each();
		int present = 0;
		for (int first = from; first < from + variable.size(); first += each) {
			int blank = 0;
			int usable = 0;
			for (int i = first; i < first + each; i++) {
				final double value = row.applyAsDouble(i);
				if (Double.isNaN(value)) blank++;
				else if (isUsable(variable.transform(), value)) usable++;
			}
			if (usable != each && !(variable.isSet() && blank == each)) return false;
			if (usable == each) present++;
		}
		return present > 0;
	}
}
