// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.report.ComparisonPlot;

/**
 * Published C2ST of a method on a task.
 *
 * @param task name of the task
 * @param query what was asked, as {@link Query#label}
 * @param curve C2ST over simulations
 */
record PublishedCurve(String task, String query, ComparisonPlot.Curve curve) {

	private static final String RESOURCE = "published_c2st.csv";
	private static final int[] SIMULATIONS = { 1_000, 10_000, 100_000 };

	/** @return all there are; the resource names the sources */
	static List<PublishedCurve> load() {
		final CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setCommentMarker('#').get();
		try (InputStream in = PublishedCurve.class.getResourceAsStream(RESOURCE)) {
			return format.parse(new InputStreamReader(in, StandardCharsets.UTF_8)).stream().map(PublishedCurve::of).toList();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static PublishedCurve of(final CSVRecord line) {
		final int[] known = Arrays.stream(SIMULATIONS).filter(n -> !line.get("n" + n).isBlank()).toArray();
		final String name = (line.get("method") + " " + line.get("sde")).trim();
		return new PublishedCurve(line.get("task"), line.get("query"), new ComparisonPlot.Curve(name, IntStream.of(known)
			.asDoubleStream().toArray(), IntStream.of(known).mapToDouble(n -> Double.parseDouble(line.get("n" + n))).toArray()));
	}
}
