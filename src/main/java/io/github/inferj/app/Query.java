// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

/** What the benchmark asks a network for. */
enum Query {
	/** The parameters given all data, for observations with published draws. */
	POSTERIOR("posterior"),
	/** Random columns given the others: {@link RandomConditionals}. */
	ANY("any conditional");

	private final String label;

	Query(final String label) {
		this.label = label;
	}

	/** @return its name in published figures */
	String label() {
		return label;
	}
}
