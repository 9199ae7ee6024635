// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;

/** Named columns. */
public interface Columns {

	/** @return what to call their table in a message, such as {@code file counts.csv} */
	String source();

	/** @return the column names in order; they may repeat or be blank */
	List<String> columns();

	/** @return the names of columns that are not blank, for messages */
	default String headings() {
		return columns().stream().filter(name -> !name.isBlank()).collect(Collectors.joining(", "));
	}

	/**
	 * Finds a column by its exact name or, failing that, without regard to upper and lower case.
	 *
	 * @return its index, or -1
	 * @throws InvalidInputException if several columns match equally well
	 */
	default int indexOf(final String name) {
		final List<Integer> exact = new ArrayList<>();
		final List<Integer> similar = new ArrayList<>();
		final List<String> columns = columns();
		for (int i = 0; i < columns.size(); i++) {
			if (columns.get(i).equals(name)) exact.add(i);
			if (columns.get(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) similar.add(i);
		}
		final List<Integer> found = exact.isEmpty() ? similar : exact;
		if (found.size() > 1) throw new InvalidInputException(source() + " has " + found.size() + " columns named " + name
			+ ": rename or remove all but one");
		return found.isEmpty() ? -1 : found.get(0);
	}

	/**
	 * Finds a column by its name, as {@link #indexOf(String)} does, or else by its name with its unit in brackets:
	 * {@code time}, {@code time (s)} or {@code time [s]}.
	 *
	 * @param unit the unit the values are needed in, or empty if any will do
	 * @return its index, or -1
	 * @throws InvalidInputException if several columns match equally well, or the heading has another unit
	 */
	default int indexOf(final String name, final String unit) {
		final int plain = indexOf(name);
		if (plain >= 0) return plain;
		final List<Heading> found = columns().stream().map(Heading::parse).flatMap(Optional::stream).filter(heading -> heading.name()
			.equalsIgnoreCase(name)).toList();
		if (found.size() > 1) throw new InvalidInputException(source() + " has the columns " + found.stream().map(Heading::text)
			.collect(Collectors.joining(" and ")) + ": rename or remove all but one");
		if (found.isEmpty()) return -1;
		final Heading heading = found.get(0);
		if (!unit.isEmpty() && !heading.unit().equals(unit)) throw new InvalidInputException(source() + ", column " + heading.text()
			+ ": the model has " + name + " in " + unit
			+ "; convert the values, or remove the unit from the heading if it is the same");
		return columns().indexOf(heading.text());
	}
}
