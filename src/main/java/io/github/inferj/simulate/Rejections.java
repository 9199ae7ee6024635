// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Arrays;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/** Counts the simulations that have a value without a finite image on the network's scale. */
final class Rejections {

	private final IndexedSimulation simulation;
	private final long[] byColumn;
	private String firstParameters;
	private long attempted;
	private long rejected;

	Rejections(final IndexedSimulation simulation) {
		this.simulation = simulation;
		this.byColumn = new long[simulation.specification().size()];
	}

	long count() {
		return rejected;
	}

	/** Counts rows {@code from} (included) to {@code to} (excluded). */
	void add(final double[] rows, final int from, final int to) {
		final int width = simulation.specification().rowSize();
		for (int row = from; row < to; row++) {
			attempted++;
			final int column = simulation.firstUnusable(rows, row * width);
			if (column < 0) continue;
			if (rejected++ == 0) firstParameters = ParameterText.of(simulation.specification(), Arrays.copyOfRange(rows, row *
				width, row * width + simulation.specification().parameterCount()));
			byColumn[column]++;
		}
	}

	/**
	 * @throws InvalidInputException if more than half of all rows so far were rejected
	 */
	void requireMinority() {
		if (2 * rejected <= attempted) return;
		final ModelSpecification specification = simulation.specification();
		int worst = 0;
		for (int i = 1; i < byColumn.length; i++) if (byColumn[i] > byColumn[worst]) worst = i;
		throw new InvalidInputException(rejected + " of the first " + attempted + " simulations of " + specification.name() +
			" are not finite or outside the range of their transform, most often in " + specification.columnNames().get(worst) +
			" (first at " + firstParameters + "): narrow the priors or correct the simulator");
	}
}
