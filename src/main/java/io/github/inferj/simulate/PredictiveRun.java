// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * One simulation for each of given parameters. Run on draws of a posterior, the simulations are draws of the posterior predictive
 * distribution (Gelman et al., Bayesian Data Analysis, section 6.3). Simulation i depends on its parameters, the seed and i alone.
 * Functions of the data are simulated at as many places as the model declares, equally spaced from end to end.
 *
 * @param simulator what to run
 * @param parameters for each simulation all parameter components, in the order of the specification, then the places of
 *          those that are functions, ascending for each of them; finite
 * @param seed the seed of all simulations
 * @param threads how many to run at once
 */
public record PredictiveRun(Simulator simulator, double[][] parameters, long seed, int threads) {

	public PredictiveRun {
		Objects.requireNonNull(simulator, "simulator");
		if (threads < 1) throw new InvalidInputException("number of threads " + threads + ": it must be at least 1");
		final ModelSpecification specification = simulator.specification();
		final int wanted = specification.parameterCount() + placeCount(specification);
		SimulationRows.requireRoom(specification, parameters.length);
		for (final double[] row : parameters) if (row.length != wanted) throw new InvalidInputException(row.length
			+ " values of parameters and their places: simulator " + specification.name() + " takes " + wanted);
	}

	private static int placeCount(final ModelSpecification specification) {
		return specification.variables().stream().filter(v -> v.isFunction() && v.role() == Role.PARAMETER).mapToInt(Variable::size)
			.sum();
	}

	/**
	 * Runs the simulations.
	 *
	 * @param progress told how many are done
	 * @return parameters and data in the order of the parameters; values that are not finite are kept
	 * @throws InvalidInputException in one line, if a simulation fails
	 * @throws CancellationException if {@code progress} cancels
	 */
	public SimulationRows run(final Progress progress) {
		final SimulationRows rows = new SimulationRows(simulator.specification(), parameters.length);
		final IndexedSimulation simulation = new IndexedSimulation(simulator, seed, Optional.of(parameters));
		try (SimulationPool pool = new SimulationPool(simulation, threads)) {
			pool.run(0, parameters.length, rows, done -> progress.report("simulating", done, parameters.length), progress::cancelled);
		}
		return rows;
	}

	/** @return how many of these simulations could not be trained on: a value is not finite or outside of its transform's range */
	public int unusable(final SimulationRows rows) {
		final IndexedSimulation simulation = new IndexedSimulation(simulator, seed, Optional.of(parameters));
		return (int) IntStream.range(0, rows.count()).filter(row -> simulation.firstUnusable(rows, row) >= 0).count();
	}
}
