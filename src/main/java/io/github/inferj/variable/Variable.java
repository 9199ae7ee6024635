// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.inferj.InvalidInputException;

/**
 * A named parameter or data variable of a model: a scalar, a vector, or a function of an index such as
 * time, known at a finite number of places.
 *
 * @param name letters, digits and underscores, starting with a letter
 * @param role parameter or data
 * @param size number of components, 1 for a scalar; of a function the number of places in each simulation
 * @param prior the prior of each component of a parameter; empty for data
 * @param transform from the variable's own scale to the scale the network works on
 * @param unit unit of measurement for headings and axes, or empty
 * @param parents names of the variables this one depends on directly; empty when not declared (then
 *          nothing is assumed about independence)
 * @param index what a function is a function of; empty for scalars and vectors
 * @param memory how its components depend on each other; looked at for data and for parameters that the simulator
 *          draws, as all others are independent
 * @param embedding that a network compresses all its values into one token; empty where each is a column
 */
public record Variable(String name, Role role, int size, Optional<Prior> prior, Transform transform, String unit,
	Optional<List<String>> parents, Optional<Index> index, Memory memory, Optional<Embedding> embedding)
{

	private static final int SHORTEST_SIGNAL = 16;

	private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

	public Variable {
		if (name == null || !NAME.matcher(name).matches()) throw new InvalidInputException("variable name '" + name
			+ "' cannot be used: start with a letter and use letters, digits and underscores only");
		if (size < 1) throw new InvalidInputException("variable " + name + " has size " + size + ": it needs at least 1");
		if (role == Role.PARAMETER && prior.isEmpty()) throw new InvalidInputException("parameter " + name
			+ " has no prior: give one, such as uniform(0, 1), or drawn_by_simulator");
		if (role == Role.DATA && prior.isPresent()) throw new InvalidInputException("data variable " + name
			+ " has a prior: only parameters have one");
		Objects.requireNonNull(transform, "transform");
		Objects.requireNonNull(memory, "memory");
		if (memory == Memory.MARKOV && prior.isPresent() && !prior.get().isDrawnBySimulator()) throw new InvalidInputException(
			"parameter " + name + " has the prior " + prior.get() + " for each of its values, which are then independent: use "
				+ "drawn_by_simulator for a Markov process");
		unit = unit == null ? "" : unit;
		parents = parents.map(List::copyOf);
		if (embedding.isPresent()) requireEmbeddable(name, role, size, index, embedding.get());
		if (prior.isPresent()) {
			final Support domain = transform.domain();
			final Support support = prior.get().support();
			if (!prior.get().isDrawnBySimulator() && (support.lower() < domain.lower() || support.upper() > domain.upper()))
				throw new InvalidInputException("parameter " + name + ": the transform " + transform
					+ " cannot take every value of the prior " + prior.get() + "; drop the transform or change the prior");
		}
	}

	/** A variable of full memory. */
	public Variable(final String name, final Role role, final int size, final Optional<Prior> prior,
		final Transform transform, final String unit, final Optional<List<String>> parents, final Optional<Index> index)
	{
		this(name, role, size, prior, transform, unit, parents, index, Memory.FULL, Optional.empty());
	}

	private static void requireEmbeddable(final String name, final Role role, final int size, final Optional<Index> index,
		final Embedding embedding)
	{
		final String what = "variable " + name + " is a " + embedding.kind().name().toLowerCase(Locale.ROOT);
		if (role == Role.PARAMETER) throw new InvalidInputException(what
			+ " and a parameter: only data can be embedded, as they are given and never drawn");
		if (index.isPresent()) throw new InvalidInputException(what + " and a function of " + index.get().name()
			+ ": it can be one of them");
		if (!embedding.isSet() && size < SHORTEST_SIGNAL) throw new InvalidInputException(what + " of " + size
			+ " values: one of fewer than " + SHORTEST_SIGNAL + " needs no embedding; leave it a vector");
		if (size % embedding.each() != 0) throw new InvalidInputException(what + " of " + size
			+ " values: they are no whole number of members of " + embedding.each());
	}

	/** A scalar or vector. */
	public Variable(final String name, final Role role, final int size, final Optional<Prior> prior,
		final Transform transform, final String unit, final Optional<List<String>> parents)
	{
		this(name, role, size, prior, transform, unit, parents, Optional.empty());
	}

	/** @return a scalar parameter on its prior's default scale */
	public static Variable parameter(final String name, final Prior prior) {
		return new Variable(name, Role.PARAMETER, 1, Optional.of(prior), prior.defaultTransform(), "", Optional.empty());
	}

	/** @return a vector parameter whose components share a prior */
	public static Variable parameter(final String name, final Prior prior, final int size) {
		return new Variable(name, Role.PARAMETER, size, Optional.of(prior), prior.defaultTransform(), "", Optional.empty());
	}

	/** @return a scalar data variable */
	public static Variable data(final String name) {
		return data(name, 1);
	}

	/** @return a vector data variable */
	public static Variable data(final String name, final int size) {
		return new Variable(name, Role.DATA, size, Optional.empty(), Transform.IDENTITY, "", Optional.empty());
	}

	/** @return this variable under another name */
	public Variable named(final String other) {
		return new Variable(other, role, size, prior, transform, unit, parents, index, memory, embedding);
	}

	/** @return this variable on another scale */
	public Variable withTransform(final Transform other) {
		return new Variable(name, role, size, prior, other, unit, parents, index, memory, embedding);
	}

	/** @return this variable with a unit for headings and axes */
	public Variable withUnit(final String other) {
		return new Variable(name, role, size, prior, transform, other, parents, index, memory, embedding);
	}

	/** @return this variable with its direct dependencies declared; none means independent of all before it */
	public Variable dependsOn(final String... names) {
		return new Variable(name, role, size, prior, transform, unit, Optional.of(List.of(names)), index, memory, embedding);
	}

	/** @return this variable as a Markov process: given its nearest earlier value, independent of those before that */
	public Variable markov() {
		return withMemory(Memory.MARKOV);
	}

	/** @return this variable with values that are independent of each other given its parents, such as measurements */
	public Variable memoryless() {
		return withMemory(Memory.NONE);
	}

	private Variable withMemory(final Memory other) {
		return new Variable(name, role, size, prior, transform, unit, parents, index, other, embedding);
	}

	/**
	 * @param places number of places in each simulation
	 * @return this variable as a function of an index
	 */
	public Variable over(final Index other, final int places) {
		return new Variable(name, role, places, prior, transform, unit, parents, Optional.of(other), memory, embedding);
	}

	/** @return these values as samples at equal distances, which a convolutional network compresses into one token */
	public Variable signal() {
		return new Variable(name, role, size, prior, transform, unit, parents, index, memory, Optional.of(Embedding.SIGNAL));
	}

	/**
	 * A set of members whose order says nothing, each of as many values as this variable has, which a
	 * permutation-invariant network compresses into one token. A member whose values are all NaN is absent.
	 *
	 * @param most number of members in simulations, absent ones included; a query may have any number
	 */
	public Variable set(final int most) {
		if (most < 1) throw new InvalidInputException("variable " + name + " is a set of " + most
			+ " members: it needs at least 1");
		if (most > Integer.MAX_VALUE / size) throw new InvalidInputException("variable " + name + " is a set of " + most
			+ " members of " + size + " values each: it can have at most " + Integer.MAX_VALUE / size);
		return new Variable(name, role, size * most, prior, transform, unit, parents, index, memory, Optional.of(
			new Embedding(Embedding.Kind.SET, size)));
	}

	/** @return this set with another number of members */
	public Variable withMembers(final int members) {
		return new Variable(name, role, embedding.orElseThrow().each() * members, prior, transform, unit, parents, index, memory,
			embedding);
	}

	/** @return whether it is embedded as a set */
	public boolean isSet() {
		return embedding.map(Embedding::isSet).orElse(false);
	}

	/** @return number of members of a set */
	public int members() {
		return size / embedding.orElseThrow().each();
	}

	/** @return whether all its values become one token of the network */
	public boolean isEmbedded() {
		return embedding.isPresent();
	}

	/** @return whether it is a function of an index */
	public boolean isFunction() {
		return index.isPresent();
	}

	/** @return the values a component can take: those of the prior and of the transform */
	public Support support() {
		final Support domain = transform.domain();
		final Support ofPrior = prior.map(Prior::support).orElse(Support.REAL);
		return new Support(Math.max(domain.lower(), ofPrior.lower()), Math.min(domain.upper(), ofPrior.upper()));
	}

	/** @return the name with its unit, for headings and axes: {@code hare (thousands)} */
	public String label() {
		return unit.isEmpty() ? name : name + " (" + unit + ")";
	}

	/** @return the name of component {@code i} (from 0): {@code name} for a scalar, {@code name_1}, ... for a vector */
	public String componentName(final int i) {
		return size == 1 && !isFunction() ? name : name + "_" + (i + 1);
	}
}
