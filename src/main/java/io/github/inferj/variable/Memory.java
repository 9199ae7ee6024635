// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

/** How a component of a variable depends on those before it, or a function at one place on its values before that. */
public enum Memory {
	/** On all before it. */
	FULL,
	/** On the nearest before it alone, as in a Markov process. */
	MARKOV,
	/** On none: given the parents, all are independent. */
	NONE
}
