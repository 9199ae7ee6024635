// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Marginal;
import io.github.inferj.model.MaximumPosterior;
import io.github.inferj.report.Observations;
import io.github.inferj.variable.ModelSpecification;

/**
 * A question to a model.
 *
 * @param model the model
 * @param observations what is given
 * @param split which columns are given and which are wanted
 */
record Query(JointModel model, Observations observations, Split split) {

	private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

	/** Reads the given columns from a table, unless nothing is given. */
	static Query of(final JointModel model, final Split split, final ObservedTable table) {
		final ModelSpecification specification = model.specification();
		final Observations observations = split.given().length == 0 ? nothing(specification)
			: Observations.read(table.read(), specification, split.given());
		return new Query(model, observations, split);
	}

	private static Observations nothing(final ModelSpecification specification) {
		final double[] latent = new double[specification.rowSize()];
		Arrays.fill(latent, Double.NaN);
		return new Observations(specification, List.of("1"), new double[][] { latent });
	}

	/** @return one line for each column in which an observation is far from all simulations, and each set that is larger */
	List<String> warnings() {
		return Stream.concat(observations.farOutside(model.standardisation()).stream(), observations.largerThanTrained(model
			.specification()).stream()).toList();
	}

	/** @throws InvalidInputException if so many draws for each row are more than one table can hold */
	void requireRoom(final int draws) {
		final int columns = split.wanted().length;
		final long values = (long) observations.values().length * draws * columns;
		if (values > MOST_VALUES) throw new InvalidInputException("draws " + draws + ": for " + observations.values().length
			+ " row(s) and " + columns + " column(s) at most " + MOST_VALUES / observations.values().length / columns
			+ " fit at once; ask for fewer, or split the table");
	}

	/**
	 * Draws from the model, without the variables that are neither given nor wanted if it was trained to do
	 * without them.
	 *
	 * @throws InvalidInputException if all draws together are more than one table can hold
	 */
	Answer draw(final int draws, final long seed, final Progress progress) {
		requireRoom(draws);
		try (ConditionalSampler sampler = new ConditionalSampler(marginal())) {
			return new Answer(observations, sampler.sample(observations.values(), split.wanted(), draws, seed, progress),
				Optional.empty());
		}
	}

	/** Finds the most probable values of everything that is not given, and of it keeps what is wanted. */
	double[] map(final long seed, final Progress progress) {
		try (MaximumPosterior search = new MaximumPosterior(marginal())) {
			return search.find(observations.values(), seed, progress).stream().flatMapToDouble(mode -> Arrays.stream(split
				.wanted()).mapToDouble(column -> mode.values()[column])).toArray();
		}
	}

	/**
	 * @param others columns that are needed besides those given and wanted
	 * @return the model without all other variables if it was trained to do without them, else with all
	 */
	Marginal marginal(final int... others) {
		final int[] involved = Stream.of(split.given(), split.wanted(), others).flatMapToInt(Arrays::stream).filter(node -> node
			< model.specification().size()).distinct().sorted().toArray();
		final JointModel sized = model.withSpecification(observations.specification());
		return sized.covers(involved) ? sized.marginal(involved) : Marginal.whole(sized);
	}
}
