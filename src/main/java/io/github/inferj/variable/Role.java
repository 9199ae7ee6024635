// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

/** What a variable is to the simulator: its input or its output. */
public enum Role {
	/** Drawn from a prior and handed to the simulator. */
	PARAMETER,
	/** Returned by the simulator, and what is usually observed. */
	DATA
}
