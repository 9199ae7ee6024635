// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;

import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Value;

/** The layers that all networks are made of. */
final class Layers {

	static final String MATRIX = "matrix";

	private Layers() {}

	/** @return rows times a matrix plus a bias; the matrix starts normal with sd {@code gain / sqrt(columns)} */
	static Value linear(final Value rows, final int outputs, final double gain, final Weights w) {
		final long inputs = rows.shape().size(1);
		return LinearAlgebra.gemm(rows, matrix(inputs, outputs, gain, w), bias(outputs, w));
	}

	/** @return a linear layer to {@code hidden}, SiLU and another linear layer; each starts with the gain named behind its size */
	static Value twoLayers(final Value rows, final int hidden, final double hiddenGain, final int outputs, final double gain,
		final Weights w)
	{
		return linear(silu(linear(rows, hidden, hiddenGain, w.scope("up"))), outputs, gain, w.scope("down"));
	}

	/** @return the matrix of {@link #linear}, (inputs, outputs) */
	static Value matrix(final long inputs, final int outputs, final double gain, final Weights w) {
		return w.normal(MATRIX, gain / Math.sqrt(inputs), inputs, outputs);
	}

	/** @return the bias of {@link #linear}, (outputs) */
	static Value bias(final int outputs, final Weights w) {
		return w.constant("bias", 0, outputs);
	}

	/** @return h sigmoid(h) (Elfwing et al. 2018) */
	static Value silu(final Value h) {
		return multiply(h, sigmoid(h));
	}
}
