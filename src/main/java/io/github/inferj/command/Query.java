// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Arrays;
import java.util.List;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.Observations;
import io.github.inferj.variable.ModelSpecification;

/**
 * A question to a model.
 *
 * @param model the model
 * @param observations what is given
 * @param wanted indices of the columns to draw, ascending
 */
record Query(JointModel model, Observations observations, int[] wanted) {

	private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

	/** Reads the given columns from a table, unless nothing is given. */
	static Query of(final JointModel model, final Split split, final ObservedTable table) {
		final ModelSpecification specification = model.specification();
		final Observations observations = split.given().length == 0 ? nothing(specification)
			: Observations.read(table.read(), specification, split.given());
		return new Query(model, observations, split.wanted());
	}

	private static Observations nothing(final ModelSpecification specification) {
		final double[] latent = new double[specification.size()];
		Arrays.fill(latent, Double.NaN);
		return new Observations(specification, List.of("1"), new double[][] { latent });
	}

	/** @return one line for each column in which an observation is far from all simulations */
	List<String> warnings() {
		return observations.farOutside(model.standardisation().lowest(), model.standardisation().highest());
	}

	/** @throws InvalidInputException if so many draws for each row are more than one table can hold */
	void requireRoom(final int draws) {
		final long values = (long) observations.values().length * draws * wanted.length;
		if (values > MOST_VALUES) throw new InvalidInputException("draws " + draws + ": for " + observations.values().length
			+ " row(s) and " + wanted.length + " column(s) at most " + MOST_VALUES / observations.values().length / wanted.length
			+ " fit at once; ask for fewer, or split the table");
	}

	/**
	 * Draws from the model.
	 *
	 * @throws InvalidInputException if all draws together are more than one table can hold
	 */
	Answer draw(final int draws, final long seed, final Progress progress) {
		requireRoom(draws);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			return new Answer(observations, sampler.sample(observations.values(), wanted, draws, seed, progress));
		}
	}
}
