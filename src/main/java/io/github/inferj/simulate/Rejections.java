// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.variable.ModelSpecification;

/** Counts the simulations that have a value without a finite image on the network's scale. */
final class Rejections {

	private final IndexedSimulation simulation;
	private final long[] byNode;
	private String firstParameters;
	private long attempted;
	private long rejected;

	Rejections(final IndexedSimulation simulation) {
		this.simulation = simulation;
		this.byNode = new long[simulation.specification().nodeCount()];
	}

	long count() {
		return rejected;
	}

	/** Counts rows {@code from} (included) to {@code to} (excluded). */
	void add(final SimulationRows rows, final int from, final int to) {
		for (int row = from; row < to; row++) {
			attempted++;
			final int node = simulation.firstUnusable(rows, row);
			if (node < 0) continue;
			if (rejected++ == 0) firstParameters = ParameterText.of(simulation.specification(), parameters(rows, row));
			byNode[node]++;
		}
	}

	private double[] parameters(final SimulationRows rows, final int row) {
		return IntStream.range(0, simulation.specification().parameterCount()).mapToDouble(c -> rows.get(row, c)).toArray();
	}

	/**
	 * @throws InvalidInputException if more than half of all rows so far were rejected
	 */
	void requireMinority() {
		if (2 * rejected <= attempted) return;
		final ModelSpecification specification = simulation.specification();
		int worst = 0;
		for (int i = 1; i < byNode.length; i++) if (byNode[i] > byNode[worst]) worst = i;
		throw new InvalidInputException(rejected + " of the first " + attempted + " simulations of " + specification.name() +
			" are not finite or outside the range of their transform, most often in " + specification.nodeNames().get(worst) +
			" (first at " + firstParameters + "): narrow the priors or correct the simulator");
	}
}
