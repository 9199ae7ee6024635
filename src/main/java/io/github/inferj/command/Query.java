// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.FunctionSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Marginal;
import io.github.inferj.model.MaximumPosterior;
import io.github.inferj.report.FunctionSummary;
import io.github.inferj.report.Observations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * A question to a model. Scalars are drawn with the functions at the places where they were observed and
 * nowhere else, so that they do not depend on where functions are wanted besides.
 *
 * @param trained the model, with the places of its simulations
 * @param observations what is given
 * @param split which nodes of the trained model are given and which columns are wanted
 * @param places where functions are wanted
 * @param hasPaths whether functions are to be drawn as paths, together with the scalars
 */
record Query(JointModel trained, Observations observations, Split split, PlacesField places, boolean hasPaths) {

	/** More observations than these are a table to compute with, not curves to look at. */
	private static final int FEW_OBSERVATIONS = 10;
	/** As many places of functions for each of many observations if none are named. */
	private static final int EVEN_OF_MANY = 16;
	/** As many draws tell the quantiles of functions of one observation, and of each of several. */
	private static final int FUNCTION_DRAWS = 1000;
	private static final int FUNCTION_DRAWS_EACH = 200;

	private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

	/** Reads the given columns from a table, unless nothing is given. */
	static Query of(final JointModel model, final Split split, final ObservedTable table, final FunctionOptions functions) {
		final ModelSpecification specification = model.specification();
		functions.requireUseful(model, split);
		final Observations observations = observe(specification, split.given(), table, functions.groupHeading());
		return new Query(model, observations, split, functions.places(), functions.hasPaths());
	}

	private static Observations observe(final ModelSpecification specification, final int[] given, final ObservedTable table,
		final Optional<String> groupHeading)
	{
		if (!Split.functions(specification, given).isEmpty()) return Observations.read(table.read(), specification, given,
			groupHeading);
		final ModelSpecification unobserved = specification.withAtMostPlaces(1);
		if (given.length > 0) return Observations.read(table.read(), unobserved, moved(specification, unobserved, given), groupHeading);
		table.requireNone();
		return nothing(unobserved);
	}

	private static Observations nothing(final ModelSpecification specification) {
		return new Observations(specification, List.of("1"), new double[][] { specification.latentRow() });
	}

	/** @return the model with as many places and members as the observations have */
	JointModel model() {
		return trained.at(observations.specification());
	}

	/** @return the scalars that are wanted, as columns of {@link #model()} */
	int[] wanted() {
		return wanted(observations.specification());
	}

	/** @return the scalars that are wanted, as columns of the model with functions at other places */
	int[] wanted(final ModelSpecification other) {
		return scalars(split.wanted(), other);
	}

	/** @return those of some columns of the trained model that belong to no function, as columns of another specification */
	private int[] scalars(final int[] columns, final ModelSpecification to) {
		return moved(trained.specification(), to, Split.scalars(trained.specification(), columns));
	}

	/** @return the same scalars and embedded variables as nodes of another specification */
	private static int[] moved(final ModelSpecification from, final ModelSpecification to, final int[] nodes) {
		final List<String> before = from.nodeNames();
		final List<String> after = to.nodeNames();
		return Arrays.stream(nodes).map(node -> after.indexOf(before.get(node))).toArray();
	}

	/**
	 * @return one line for each variable of which an observation is far from all simulations, or places are
	 *         observed or wanted that they do not reach, or more of them than the network saw in training; and one for
	 *         a column that seems to tell series apart
	 */
	List<String> warnings() {
		final List<String> warnings = new ArrayList<>(observations.farOutside(model().standardisation()));
		observations.unnamedGroups().ifPresent(heading -> warnings.add("column " + heading + " seems to tell series apart, but all rows "
			+ "were taken for one: name it as the group column, or sort the rows if they are one series"));
		for (final Variable variable : trained.specification().variables()) {
			if (!variable.isFunction()) continue;
			final String name = variable.name();
			for (int i = 0; i < observations.names().size(); i++) {
				final int count = observations.placesOf(i, name).length;
				if (count <= variable.size()) continue;
				warnings.add("column " + name + ": " + count + " values" + (observations.isNamed() ? " in group " + observations.names()
					.get(i) : "") + " are more than the " + variable.size() + " that training showed at once: the result may be less exact; "
					+ "train with as many places, or leave values out");
				break;
			}
		}
		warnings.addAll(observations.largerThanTrained(trained.specification()));
		if (!trained.isTrainedFor(split.given())) warnings.add(trained.purpose()
			+ ", not for what is given here: the result may be wrong; train it with conditionals left empty, or with these among them");
		final List<Variable> untold = places.isNone() ? List.of() : split.untold(trained);
		if (!untold.isEmpty()) warnings.add(trained.purpose() + ", not to tell " + untold.stream().map(Variable::name).collect(Collectors
			.joining(", ")) + " where it was not measured: do not trust the result; train it with conditionals left empty");
		warnings.addAll(places.warnings(split.elsewhere(trained.specification())));
		return warnings;
	}

	/** @return the functions that are wanted somewhere, with the places of the trained model */
	List<Variable> functions() {
		return places.isNone() ? List.of() : Split.functions(trained.specification(), split.wanted());
	}

	/** @throws InvalidInputException if so many draws of so many columns for each row are more than one table can hold */
	void requireRoom(final int draws, final int columns) {
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
		final int[] wanted = wanted();
		final Marginal marginal = marginal(model());
		if (functions().isEmpty()) return new Answer(observations, draws(marginal, wanted, draws, seed, progress));
		final int[] scalars = trained.isTrainedForAny() ? Split.scalars(observations.specification(), marginal.columns()) : wanted;
		final int count = wanted.length == 0 ? enough(draws, observations.values().length) : draws;
		final Draws drawn = draws(marginal, scalars, count, seed, progress);
		final boolean isMany = observations.values().length > FEW_OBSERVATIONS && places.isAutomatic();
		final FunctionSummary functions = summary(observations, isMany ? places.withEven(EVEN_OF_MANY) : places, drawn, seed, progress);
		final FunctionSummary curves = isMany ? summary(observations.first(), places, drawn.first(), seed, progress) : functions;
		return new Answer(observations, drawn.of(wanted), Optional.empty(), Optional.of(functions), Optional.of(curves), Optional
			.empty());
	}

	private Draws draws(final Marginal marginal, final int[] columns, final int draws, final long seed, final Progress progress) {
		requireRoom(draws, columns.length);
		if (columns.length == 0) return new Draws(observations.specification(), columns, observations.values().length, draws,
			new double[0]);
		try (ConditionalSampler sampler = new ConditionalSampler(marginal)) {
			return sampler.sample(observations.values(), columns, draws, seed, progress);
		}
	}

	/** @return those of some draws that tell the quantiles of functions */
	static Draws enough(final Draws draws) {
		return draws.thinned(enough(draws.draws(), draws.observations()));
	}

	private static int enough(final int draws, final int observations) {
		return Math.min(draws, observations == 1 ? FUNCTION_DRAWS : FUNCTION_DRAWS_EACH);
	}

	private FunctionSummary summary(final Observations some, final PlacesField wanted, final Draws drawn, final long seed,
		final Progress progress)
	{
		final Map<String, double[]> at = wanted.of(functions());
		final FunctionSummary summary = new FunctionSummary(some, at);
		final Draws known = enough(drawn);
		new FunctionSampler(trained, some.specification(), at).sample(some.values(), trained.isTrainedForAny() ? known : known.of(), seed,
			progress, summary::add);
		return summary;
	}

	/** Finds the most probable values of all scalars that are not given, and of them keeps what is wanted. */
	double[] map(final long seed, final Progress progress) {
		final int[] wanted = wanted();
		if (wanted.length == 0) return new double[0];
		try (MaximumPosterior search = new MaximumPosterior(marginal(model()))) {
			return search.find(observations.values(), observations::label, seed, progress).stream().flatMapToDouble(mode -> Arrays
				.stream(wanted).mapToDouble(column -> mode.values()[column])).toArray();
		}
	}

	/**
	 * @param model the trained model with functions at some places, which are all kept
	 * @param others its columns that are needed besides those given and wanted
	 * @return the model without all other scalars if it was trained to do without them, else with all
	 */
	Marginal marginal(final JointModel model, final int... others) {
		final ModelSpecification specification = model.specification();
		final int[] involved = Stream.of(scalars(split.given(), specification), wanted(specification), specification
			.functionColumns(), others).flatMapToInt(Arrays::stream).distinct().sorted().toArray();
		return model.covers(involved) ? model.marginal(involved) : Marginal.whole(model);
	}
}
