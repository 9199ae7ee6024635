// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** The element types InferJ's graphs use. */
public enum ElementType {
	/** 32-bit IEEE 754. */
	FLOAT(DataType.FLOAT),
	/** 64-bit signed integer, for shapes and indices. */
	INT64(DataType.INT64),
	/** Truth values, for masks. */
	BOOL(DataType.BOOL);

	private final DataType onnx;

	ElementType(final DataType onnx) {
		this.onnx = onnx;
	}

	DataType onnx() {
		return onnx;
	}
}
