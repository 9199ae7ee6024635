// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.InvalidInputException;

/**
 * An observation with samples of its exact posterior, as the simulation-based inference benchmark
 * (Lueckmann et al. 2021) publishes them.
 *
 * @param observation all data components
 * @param trueParameters the parameters the observation was simulated from
 * @param samples samples of the posterior, {@code samples x parameters}
 */
public record ReferencePosterior(double[] observation, double[] trueParameters, double[][] samples) {

	/** Parameters and samples must agree in length. */
	public ReferencePosterior {
		for (final double[] sample : samples) if (sample.length != trueParameters.length) throw new InvalidInputException(
			"the reference posterior has " + sample.length + " column(s) but " + trueParameters.length + " true parameter(s)");
	}

	/**
	 * Reads {@code observation.csv}, {@code true_parameters.csv} and
	 * {@code reference_posterior_samples.csv.gz}, each with a header, from a folder.
	 *
	 * @param folder the folder of one observation
	 * @throws InvalidInputException naming the file, and the line where there is one, that cannot be read
	 */
	public static ReferencePosterior read(final Path folder) {
		return new ReferencePosterior(single(folder.resolve("observation.csv")), single(folder.resolve("true_parameters.csv")),
			rows(folder.resolve("reference_posterior_samples.csv.gz")));
	}

	/**
	 * Reads {@code observation_1}, {@code observation_2}, ... as far as they go.
	 *
	 * @param taskFolder the folder of a task
	 * @throws InvalidInputException if there is not even the first, or one cannot be read
	 */
	public static List<ReferencePosterior> readAll(final Path taskFolder) {
		final List<ReferencePosterior> result = new ArrayList<>();
		for (Path next = taskFolder.resolve("observation_1"); Files.isDirectory(next);
			next = taskFolder.resolve("observation_" + (result.size() + 1))) result.add(read(next));
		if (result.isEmpty()) throw new InvalidInputException("folder " + taskFolder
			+ " has no observation_1: choose the folder of a benchmark task");
		return result;
	}

	private static double[] single(final Path file) {
		final double[][] rows = rows(file);
		if (rows.length != 1) throw new InvalidInputException("file " + file + " has " + rows.length
			+ " rows: one was expected");
		return rows[0];
	}

	private static double[][] rows(final Path file) {
		final CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
		try (Reader reader = new InputStreamReader(open(file), StandardCharsets.UTF_8);
			CSVParser parser = format.parse(reader))
		{
			final List<double[]> rows = new ArrayList<>();
			for (final CSVRecord line : parser) rows.add(numbers(line, parser.getHeaderNames().size(), file));
			return rows.toArray(double[][]::new);
		}
		catch (final IOException exc) {
			throw new InvalidInputException("file " + file + " cannot be read (" + exc + "): a reference posterior needs it", exc);
		}
	}

	private static InputStream open(final Path file) throws IOException {
		final InputStream raw = Files.newInputStream(file);
		return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
	}

	private static double[] numbers(final CSVRecord line, final int width, final Path file) {
		try {
			if (line.size() == width) return line.stream().mapToDouble(Double::parseDouble).toArray();
		}
		catch (final NumberFormatException exc) {
			throw notNumbers(line, width, file, exc);
		}
		throw notNumbers(line, width, file, null);
	}

	private static InvalidInputException notNumbers(final CSVRecord line, final int width, final Path file,
		final Exception cause)
	{
		return new InvalidInputException("file " + file + ", line " + (line.getRecordNumber() + 1) + ": " + width
			+ " numbers were expected", cause);
	}
}
