// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;

/** What the references of all tasks share: the two trivial conditionals, and refusing what cannot be used. */
abstract class TaskReference implements ConditionalReference {

	private final Simulator simulator;
	private final ModelSpecification specification;
	private final List<Prior> priors;

	TaskReference(final Simulator simulator) {
		this.simulator = simulator;
		specification = simulator.specification();
		priors = specification.components().stream().map(Component::variable).flatMap(v -> v.prior().stream()).toList();
	}

	@Override
	public final ModelSpecification specification() {
		return specification;
	}

	@Override
	public final double logJoint(final double[] row) {
		requireWidth(row);
		return logDensity(row);
	}

	/** {@link #logJoint} of a row of the right width. */
	abstract double logDensity(double[] row);

	/**
	 * @param given a value for each column, NaN = latent; neither all nor none of them
	 * @throws ImpossibleConditionException if the task cannot produce the given values
	 */
	abstract RowSampler conditional(double[] given);

	@Override
	public final double[][] sample(final double[] given, final int draws, final long seed) {
		requireUsable(given);
		if (draws < 1) throw new InvalidInputException("task " + specification.name() + ": " + draws
			+ " draws asked for: ask for at least 1");
		if (Arrays.stream(given).allMatch(Double::isNaN)) return simulations(draws, seed);
		try {
			final double[] values = given.clone();
			final RowSampler sampler = Arrays.stream(values).anyMatch(Double::isNaN) ? conditional(values) : (row, rng) -> {};
			final double[][] rows = new double[draws][];
			for (int i = 0; i < draws; i++) {
				rows[i] = values.clone();
				sampler.complete(rows[i], new SeededRandom(seed, i));
			}
			return rows;
		}
		catch (final ImpossibleConditionException exc) {
			throw new InvalidInputException("task " + specification.name() + " cannot produce the given values "
				+ describe(given) + ": correct them", exc);
		}
	}

	private double[][] simulations(final int draws, final long seed) {
		final Simulations simulations = SimulationRun.of(simulator, draws, seed).run(Progress.NONE);
		return IntStream.range(0, simulations.count()).mapToObj(simulations::row).toArray(double[][]::new);
	}

	/** @return the sum of the logarithms of the priors whose density the specification knows */
	final double logPrior(final double[] row) {
		double sum = 0;
		for (int i = 0; i < priors.size(); i++) if (!priors.get(i).isDrawnBySimulator()) sum += priors.get(i).logDensity(row[i]);
		return sum;
	}

	/** Simulates from the parameters of a row, and fills in the data that are latent. */
	final void simulateLatentData(final double[] row, final RandomGenerator rng) {
		final double[] data = simulate(row, rng);
		for (int i = 0; i < data.length; i++) if (Double.isNaN(row[priors.size() + i])) row[priors.size() + i] = data[i];
	}

	/** @return data simulated from the parameters of a row */
	final double[] simulate(final double[] row, final RandomGenerator rng) {
		return simulator.simulate(Arrays.copyOf(row, priors.size()), rng);
	}

	private void requireWidth(final double[] row) {
		if (row.length != specification.size()) throw new InvalidInputException("task " + specification.name() + ": "
			+ row.length + " values were given: give one for each of " + String.join(", ", specification.columnNames()));
	}

	private void requireUsable(final double[] given) {
		requireWidth(given);
		for (int i = 0; i < given.length; i++) {
			final String column = specification.columnNames().get(i) + " = " + given[i];
			if (Double.isInfinite(given[i])) throw new InvalidInputException("task " + specification.name() + ": " + column
				+ " cannot be given: use a finite number, or NaN for a latent one");
			if (i < priors.size() && !Double.isNaN(given[i]) && !priors.get(i).support().contains(given[i]))
				throw new InvalidInputException("task " + specification.name() + ": " + column + " lies outside its prior "
					+ priors.get(i) + ": give a value inside");
		}
	}

	private String describe(final double[] given) {
		return IntStream.range(0, given.length).filter(i -> !Double.isNaN(given[i])).mapToObj(i -> specification.columnNames()
			.get(i) + " = " + given[i]).collect(Collectors.joining(", "));
	}
}
