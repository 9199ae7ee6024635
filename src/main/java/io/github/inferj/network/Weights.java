// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import io.github.inferj.graph.Value;

/** Where a network under construction takes its weights from. */
@FunctionalInterface
public interface Weights {

	/**
	 * @param name unique in the network
	 * @param scale standard deviation of the initial values, which are normal around {@code mean}
	 * @param mean mean of the initial values
	 * @param sizes the extents
	 * @return the weight as a value of the graph being built
	 */
	Value get(String name, double scale, double mean, long... sizes);

	/** @return a weight that starts normal with this standard deviation */
	default Value normal(final String name, final double scale, final long... sizes) {
		return get(name, scale, 0, sizes);
	}

	/** @return a weight that starts at one value everywhere */
	default Value constant(final String name, final double value, final long... sizes) {
		return get(name, 0, value, sizes);
	}

	/** @return these weights with {@code prefix} and a dot in front of every name */
	default Weights scope(final String prefix) {
		return (name, scale, mean, sizes) -> get(prefix + "." + name, scale, mean, sizes);
	}
}
