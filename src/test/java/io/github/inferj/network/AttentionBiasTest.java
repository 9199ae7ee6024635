// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;

import org.junit.jupiter.api.Test;

import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class AttentionBiasTest {

	private static final ModelSpecification CHAIN = ModelSpecification.of("chain", Variable.parameter("a", Prior.normal(0, 1)), Variable
		.data("b").dependsOn("a"), Variable.data("c").dependsOn("b"));

	@Test
	void neighboursReadEachOtherAndNothingElse() {
		final float[] bias = new AttentionBias(EdgeMasks.UNDIRECTED, CHAIN).of(new BitSet());
		final int a = 0;
		final int b = 1;
		final int c = 2;
		for (int i = 0; i < 3; i++) assertEquals(0, bias[3 * i + i]);
		for (final int[] pair : new int[][] { { a, b }, { b, c } }) {
			assertEquals(0, bias[3 * pair[0] + pair[1]]);
			assertEquals(0, bias[3 * pair[1] + pair[0]]);
		}
		assertTrue(bias[3 * a + c] < 0);
		assertEquals(bias[3 * a + c], bias[3 * c + a]);
	}

	/** The cause reads the second component of the first point, which is observed, but not the first one, which is its effect. */
	@Test
	void aTokenReadsAndIsReadForAllItsComponents() {
		final ModelSpecification points = ModelSpecification.of("points", Variable.parameter("a", Prior.normal(0, 1)).dependsOn(), Variable
			.data("x", 2).memoryless().dependsOn("a"), Variable.data("y", 2).memoryless().dependsOn("a")).withExchangeable("x", "y");
		final BitSet observed = new BitSet();
		observed.set(2);
		final int a = 0;
		final int x = 1;
		final int y = 2;
		final float[] directed = new AttentionBias(EdgeMasks.DIRECTED, points).of(observed);
		assertEquals(0, directed[3 * a + x]);
		assertTrue(directed[3 * a + y] < 0, "all of it is latent");
		assertEquals(0, directed[3 * x + a]);
		final float[] undirected = new AttentionBias(EdgeMasks.UNDIRECTED, points).of(observed);
		assertEquals(0, undirected[3 * a + y]);
		assertTrue(undirected[3 * x + y] < 0 && undirected[3 * y + x] < 0);
	}

	@Test
	void whatIsHiddenWeighsNothingAndIsNoDenormalNumber() {
		final float[] bias = new AttentionBias(EdgeMasks.UNDIRECTED, CHAIN).of(new BitSet());
		final float weight = (float) Math.exp(bias[2]);
		assertEquals(1, 1 + 1e10f * weight, "also where the hidden logit is the largest by far");
		assertTrue(weight * 1e-10f > Float.MIN_NORMAL, "also after multiplication with a small gradient");
	}
}
