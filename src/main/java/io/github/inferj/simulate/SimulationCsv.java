// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.table.CsvFile;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;

/**
 * Simulations that were made elsewhere, in a {@link CsvFile}. Columns are named as
 * {@link ModelSpecification#rowNames()} are, so that {@code prey_1.time} is the time of {@code prey_1}; they are
 * matched exactly or else without regard to case, in any order, with their unit in brackets or without; others are ignored. A
 * row with an empty, NaN or infinite cell counts as rejected; text is an error.
 */
public final class SimulationCsv {

	private final Path file;
	private final ModelSpecification specification;

	/**
	 * @param file the table
	 * @param specification says which columns are wanted
	 */
	public SimulationCsv(final Path file, final ModelSpecification specification) {
		this.file = file;
		this.specification = specification;
	}

	/**
	 * Reads the table.
	 *
	 * @throws InvalidInputException in one line, if the file cannot be read, is empty, lacks columns
	 *           (with their names), has text in a numeric cell (with line and column), a parameter outside its prior, a
	 *           place outside its index or no usable row
	 */
	public Simulations read() {
		final CsvFile table = CsvFile.open(file);
		final int[] columns = columns(table);
		final Usability usability = new Usability(specification);
		final List<double[]> usable = new ArrayList<>();
		final long[] rejected = new long[1];
		table.forEach(row -> {
			final double[] values = Arrays.stream(columns).mapToDouble(row::value).toArray();
			requireSupport(values, table.source() + ", " + row.place());
			if (usability.firstUnusable(i -> values[i]) < 0) usable.add(values);
			else rejected[0]++;
		});
		if (usable.isEmpty()) throw new InvalidInputException(table.source() + " has no usable row (" + rejected[0]
			+ " with missing or infinite values or outside the range of their transform): give at least one");
		return new Simulations(specification, usable.stream().flatMapToDouble(Arrays::stream).toArray(), rejected[0]);
	}

	private int[] columns(final CsvFile table) {
		final List<String> names = specification.rowNames();
		final List<String> units = specification.rowUnits();
		final int[] columns = IntStream.range(0, names.size()).map(i -> table.indexOf(names.get(i), units.get(i))).toArray();
		final List<String> missing = IntStream.range(0, columns.length).filter(i -> columns[i] < 0).mapToObj(names::get).toList();
		if (!missing.isEmpty()) throw new InvalidInputException(table.source() + " lacks the column(s) " + String.join(", ",
			missing) + ": it has " + table.headings());
		return columns;
	}

	private void requireSupport(final double[] values, final String place) {
		for (int i = 0; i < specification.parameterCount(); i++) {
			final Component component = specification.components().get(i);
			final Prior prior = component.variable().prior().orElseThrow();
			if (Double.isFinite(values[i]) && !prior.support().contains(values[i])) throw new InvalidInputException(place + ": "
				+ component.name() + " = " + values[i] + " lies outside its prior " + prior
				+ ": correct the prior, or remove the row");
		}
		final int[] functions = specification.functionColumns();
		for (int k = 0; k < functions.length; k++) {
			final double at = values[specification.size() + k];
			final Index index = specification.components().get(functions[k]).variable().index().orElseThrow();
			if (Double.isFinite(at) && !index.contains(at)) throw new InvalidInputException(place + ": " + specification.rowNames()
				.get(specification.size() + k) + " = " + at + " lies outside " + index.lower() + " to " + index.upper()
				+ ": correct the ends of " + index.name() + ", or remove the row");
		}
	}
}
