// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Which columns of a model are given and which are wanted; the others are unknown and averaged over.
 *
 * @param given nodes of the model to condition on, columns and embedded variables, ascending; none for a draw from the whole model
 * @param wanted indices of the columns to draw, ascending
 */
record Split(int[] given, int[] wanted) {

	private static final String NOTHING = "none";

	/** @return the parameters given all data */
	static Split posterior(final ModelSpecification specification) {
		return new Split(specification.nodesOf(List.of("data")), specification.columnsOf(Role.PARAMETER));
	}

	/**
	 * Reads names of variables or columns, separated by commas; {@code parameters} and {@code data} stand for
	 * all of that role, and {@code none} as all that is given for nothing.
	 *
	 * @throws InvalidInputException if a name is unknown, either list is empty, or a column is in both
	 */
	static Split parse(final ModelSpecification specification, final String given, final String wanted) {
		final boolean nothing = given != null && given.strip().equals(NOTHING) && specification.indexOf(NOTHING) < 0;
		final Split split = new Split(nothing ? new int[0] : columns(specification, "given", given),
			columns(specification, "wanted", wanted));
		final String both = Arrays.stream(split.given).filter(split::wants).mapToObj(specification.nodeNames()::get)
			.collect(Collectors.joining(", "));
		if (!both.isEmpty()) throw new InvalidInputException("given '" + given.strip() + "' and wanted '" + wanted.strip()
			+ "' contradict each other: " + both + " cannot be both; remove it from one");
		return split;
	}

	private static int[] columns(final ModelSpecification specification, final String key, final String text) {
		final List<String> names = text == null ? List.of() : Arrays.stream(text.split("[,\\s]+")).filter(name -> !name
			.isEmpty()).toList();
		if (names.isEmpty()) throw new InvalidInputException(key + " is empty: name variables of the model ("
			+ String.join(", ", specification.nodeNames()) + "), or write parameters, data" + (key.equals("given")
				? " or none" : ""));
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
