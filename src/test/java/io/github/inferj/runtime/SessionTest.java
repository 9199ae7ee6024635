// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;

class SessionTest {

	/** Denormal numbers stay what they are, also where the virtual machine does not restore the processor's mode. */
	@Test
	void arithmeticOfTheCallerStaysAsItWas() {
		final Graph graph = new Graph();
		graph.output("y", Elementwise.add(graph.input("x", ElementType.FLOAT, Shape.of(2)), 1));
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor x = Tensor.of(new float[] { 1, 2 }, 2);
				Tensor y = new Tensor(2))
		{
			session.run(Map.of("x", x), Map.of("y", y));
			assertEquals(3, y.data().get(1));
			assertTrue(Double.longBitsToDouble(1) > Double.parseDouble("0"));
		}
	}
}
