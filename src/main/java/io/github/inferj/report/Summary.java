// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.table.Numbers;
import io.github.inferj.table.Table;

/**
 * Mean, standard deviation and quantiles of every column of some draws, for each observation, and the most
 * probable values if they were asked for. As a table it
 * has one row for each line; {@link #toString()} prints it aligned.
 *
 * @param lines observation after observation, and within each the columns in order
 * @param groupHeading the heading of the table's column that named the observations, if there was one
 */
public record Summary(List<Line> lines, Optional<String> groupHeading) implements Table {

	private static final List<String> FIGURES = List.of("mean", "sd", "q05", "q50", "q95");
	private static final String MAP = "map";

	/**
	 * One column for one observation.
	 *
	 * @param observation name of the observation
	 * @param column name of the column
	 * @param mean mean of the draws
	 * @param sd standard deviation (with n - 1)
	 * @param q05 5 % quantile, interpolated linearly between order statistics
	 * @param q50 median
	 * @param q95 95 % quantile
	 * @param map the most probable value, if it was asked for
	 */
	public record Line(String observation, String column, double mean, double sd, double q05, double q50, double q95,
		OptionalDouble map)
	{

		double figure(final int i) {
			return switch (i) {
				case 0 -> mean;
				case 1 -> sd;
				case 2 -> q05;
				case 3 -> q50;
				case 4 -> q95;
				default -> map.orElseThrow();
			};
		}
	}

	public Summary {
		lines = List.copyOf(lines);
	}

	/**
	 * Summarises draws.
	 *
	 * @param draws at least one for each observation
	 * @param names names of the observations
	 */
	public static Summary of(final Draws draws, final List<String> names) {
		return of(draws, names, Optional.empty());
	}

	/**
	 * The same for observations that were groups of a table's rows.
	 *
	 * @param groupHeading the heading of the column that named them, if there was one
	 */
	public static Summary of(final Draws draws, final List<String> names, final Optional<String> groupHeading) {
		if (draws.draws() < 1) throw new InvalidInputException("there are no draws to summarise: ask for at least 1");
		if (names.size() != draws.observations()) throw new InvalidInputException(names.size() + " row name(s) for "
			+ draws.observations() + " observation(s): give one for each");
		final List<Line> lines = new ArrayList<>();
		for (int i = 0; i < draws.observations(); i++)
			for (int c = 0; c < draws.columns().length; c++) lines.add(line(names.get(i), draws.name(c), draws.column(i, c)));
		return new Summary(lines, groupHeading);
	}

	private static Line line(final String observation, final String column, final double[] values) {
		final Figures figures = Figures.of(values);
		return new Line(observation, column, figures.mean(), figures.sd(), figures.q05(), figures.q50(), figures.q95(), OptionalDouble
			.empty());
	}

	/**
	 * Adds a column with the most probable values.
	 *
	 * @param values one for each line
	 */
	public Summary withMap(final double[] values) {
		if (values.length != lines.size()) throw new IllegalArgumentException(values.length + " values for " + lines.size()
			+ " lines");
		return new Summary(IntStream.range(0, values.length).mapToObj(i -> {
			final Line line = lines.get(i);
			return new Line(line.observation(), line.column(), line.mean(), line.sd(), line.q05(), line.q50(), line.q95(),
				OptionalDouble.of(values[i]));
		}).toList(), groupHeading);
	}

	private List<String> figures() {
		final boolean hasMap = !lines.isEmpty() && lines.get(0).map().isPresent();
		return hasMap ? Stream.concat(FIGURES.stream(), Stream.of(MAP)).toList() : FIGURES;
	}

	/**
	 * @param sorted values in ascending order, at least one
	 * @param p in [0, 1]
	 * @return the p-quantile, interpolated linearly between order statistics (type 7 of Hyndman and Fan 1996)
	 */
	static double quantile(final double[] sorted, final double p) {
		final double position = p * (sorted.length - 1);
		final int below = (int) position;
		if (below == sorted.length - 1) return sorted[below];
		final double share = position - below;
		return share == 0 ? sorted[below] : (1 - share) * sorted[below] + share * sorted[below + 1];
	}

	@Override
	public String source() {
		return "the summary";
	}

	@Override
	public List<String> columns() {
		final List<String> columns = new ArrayList<>();
		if (leading() == 2) columns.add(groupHeading.orElse("row"));
		columns.add("parameter");
		columns.addAll(figures());
		return columns;
	}

	@Override
	public int rows() {
		return lines.size();
	}

	@Override
	public String rowName(final int row) {
		return lines.get(row).observation();
	}

	@Override
	public boolean isText(final int column) {
		return column < leading();
	}

	@Override
	public String cell(final int row, final int column) {
		final Line line = lines.get(row);
		if (!isText(column)) return Numbers.format(line.figure(column - leading()));
		return column == leading() - 1 ? line.column() : line.observation();
	}

	@Override
	public double value(final int row, final int column) {
		return isText(column) ? Table.super.value(row, column) : lines.get(row).figure(column - leading());
	}

	private int leading() {
		return groupHeading.isPresent() || lines.stream().skip(1).anyMatch(line -> line.column().equals(lines.get(0).column())) ? 2
			: 1;
	}

	/** @return the lines under a heading, in aligned columns, with four significant digits */
	@Override
	public String toString() {
		final int leading = leading();
		final List<List<String>> grid = new ArrayList<>();
		grid.add(columns().stream().map(c -> c.startsWith("q") ? Integer.parseInt(c.substring(1)) + " %" : c).toList());
		for (int row = 0; row < rows(); row++) {
			final List<String> cells = new ArrayList<>();
			for (int i = 0; i < leading; i++) cells.add(cell(row, i));
			for (int i = 0; i < figures().size(); i++) cells.add(Numbers.round(lines.get(row).figure(i), 4));
			grid.add(cells);
		}
		return aligned(grid, leading);
	}

	private static String aligned(final List<List<String>> grid, final int texts) {
		final int[] widths = new int[grid.get(0).size()];
		for (final List<String> cells : grid)
			for (int i = 0; i < widths.length; i++) widths[i] = Math.max(widths[i], cells.get(i).length());
		final StringBuilder out = new StringBuilder();
		for (final List<String> cells : grid) {
			final StringBuilder line = new StringBuilder();
			for (int i = 0; i < widths.length; i++) {
				final String padding = " ".repeat(widths[i] - cells.get(i).length());
				line.append(i == 0 ? "" : "  ").append(i < texts ? cells.get(i) + padding : padding + cells.get(i));
			}
			out.append(line.toString().stripTrailing()).append('\n');
		}
		return out.toString();
	}
}
