// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.log;
import static io.github.inferj.graph.Elementwise.maximum;

import java.util.List;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * A permutation-invariant network for independent and identically distributed members (deep sets, Zaheer et al.
 * 2017, theorem 2): two layers for each member by itself, the mean over the members, and two layers of that mean
 * and of log(1 + number of members), which says how sure the mean is. The weights do not depend on the number of
 * members.
 *
 * @param members largest number of members, n
 * @param each number of values of a member, d
 * @param width of the token
 */
record SetNetwork(int members, int each, int width) {

	private static final double GAIN = 1.7;

	/**
	 * @param values (B, n d), standardised; those of absent members do not matter, but are finite
	 * @param present (B, n): 1 for members, 0 for absent ones
	 * @return (B, width)
	 */
	Value apply(final Value values, final Value present, final Weights weights) {
		final Dim batch = values.shape().dim(0);
		final int features = 4 * width;
		final Value rows = Layout.reshape(values, new Shape(List.of(batch.times(members), Dim.of(each))));
		final Value hidden = Layers.silu(Layers.linear(rows, features, 1, weights.scope("member_up")));
		final Value member = Layout.reshape(Layers.silu(Layers.linear(hidden, features, GAIN, weights.scope("member_down"))),
			new Shape(List.of(batch, Dim.of(members), Dim.of(features))));
		final Value mask = Layout.reshape(present, new Shape(List.of(batch, Dim.ONE, Dim.of(members))));
		final Value sum = Layout.reshape(LinearAlgebra.matMul(mask, member), new Shape(List.of(batch, Dim.of(features))));
		final Value count = Reduction.sum(present, true, 1);
		final Value mean = divide(sum, maximum(count, values.graph().constant(1)));
		final Value all = Layout.concatenate(1, List.of(mean, log(add(count, 1))));
		return Layers.twoLayers(all, features, GAIN, width, GAIN, weights);
	}
}
