// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.gradient;

import java.util.List;

import io.github.inferj.graph.Operation;
import io.github.inferj.graph.Value;

/** How one operator passes gradients back from its results to its operands. */
@FunctionalInterface
interface GradientRule {

	/**
	 * @param operation the operation
	 * @param outputGradients the gradient of each result; null where none flows
	 * @return the gradient of each operand, in any shape that {@link Broadcasting#sumTo} reduces to the
	 *         operand's; null where the operator is not differentiable
	 */
	List<Value> inputGradients(Operation operation, List<Value> outputGradients);
}
