// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;

/**
 * Simulations that were made elsewhere, in a file of comma-, semicolon- or tab-separated values whose
 * first line names the columns. Columns are matched by name, in any order, and others are ignored. A
 * row with an empty, NaN or infinite cell counts as rejected; text is an error.
 */
public final class SimulationCsv {

	private static final List<String> MISSING = List.of("", "na", "n/a", "nan", "null", "inf", "+inf", "-inf", "infinity",
		"+infinity", "-infinity");

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
	 *           (with their names), has text in a numeric cell (with line and column) or has no usable row
	 */
	public Simulations read() {
		if (Files.isDirectory(file)) throw new InvalidInputException("simulation table " + file +
			" is a folder: give a CSV file");
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			final String firstLine = reader.readLine();
			if (firstLine == null || firstLine.isBlank()) throw new InvalidInputException("simulation table " + file +
				" is empty: its first line must name the columns");
			final String heading = firstLine.replaceFirst("^\uFEFF", "");
			final CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(delimiter(heading)).setIgnoreSurroundingSpaces(
				true).get();
			try (CSVParser names = format.parse(new StringReader(heading)); CSVParser rows = format.parse(reader)) {
				return read(columns(names.iterator().next().toList()), rows);
			}
		}
		catch (final NoSuchFileException exc) {
			throw new InvalidInputException("simulation table " + file + " does not exist: correct the path", exc);
		}
		catch (final CharacterCodingException exc) {
			throw new InvalidInputException("simulation table " + file + " is not UTF-8 text: save it as a CSV file", exc);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("simulation table " + file + " cannot be read (" + exc.getMessage() + ")", exc);
		}
		catch (final UncheckedIOException exc) {
			throw new InvalidInputException("simulation table " + file + " cannot be read (" + exc.getCause().getMessage() +
				"): save it as a CSV file", exc);
		}
	}

	private static char delimiter(final String heading) {
		for (final char delimiter : new char[] { ',', ';', '\t' }) if (heading.indexOf(delimiter) >= 0) return delimiter;
		return ',';
	}

	private int[] columns(final List<String> names) {
		final List<String> missing = specification.columnNames().stream().filter(name -> !names.contains(name)).toList();
		if (!missing.isEmpty()) throw new InvalidInputException("simulation table " + file + " lacks the column(s) " + String
			.join(", ", missing) + ": it has " + String.join(", ", names));
		for (final String name : specification.columnNames())
			if (names.indexOf(name) != names.lastIndexOf(name)) throw new InvalidInputException("simulation table " + file +
				" has two columns named " + name + ": rename or delete one");
		return specification.columnNames().stream().mapToInt(names::indexOf).toArray();
	}

	private Simulations read(final int[] columns, final CSVParser rows) {
		final List<double[]> usable = new ArrayList<>();
		long rejected = 0;
		for (final CSVRecord row : rows) {
			final double[] values = new double[columns.length];
			for (int i = 0; i < columns.length; i++) values[i] = number(row, columns[i], specification.columnNames().get(i),
				rows.getCurrentLineNumber());
			requireSupport(values, rows.getCurrentLineNumber());
			if (isUsable(values)) usable.add(values);
			else rejected++;
		}
		if (usable.isEmpty()) throw new InvalidInputException("simulation table " + file + " has no usable row (" + rejected +
			" with missing or infinite values or outside the range of their transform): give at least one");
		return new Simulations(specification, usable.stream().flatMapToDouble(Arrays::stream).toArray(), rejected);
	}

	private double number(final CSVRecord row, final int column, final String name, final long lineOfParser) {
		final String cell = column < row.size() ? row.get(column).trim() : "";
		try {
			return MISSING.contains(cell.toLowerCase()) ? Double.NaN : Double.parseDouble(cell);
		}
		catch (final NumberFormatException exc) {
			throw new InvalidInputException("simulation table " + file + ", line " + (lineOfParser + 1) + ", column " + name +
				": '" + cell + "' is not a number: correct the cell or leave it empty", exc);
		}
	}

	private void requireSupport(final double[] values, final long lineOfParser) {
		for (int i = 0; i < specification.parameterCount(); i++) {
			final Component component = specification.components().get(i);
			final Prior prior = component.variable().prior().orElseThrow();
			if (Double.isFinite(values[i]) && !prior.support().contains(values[i])) throw new InvalidInputException(
				"simulation table " + file + ", line " + (lineOfParser + 1) + ": " + component.name() + " = " + values[i] +
					" lies outside its prior " + prior + ": correct the prior, or remove the row");
		}
	}

	private boolean isUsable(final double[] values) {
		for (int i = 0; i < values.length; i++)
			if (!Double.isFinite(specification.components().get(i).variable().transform().forward(values[i]))) return false;
		return true;
	}
}
