// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.model.JointModel;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;
import io.github.inferj.variable.Variable;

/**
 * Which columns of a model are given, exactly or by conditions, and which are wanted; the others are
 * unknown and averaged over. A function is given or wanted with all its columns, and may be both: given
 * where it was observed, and wanted or under conditions elsewhere.
 *
 * @param given nodes of the model to condition on, columns and embedded variables, ascending; none for a draw from the
 *          whole model
 * @param wanted indices of the columns to draw, ascending
 * @param conditions what else is known, of a model that has functions at the places where they are wanted
 */
record Split(int[] given, int[] wanted, Optional<Conditions> conditions) {

	private static final String NOTHING = "none";

	/** @return the parameters, and the functions among the data at other places, given all data */
	static Split posterior(final ModelSpecification specification) {
		return posterior(specification, specification.functionColumns());
	}

	/** @return the parameters given all data */
	static Split parametersGivenData(final ModelSpecification specification) {
		return posterior(specification, new int[0]);
	}

	private static Split posterior(final ModelSpecification specification, final int[] others) {
		return new Split(specification.nodesOf(List.of("data")), IntStream.concat(Arrays.stream(specification.columnsOf(
			Role.PARAMETER)), Arrays.stream(others)).distinct().sorted().toArray(), Optional.empty());
	}

	/** @return the same with conditions */
	Split with(final Conditions other) {
		return new Split(given, wanted, Optional.of(other));
	}

	/** @return the functions of a model that are wanted or have conditions, in the order of the model */
	List<Variable> elsewhere(final ModelSpecification specification) {
		final List<Variable> wantedFunctions = functions(specification, wanted);
		return specification.variables().stream().filter(v -> wantedFunctions.contains(v) || hasConditions(v)).toList();
	}

	/** @return the functions that are wanted though they are given, by a model that only saw them given as a whole */
	List<Variable> untold(final JointModel model) {
		if (model.isTrainedForAny()) return List.of();
		final List<Variable> known = functions(model.specification(), given);
		return functions(model.specification(), wanted).stream().filter(known::contains).toList();
	}

	/** @return whether it is a function with conditions */
	boolean hasConditions(final Variable variable) {
		return conditions.isPresent() && functions(conditions.get().specification(), conditions.get().columns().stream().mapToInt(
			Integer::intValue).toArray()).stream().anyMatch(function -> function.name().equals(variable.name()));
	}

	/** @return the functions that some nodes of a model belong to, in the order of the model */
	static List<Variable> functions(final ModelSpecification specification, final int[] nodes) {
		return Arrays.stream(nodes).filter(node -> node < specification.size()).mapToObj(c -> specification.components().get(c)
			.variable()).filter(Variable::isFunction)
			.distinct().toList();
	}

	/** @return those of some nodes of a model that are columns and belong to no function */
	static int[] scalars(final ModelSpecification specification, final int[] nodes) {
		return Arrays.stream(nodes).filter(c -> c < specification.size() && !specification.components().get(c).variable()
			.isFunction()).toArray();
	}

	/**
	 * Reads names of variables or columns, separated by commas; {@code parameters} and {@code data} stand for
	 * all of that role, and {@code none} as all that is given for nothing.
	 *
	 * @throws InvalidInputException if a name is unknown, either list is empty, or a column is in both
	 */
	static Split parse(final ModelSpecification specification, final String given, final String wanted) {
		final Split split = new Split(given(specification, given), columns(specification, "wanted", wanted), Optional.empty());
		final String both = Arrays.stream(scalars(specification, split.given)).filter(split::wants).mapToObj(specification
			.columnNames()::get).collect(Collectors.joining(", "));
		if (!both.isEmpty()) throw new InvalidInputException("given '" + given.strip() + "' and wanted '" + wanted.strip()
			+ "' contradict each other: " + both + " cannot be both; remove it from one");
		return split;
	}

	/**
	 * Reads what is given, as {@link #parse} does; wanted are the parameters that are not.
	 *
	 * @throws InvalidInputException if a name is unknown, or all parameters are given
	 */
	static Split parametersGiven(final ModelSpecification specification, final String given) {
		final int[] nodes = given(specification, given);
		final int[] wanted = Arrays.stream(specification.columnsOf(Role.PARAMETER)).filter(column -> Arrays.binarySearch(nodes,
			column) < 0).toArray();
		if (wanted.length == 0) throw new InvalidInputException("wanted is empty and given '" + given.strip()
			+ "' has all parameters: name what to draw");
		return new Split(nodes, wanted, Optional.empty());
	}

	private static int[] given(final ModelSpecification specification, final String given) {
		final boolean nothing = given != null && given.strip().equals(NOTHING) && specification.indexOf(NOTHING) < 0;
		return nothing ? new int[0] : columns(specification, "given", given);
	}

	private static int[] columns(final ModelSpecification specification, final String key, final String text) {
		final List<String> names = text == null ? List.of() : Arrays.stream(text.split("[,\\s]+")).filter(name -> !name
			.isEmpty()).toList();
		if (names.isEmpty()) throw new InvalidInputException(key + " is empty: name variables of the model ("
			+ String.join(", ", specification.names()) + "), or write parameters, data" + (key.equals("given")
				? " or none" : ""));
		for (final String name : names) {
			final int column = specification.indexOf(name);
			if (column < 0 || !specification.components().get(column).variable().isFunction()) continue;
			throw new InvalidInputException(key + ": " + name + " is one place of the function " + specification.components().get(
				column).variable().name() + " in a simulation: name the function");
		}
		try {
			return key.equals("given") ? specification.nodesOf(names) : specification.columnsOf(names);
		}
		catch (final InvalidInputException exc) {
			throw new InvalidInputException(key + ": " + exc.getMessage(), exc);
		}
	}

	private boolean wants(final int column) {
		return IntStream.of(wanted).anyMatch(c -> c == column);
	}
}
