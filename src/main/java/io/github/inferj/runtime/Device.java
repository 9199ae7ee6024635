// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.util.Locale;
import java.util.Map;

import io.github.inferj.InvalidInputException;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Elementwise;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/** Where graphs are executed. */
public enum Device {
	/** ONNX Runtime's CPU provider; the default. */
	CPU,
	/** ONNX Runtime's CUDA provider, with the GPU build of ONNX Runtime and an NVIDIA GPU. */
	CUDA;

	/** The system property that says where networks run unless a caller does: {@code cpu} (default) or {@code cuda}. */
	public static final String PROPERTY = "inferj.device";

	/**
	 * @return the device that {@link #PROPERTY} names, the CPU if nothing does
	 * @throws InvalidInputException if there is no device of that name
	 */
	public static Device preferred() {
		return of(System.getProperty(PROPERTY, CPU.key()));
	}

	/**
	 * @param name {@code cpu} or {@code cuda}, in any case
	 * @throws InvalidInputException if there is no device of that name
	 */
	public static Device of(final String name) {
		for (final Device device : values()) if (device.key().equalsIgnoreCase(name.strip())) return device;
		throw new InvalidInputException("device '" + name + "': use cpu or cuda");
	}

	/** @return its name in macros and properties */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Runs a small graph there.
	 *
	 * @throws InvalidInputException saying why, if it cannot be run
	 */
	public void require() {
		final Graph graph = new Graph();
		final Value x = graph.input("x", ElementType.FLOAT, Shape.of(1));
		graph.output("sum", Elementwise.add(x, x));
		try (Session session = new Session(OnnxWriter.write(graph, "InferJ tries a device", Map.of()).toByteArray(), 1, this);
				Tensor one = Tensor.of(new float[] { 1 }, 1);
				Tensor sum = new Tensor(1))
		{
			session.run(Map.of("x", one), Map.of("sum", sum));
			if (sum.data().get(0) != 2) throw new InvalidInputException("device " + key() + ": 1 + 1 came out as " + sum.data().get(0)
				+ " there; use cpu");
		}
	}
}
