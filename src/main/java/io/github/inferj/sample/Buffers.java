// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Memory for a solver's intermediate states. */
final class Buffers {

	private Buffers() {}

	/** @return a buffer of as many floats, which native code can read */
	static FloatBuffer like(final FloatBuffer x) {
		return ByteBuffer.allocateDirect(x.capacity() * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}
}
