// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.file.Path;

import io.github.inferj.variable.ModelSpecification;

/** A trained network with its variables. */
public final class JointModel {

	/** Reads and checks a model file. */
	public static JointModel load(final Path file) {
		throw new UnsupportedOperationException();
	}

	/** Writes to a temporary file beside the target, then moves it. */
	public void save(final Path file) {
		throw new UnsupportedOperationException();
	}

	/** @return the variables */
	public ModelSpecification specification() {
		throw new UnsupportedOperationException();
	}

	/** @return the smallest simulated value of a column */
	public double smallestSimulated(final int column) {
		throw new UnsupportedOperationException();
	}

	/** @return the largest simulated value of a column */
	public double largestSimulated(final int column) {
		throw new UnsupportedOperationException();
	}
}
