// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

/**
 * The size of a network.
 *
 * @param layers number of transformer blocks
 * @param width numbers per token between blocks, a multiple of {@code heads}
 * @param heads attention heads per block
 * @param widening the hidden layer of each block's feed-forward part is this many times the width
 */
public record Architecture(int layers, int width, int heads, int widening) {

	public Architecture {
		if (layers < 1 || width < 1 || heads < 1 || widening < 1) throw new IllegalArgumentException("a network of " + layers
			+ " layers, width " + width + ", " + heads + " heads and widening " + widening + ": all must be at least 1");
		if (width % heads != 0) throw new IllegalArgumentException("width " + width + " is no multiple of " + heads + " heads");
	}
}
