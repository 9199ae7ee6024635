// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;

/**
 * A float tensor in memory that Java and ONNX Runtime share: what is written to {@link #data()} is
 * what a session reads, and the other way round. Close it to free the native handle.
 */
public final class Tensor implements AutoCloseable {

	private final FloatBuffer data;
	private final OnnxTensor onnx;

	/**
	 * Allocates a tensor of zeros.
	 *
	 * @param sizes the extents, outermost first; none for a scalar
	 */
	public Tensor(final long... sizes) {
		long count = 1;
		for (final long size : sizes) count = Math.multiplyExact(count, size);
		this.data = ByteBuffer.allocateDirect(Math.toIntExact(Math.multiplyExact(count, Float.BYTES)))
			.order(ByteOrder.nativeOrder()).asFloatBuffer();
		try {
			this.onnx = OnnxTensor.createTensor(Environment.get(), data, sizes);
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime refused a tensor of " + count + " floats: " + exc.getMessage(), exc);
		}
	}

	/** @return a tensor holding these elements */
	public static Tensor of(final float[] elements, final long... sizes) {
		final Tensor tensor = new Tensor(sizes);
		tensor.data.put(0, elements);
		return tensor;
	}

	/** @return the elements, the last axis fastest; its position stays 0 */
	public FloatBuffer data() {
		return data;
	}

	/** @return number of elements */
	public int count() {
		return data.capacity();
	}

	/** @return a copy of the elements */
	public float[] toArray() {
		final float[] elements = new float[count()];
		data.get(0, elements);
		return elements;
	}

	OnnxTensor onnx() {
		return onnx;
	}

	@Override
	public void close() {
		onnx.close();
	}
}
