// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * Simulation number {@code index} of a seed: the places of functions, parameters from their priors in
 * column order, then those the simulator draws, then the data, all from {@link SeededRandom} of (seed, index). Safe to call
 * from several threads.
 */
final class IndexedSimulation {

	private final Simulator simulator;
	private final long seed;
	private final ModelSpecification specification;
	private final Prior[] priors;
	private final Transform[] transforms;
	private final int dataSize;

	IndexedSimulation(final Simulator simulator, final long seed) {
		this.simulator = simulator;
		this.seed = seed;
		this.specification = simulator.specification();
		this.priors = specification.components().stream().limit(specification.parameterCount()).map(c -> c.variable()
			.prior().orElseThrow()).toArray(Prior[]::new);
		this.transforms = specification.components().stream().map(Component::variable).map(v -> v.transform()).toArray(
			Transform[]::new);
		this.dataSize = specification.variables().stream().filter(v -> v.role() == Role.DATA).mapToInt(Variable::size).sum();
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
		final double[] places = places(rng);
		final double[] theta = new double[priors.length];
		for (int i = 0; i < theta.length; i++) theta[i] = priors[i].isDrawnBySimulator() ? Double.NaN : priors[i].sample(rng);
		final double[] data;
		try {
			if (Arrays.stream(priors).anyMatch(Prior::isDrawnBySimulator)) simulator.drawParameters(theta, places, rng);
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

	/**
	 * @return the first node with a value that has no finite image on the network's scale, or -1; absent members of
	 *         sets need none, but one member must be there
	 */
	int firstUnusable(final SimulationRows rows, final int row) {
		for (int i = 0; i < transforms.length; i++) if (!isUsable(transforms[i], rows.get(row, i))) return i;
		final float[] values = rows.embedded(row);
		for (int e = 0; e < specification.embedded().size(); e++)
			if (!isUsable(specification.embedded().get(e), values, specification.embeddedOffset(e) - specification.embeddedOffset(0)))
				return specification.size() + e;
		return -1;
	}

	private static boolean isUsable(final Transform transform, final double value) {
		return Double.isFinite(value) && Double.isFinite(transform.forward(value));
	}

	private static boolean isUsable(final Variable variable, final float[] values, final int from) {
		final int each = variable.embedding().orElseThrow().each();
		int present = 0;
		for (int first = from; first < from + variable.size(); first += each) {
			int blank = 0;
			int usable = 0;
			for (int i = first; i < first + each; i++) {
				if (Float.isNaN(values[i])) blank++;
				else if (isUsable(variable.transform(), values[i])) usable++;
			}
			if (usable != each && !(variable.isSet() && blank == each)) return false;
			if (usable == each) present++;
		}
		return present > 0;
	}

	private String describe(final long index, final double[] theta) {
		return "simulator " + specification.name() + ", simulation " + index + " of seed " + seed + " (" + ParameterText.of(
			specification, theta) + ")";
	}
}
