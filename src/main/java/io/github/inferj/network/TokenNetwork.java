// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import io.github.inferj.graph.Value;

/** What makes tokens of columns, and columns of tokens. */
sealed interface TokenNetwork permits ScalarNetwork, VectorNetwork {

	/**
	 * @param inputs the columns of the tokens that are kept
	 * @return (B, tokens kept, width)
	 */
	Value embed(Part.Inputs inputs, Weights weights);

	/**
	 * @param tokens (B, tokens read, width), as the transformer leaves them
	 * @param inputs the columns of the tokens that are kept
	 * @return (B, columns read)
	 */
	Value read(Value tokens, Part.Inputs inputs, Weights weights);
}
