// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * Simulation number {@code index} of a seed: the places of functions, parameters from their priors in
 * column order, then those the simulator draws, then the data, all from {@link SeededRandom} of (seed, index). Parameters may
 * also be given. Safe to call from several threads.
 */
final class IndexedSimulation {

	private final Simulator simulator;
	private final long seed;
	private final ModelSpecification specification;
	private final Prior[] priors;
	private final Usability usability;
	private final int dataSize;
	private final Optional<double[][]> parameters;

	IndexedSimulation(final Simulator simulator, final long seed) {
		this(simulator, seed, Optional.empty());
	}

	/**
	 * @param parameters those of each simulation, then the places of those that are functions; functions of the data are
	 *          simulated at equally spaced places. Empty to draw all
	 */
	IndexedSimulation(final Simulator simulator, final long seed, final Optional<double[][]> parameters) {
		this.simulator = simulator;
		this.seed = seed;
		this.specification = simulator.specification();
		this.priors = specification.components().stream().limit(specification.parameterCount()).map(c -> c.variable()
			.prior().orElseThrow()).toArray(Prior[]::new);
		this.usability = new Usability(specification);
		this.dataSize = specification.variables().stream().filter(v -> v.role() == Role.DATA).mapToInt(Variable::size).sum();
		this.parameters = parameters;
	}

	ModelSpecification specification() {
		return specification;
	}

	/**
	 * @param row where the simulation goes
	 * @throws InvalidInputException if the simulator fails or returns the wrong number of values
	 */
	void draw(final long index, final double[] row) {
		final SeededRandom rng = new SeededRandom(seed, index);
		final double[] places = parameters.map(given -> placesOf(given[(int) index])).orElseGet(() -> places(rng));
		final double[] theta = parameters.map(given -> Arrays.copyOf(given[(int) index], priors.length)).orElseGet(() -> fromPriors(rng));
		final double[] data;
		try {
			if (parameters.isEmpty() && Arrays.stream(priors).anyMatch(Prior::isDrawnBySimulator)) simulator.drawParameters(theta, places,
				rng);
			System.arraycopy(theta, 0, row, 0, theta.length);
			data = simulator.simulate(theta, places, rng);
		}
		catch (final InvalidInputException | CancellationException exc) {
			throw exc;
		}
		catch (final RuntimeException exc) {
			throw new InvalidInputException(describe(index, theta) + " failed: " + String.valueOf(exc).lines().findFirst()
				.orElse(""), exc);
		}
		if (data == null || data.length != dataSize) throw new InvalidInputException(describe(index, theta) +
			" returned " + (data == null ? "nothing" : data.length + " value(s)") + " where its data have " + dataSize
			+ ": make simulate return one value for each data column");
		System.arraycopy(places, 0, row, specification.size(), places.length);
		arrange(data, row);
	}

	private double[] fromPriors(final SeededRandom rng) {
		return Arrays.stream(priors).mapToDouble(prior -> prior.isDrawnBySimulator() ? Double.NaN : prior.sample(rng)).toArray();
	}

	/** Puts data, which come in the order declared, where a row has them. */
	private void arrange(final double[] data, final double[] row) {
		int from = 0;
		int column = specification.parameterCount();
		int embedded = specification.embeddedOffset(0);
		for (final Variable variable : specification.variables()) {
			if (variable.role() == Role.PARAMETER) continue;
			System.arraycopy(data, from, row, variable.isEmbedded() ? embedded : column, variable.size());
			from += variable.size();
			if (variable.isEmbedded()) embedded += variable.size();
			else column += variable.size();
		}
	}

	/** @return for each function as many places as it has, uniform over its index and ascending */
	private double[] places(final SeededRandom rng) {
		return specification.variables().stream().filter(Variable::isFunction).flatMapToDouble(function -> {
			final Index over = function.index().orElseThrow();
			return rng.doubles(function.size(), over.lower(), over.upper()).sorted();
		}).toArray();
	}

	private double[] placesOf(final double[] given) {
		final DoubleStream ofParameters = Arrays.stream(given, priors.length, given.length);
		final DoubleStream ofData = specification.variables().stream().filter(v -> v.isFunction() && v.role() == Role.DATA)
			.flatMapToDouble(function -> Arrays.stream(function.index().orElseThrow().even(function.size())));
		return DoubleStream.concat(ofParameters, ofData).toArray();
	}

	/** @return the first node of a row that cannot be used, or -1 */
	int firstUnusable(final SimulationRows rows, final int row) {
		final float[] embedded = rows.embedded(row);
		final int exact = specification.embeddedOffset(0);
		return usability.firstUnusable(i -> i < exact ? rows.get(row, i) : embedded[i - exact]);
	}

	private String describe(final long index, final double[] theta) {
		return "simulator " + specification.name() + ", simulation " + index + " of seed " + seed + " (" + ParameterText.of(
			specification, theta) + ")";
	}
}
