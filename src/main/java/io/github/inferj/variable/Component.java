// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

/**
 * One scalar of a model: a column of its tables and a token of its network.
 *
 * @param variable the variable it belongs to
 * @param index its place in the variable, from 0
 */
public record Component(Variable variable, int index) {

	/** @return the column name */
	public String name() {
		return variable.componentName(index);
	}

	/** @return the column name with its unit, for axes: {@code alpha (1/year)} */
	public String label() {
		return variable.unit().isEmpty() ? name() : name() + " (" + variable.unit() + ")";
	}
}
