// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.runtime;

/** Where graphs are executed. */
public enum Device {
	/** ONNX Runtime's CPU provider; the default. */
	CPU,
	/** ONNX Runtime's CUDA provider, with the GPU build of ONNX Runtime and an NVIDIA GPU. */
	CUDA
}
