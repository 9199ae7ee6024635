// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.JointModel;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * What a query says about functions alone.
 *
 * @param groupColumn heading of the table's column that says which series a row belongs to, or blank
 * @param places where functions are wanted
 * @param table where their table is saved, or null
 * @param plot where their plot is saved, or null
 * @param paths where draws of them together with the scalars are saved, or null
 */
record FunctionOptions(String groupColumn, PlacesField places, File table, File plot, File paths) {

	FunctionOptions {
		groupColumn = groupColumn == null ? "" : groupColumn.strip();
	}

	/** @return whether functions are to be drawn as paths, together with the scalars */
	boolean hasPaths() {
		return !InputFiles.isBlank(paths);
	}

	/** @return the heading of the group column, if there is one */
	Optional<String> groupHeading() {
		return groupColumn.isEmpty() ? Optional.empty() : Optional.of(groupColumn);
	}

	/** @throws InvalidInputException naming an option that says something about functions where the query has none */
	void requireUseful(final JointModel model, final Split split) {
		final ModelSpecification specification = model.specification();
		final List<Variable> functions = specification.variables().stream().filter(Variable::isFunction).toList();
		final boolean isLong = !Split.functions(specification, split.given()).isEmpty() || Arrays.stream(split.given()).anyMatch(
			node -> node >= specification.size());
		if (!groupColumn.isEmpty() && !isLong) throw new InvalidInputException(
			"groupcolumn " + groupColumn + ": " + (functions.isEmpty() ? "model " + specification.name()
				+ " has no functions, so that every row is an observation; leave groupcolumn empty"
				: "no function is given, so that every row is an observation; leave it empty, or add to given: " + names(functions)));
		final List<Variable> wanted = Split.functions(specification, split.wanted());
		final boolean isPoint = places.of(wanted).values().stream().anyMatch(at -> at.length < 2);
		if (isPoint && !InputFiles.isBlank(plot)) throw new InvalidInputException("functionplotfile " + plot
			+ ": a plot needs at least 2 times; name more in " + places.key() + ", or leave functionplotfile empty");
		if (places.isNone() && !split.elsewhere(specification).isEmpty()) requireNoFunctions(specification, split);
		if (!wanted.isEmpty()) return;
		final String remedy = functions.isEmpty() ? "model " + specification.name() + " has no functions; leave it empty"
			: !model.isTrainedForAny() && Split.functions(specification, split.given()).equals(functions) ? model.purpose()
				+ " and cannot tell " + names(functions)
				+ " where they were not measured; leave it empty, or train with conditionals left empty"
			: "no function is wanted; leave it empty, or add to wanted: " + names(functions);
		if (!places.isAutomatic() && !places.isNone() && split.elsewhere(specification).isEmpty()) throw new InvalidInputException(
			places.key() + " '" + places.text() + "': " + remedy);
		if (!InputFiles.isBlank(table)) throw new InvalidInputException("functionfile " + table + ": " + remedy);
		if (!InputFiles.isBlank(plot)) throw new InvalidInputException("functionplotfile " + plot + ": " + remedy);
		if (hasPaths()) throw new InvalidInputException("pathfile " + paths + ": " + remedy);
	}

	private void requireNoFunctions(final ModelSpecification specification, final Split split) {
		final String name = places.key();
		final List<Variable> restricted = specification.variables().stream().filter(split::hasConditions).toList();
		if (!restricted.isEmpty()) throw new InvalidInputException(name + " none: conditions on " + names(restricted)
			+ " hold at the times that are wanted; name some");
		if (Split.scalars(specification, split.wanted()).length == 0) throw new InvalidInputException(name
			+ " none: only functions are wanted; name times, or want parameters too");
		if (!InputFiles.isBlank(table)) throw new InvalidInputException("functionfile " + table + ": " + name
			+ " is none; name times, or leave functionfile empty");
		if (!InputFiles.isBlank(plot)) throw new InvalidInputException("functionplotfile " + plot + ": " + name
			+ " is none; name times, or leave functionplotfile empty");
		if (hasPaths()) throw new InvalidInputException("pathfile " + paths + ": " + name
			+ " is none; name times, or leave pathfile empty");
	}

	private static String names(final List<Variable> functions) {
		return functions.stream().map(Variable::name).collect(Collectors.joining(", "));
	}
}
