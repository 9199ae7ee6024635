// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

import io.github.inferj.graph.Value;

/**
 * What is kept of a run of tokens.
 *
 * @param run what kind of tokens it has
 * @param kept those kept, as positions in the run
 * @param read those whose columns are read from the network, as positions in the run
 */
record Part(Tokens.Run run, int[] kept, int[] read) {

	/**
	 * What a network is told about the columns of a part.
	 *
	 * @param values (B, columns)
	 * @param observed (B, columns): 1 where the column is conditioned on, 0 where it is latent
	 * @param told (B, columns) each: further values
	 */
	record Inputs(Value values, Value observed, List<Value> told) {}

	int columns() {
		return kept.length * columnsEach();
	}

	int columnsEach() {
		return run.columnsEach();
	}

	/** @return whether the tokens differ in their index alone */
	boolean isFunction() {
		return run.function() > 0;
	}

	/** @return number of rows of its weights */
	int rows() {
		return Collections.max(run.rows()) + 1;
	}

	/** @return the positions among the kept tokens of those that are read */
	int[] readAmongKept() {
		return Arrays.stream(read).map(token -> Arrays.binarySearch(kept, token)).toArray();
	}

	/** @return its network */
	TokenNetwork network(final int width) {
		return columnsEach() == 1 ? new ScalarNetwork(this, width) : new VectorNetwork(this, width);
	}
}
