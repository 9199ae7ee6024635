// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The pelts that the Hudson's Bay Company counted, a historical record in the public domain.
 *
 * @param years 1900 to 1920
 * @param hare thousand pelts in each year
 * @param lynx thousand pelts in each year
 */
public record LynxHareCounts(int[] years, double[] hare, double[] lynx) {

	/** Name of the resource, next to this class: columns year, hare and lynx. */
	public static final String RESOURCE = "lynx_hare.csv";

	/** @return the counts that come with the project */
	public static LynxHareCounts load() {
		try (InputStream stream = LynxHareCounts.class.getResourceAsStream(RESOURCE);
				InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
				CSVParser parser = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader))
		{
			final List<CSVRecord> records = parser.getRecords();
			return new LynxHareCounts(records.stream().mapToInt(r -> Integer.parseInt(r.get("year"))).toArray(), //
				column(records, "hare"), column(records, "lynx"));
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static double[] column(final List<CSVRecord> records, final String name) {
		return records.stream().mapToDouble(record -> Double.parseDouble(record.get(name))).toArray();
	}

	/** @return the data columns of {@link LynxHare}, in their order: all years of the hare, then of the lynx */
	public double[] observation() {
		final double[] observation = new double[hare.length + lynx.length];
		System.arraycopy(hare, 0, observation, 0, hare.length);
		System.arraycopy(lynx, 0, observation, hare.length, lynx.length);
		return observation;
	}
}
