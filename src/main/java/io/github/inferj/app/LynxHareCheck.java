// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.report.Summary;
import io.github.inferj.simulate.task.LynxHareCounts;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * A model of lynx and hare, with counts of all years or as functions of the year, against the exact posterior of the same model
 * and data, from a long ensemble MCMC.
 *
 * @param name of the model
 * @param lines one per parameter
 * @param seconds time for the draws
 */
record LynxHareCheck(String name, List<Line> lines, double seconds) {

	private static final int DRAWS = 10_000;
	private static final String RESOURCE = "lynx_hare_posterior.csv";

	/**
	 * @param shift difference of the posterior means in reference standard deviations
	 * @param ratio posterior standard deviation over the reference's
	 */
	record Line(String parameter, double mean, double referenceMean, double sd, double referenceSd) {

		double shift() {
			return (mean - referenceMean) / referenceSd;
		}

		double ratio() {
			return sd / referenceSd;
		}
	}

	static LynxHareCheck of(final Path file) {
		final JointModel model = JointModel.load(file);
		final ModelSpecification specification = model.specification();
		final double[] row = row(specification);
		final long start = System.nanoTime();
		final Draws draws;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			draws = sampler.sample(new double[][] { row }, specification.columnsOf(Role.PARAMETER), DRAWS, 1, Progress.NONE);
		}
		final double seconds = (System.nanoTime() - start) / 1e9;
		final Summary summary = Summary.of(draws, List.of("lynx_hare"));
		final List<Line> lines = new ArrayList<>();
		for (final CSVRecord record : reference()) for (final Summary.Line line : summary.lines())
			if (line.column().equals(record.get("parameter"))) lines.add(new Line(line.column(), line.mean(), Double.parseDouble(
				record.get("mean")), line.sd(), Double.parseDouble(record.get("sd"))));
		return new LynxHareCheck(specification.name(), lines, seconds);
	}

	/** @return the counts of all years as a row of the model, with the years where it has functions; NaN for the parameters */
	static double[] row(final ModelSpecification specification) {
		final LynxHareCounts counts = LynxHareCounts.load();
		final double[] row = specification.latentRow();
		System.arraycopy(counts.observation(), 0, row, specification.parameterCount(), specification.dataCount());
		for (int place = specification.size(); place < row.length; place++) row[place] = counts.years()[(place - specification.size())
			% counts.years().length];
		return row;
	}

	double largestShift() {
		return lines.stream().mapToDouble(line -> Math.abs(line.shift())).max().orElseThrow();
	}

	private static List<CSVRecord> reference() {
		try (InputStream in = LynxHareCheck.class.getResourceAsStream(RESOURCE)) {
			return CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(new InputStreamReader(in,
				StandardCharsets.UTF_8)).getRecords();
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	@Override
	public String toString() {
		final StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
			"%s: %d draws in %.1f s%n  parameter      mean  reference  shift/sd       sd  reference  ratio%n", name, DRAWS, seconds));
		for (final Line line : lines) text.append(String.format(Locale.ROOT, "  %-10s %8.4f   %8.4f    %+5.2f %9.4f   %8.4f   %4.2f%n", line
			.parameter(), line.mean(), line.referenceMean(), line.shift(), line.sd(), line.referenceSd(), line.ratio()));
		return text.append(String.format(Locale.ROOT, "  largest shift %.2f sd, ratios %.2f to %.2f", largestShift(), lines
			.stream().mapToDouble(Line::ratio).min().orElse(Double.NaN),
			lines.stream().mapToDouble(Line::ratio).max().orElse(Double.NaN))).toString();
	}
}
