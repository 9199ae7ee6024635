// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.ConstrainedDraws;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.FunctionSampler;
import io.github.inferj.model.FurtherPlaces;
import io.github.inferj.model.Marginal;
import io.github.inferj.report.DrawsTable;
import io.github.inferj.report.FunctionSummary;
import io.github.inferj.report.Observations;
import io.github.inferj.report.PathsTable;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * A question of which some functions are drawn together with the scalars, at all places where they are wanted: those with
 * conditions, which hold at these places, and all that are wanted if each draw is to be a path. Other functions depend on
 * conditions only by what is drawn so, and each of its draws is an observation they are drawn from.
 *
 * @param query whose split may have conditions
 * @param further the places of functions that are drawn together, besides the observed ones
 * @param conditions those of the query, on the columns of the specification with these places
 */
record JointQuery(Query query, FurtherPlaces further, Optional<Conditions> conditions) {

	/** @throws InvalidInputException if functions are wanted at more places than can be drawn together */
	static JointQuery of(final Query query) {
		final List<Variable> together = query.trained().specification().variables().stream().filter(variable -> query.split()
			.hasConditions(variable) || query.hasPaths() && query.functions().contains(variable)).toList();
		final FurtherPlaces further = new FurtherPlaces(query.observations().specification(), query.places().of(together));
		together.forEach(function -> requireTogether(query, function));
		final ModelSpecification specification = further.specification();
		return new JointQuery(query, further, query.split().conditions().map(conditions -> conditions.on(specification,
			column -> specification.indexOf(name(further, conditions.specification().components().get(column))))));
	}

	private static void requireTogether(final Query query, final Variable function) {
		final int wanted = query.places().of(List.of(function)).get(function.name()).length;
		final Observations observations = query.observations();
		final int observed = IntStream.range(0, observations.values().length).map(i -> observations.placesOf(i, function.name())
			.length).max().orElse(0);
		final boolean isAfterParameters = function.role() == Role.DATA && query.trained().isTrainedForAny() && query.split().conditions()
			.isEmpty();
		final int most = isAfterParameters ? FunctionSampler.givenParameters(function.size()) : FunctionSampler.together(function.size(),
			observed);
		if (wanted > most) throw new InvalidInputException(query.places().key() + ": " + wanted
			+ " are too many for " + (query.split().hasConditions(function) ? "conditions on " : "paths of ") + function.name()
			+ ", whose values at all of them are drawn together: a model that was trained on "
			+ function.size() + " in each simulation draws at most " + most + (observed == 0 || isAfterParameters ? "" : " beside " + observed
				+ " observed ones") + "; name at most " + most);
	}

	/** @return the name that a component of the conditions' specification has beside the observed places */
	private static String name(final FurtherPlaces further, final Component component) {
		final Variable variable = component.variable();
		if (!variable.isFunction()) return component.name();
		final int observed = further.observed().columnsOf(List.of(variable.name())).length;
		return variable.componentName(observed + component.index());
	}

	private ModelSpecification specification() {
		return further.specification();
	}

	/** @return the scalars that are wanted, as columns of the specification with the further places */
	private int[] wanted() {
		return query.wanted(specification());
	}

	/** @return what is drawn besides the scalars that are wanted: what has conditions, and functions at all further places */
	private IntStream others() {
		return IntStream.concat(conditions.stream().flatMap(all -> all.columns().stream()).mapToInt(Integer::intValue), Arrays.stream(
			further.columns())).distinct();
	}

	private int[] columns() {
		return IntStream.concat(Arrays.stream(wanted()), others()).distinct().sorted().toArray();
	}

	private Marginal marginal() {
		return query.marginal(query.trained().at(specification()), others().toArray());
	}

	private double[][] rows() {
		return Arrays.stream(query.observations().values()).map(further::extend).toArray(double[][]::new);
	}

	/**
	 * Draws the scalars that are wanted and all that has conditions.
	 *
	 * @throws InvalidInputException if all draws together are more than one table can hold
	 */
	ConstrainedDraws drawConstrained(final int draws, final long seed, final Progress progress) {
		query.requireRoom(draws, columns().length);
		try (ConstrainedSampler sampler = new ConstrainedSampler(marginal(), conditions.orElseThrow())) {
			return sampler.sample(rows(), query.observations()::label, columns(), draws, seed, progress);
		}
	}

	/**
	 * Answers a question without conditions.
	 *
	 * @throws InvalidInputException if all draws together are more than one table can hold
	 */
	Answer draw(final int draws, final long seed, final Progress progress) {
		query.requireRoom(draws, columns().length);
		try (ConditionalSampler sampler = new ConditionalSampler(marginal())) {
			return answer(sampler.sample(rows(), columns(), draws, seed, progress), seed, progress);
		}
	}

	/**
	 * Draws functions that are not drawn yet, and puts all that is wanted together.
	 *
	 * @param drawn as by {@link #drawConstrained}
	 */
	Answer answer(final Draws drawn, final long seed, final Progress progress) {
		final Optional<FunctionSummary> summary = query.functions().isEmpty() ? Optional.empty() : Optional.of(summary(drawn, seed,
			progress));
		final Optional<PathsTable> paths = query.hasPaths() ? Optional.of(new PathsTable(new DrawsTable(drawn, query.observations()
			.names(), query.observations().groupHeading()), wanted(), query.functions(), further)) : Optional.empty();
		return new Answer(query.observations(), drawn.of(wanted()), Optional.empty(), summary, summary, paths);
	}

	private FunctionSummary summary(final Draws drawn, final long seed, final Progress progress) {
		final Map<String, double[]> all = query.places().of(query.functions());
		final Map<String, double[]> free = new TreeMap<>(all);
		free.keySet().removeAll(further.places().keySet());
		final FunctionSummary summary = new FunctionSummary(query.observations(), all);
		for (int i = 0; i < drawn.observations(); i++) addTogether(drawn, i, summary);
		if (!free.isEmpty()) new FunctionSampler(query.trained(), specification(), free).sample(rows(), Query.enough(drawn), seed,
			progress, summary::add);
		return summary;
	}

	private void addTogether(final Draws drawn, final int observation, final FunctionSummary summary) {
		final int[] columns = further.columns();
		int k = 0;
		for (final Variable variable : further.observed().columnVariables()) {
			final String name = variable.name();
			final int count = further.places().getOrDefault(name, new double[0]).length;
			final boolean isWanted = summary.functions().stream().anyMatch(function -> function.name().equals(name));
			for (int place = 0; place < count; place++, k++)
				if (isWanted) summary.add(observation, name, place, drawn.column(observation, position(drawn, columns[k])));
		}
	}

	private static int position(final Draws drawn, final int column) {
		return Arrays.binarySearch(drawn.columns(), column);
	}
}
