// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Support;

/**
 * The marginal distributions of all columns on the diagonal, with their priors, and the joint
 * distributions of all pairs below it, with the lines that hold 50 % and 90 % of the draws.
 *
 * @param title heading
 * @param columns at least one and at most {@value #LARGEST}
 * @param referenceName what the reference values are, for the legend
 * @param overPrior whether axes span the whole support of a bounded prior, instead of the draws
 */
public record CornerPlot(String title, List<Column> columns, String referenceName, boolean overPrior) {

	/** More columns than this cannot be read on one page. */
	public static final int LARGEST = 12;

	private static final int PRIOR_POINTS = 200;
	/** A prior that is so many times higher than the histogram is cut off. */
	private static final double HIGHEST_PRIOR = 2;

	private static final int GAP = 10;
	private static final int LEFT = 92;
	private static final int BOTTOM = 62;
	private static final int TOP = 52;
	private static final int RIGHT = 28;

	/**
	 * One column.
	 *
	 * @param label its name and unit
	 * @param values its draws, all finite, as many as of every other column
	 * @param support where values can lie at all
	 * @param prior the prior to show on the diagonal
	 * @param reference a value to mark, such as the true one; NaN for none
	 */
	public record Column(String label, double[] values, Support support, Optional<Prior> prior, double reference) {

		/** @return the draws; whole numbers each at a random place within half of it, so that cells between them are not empty */
		private double[] spread(final long seed) {
			if (!PlotRange.areWhole(values)) return values;
			final SplittableRandom rng = new SplittableRandom(seed);
			return Arrays.stream(values).map(x -> x - 0.5 + rng.nextDouble()).toArray();
		}
	}

	/** Checks the number of columns and draws. */
	public CornerPlot {
		columns = List.copyOf(columns);
		if (columns.isEmpty() || columns.size() > LARGEST) throw new InvalidInputException("a corner plot of "
			+ columns.size() + " columns cannot be drawn: choose 1 to " + LARGEST);
		final int draws = columns.get(0).values().length;
		for (final Column column : columns) if (column.values().length != draws || draws == 0) throw new InvalidInputException(
			"column " + column.label() + " has " + column.values().length + " draws: every column needs the same number, at least 1");
	}

	/**
	 * Plots the draws for one observation. Draws with a value that is not finite are left out; of more than
	 * {@value #LARGEST} columns the first are shown, and the title says so.
	 *
	 * @param draws the draws
	 * @param observation from 0
	 * @param title heading
	 */
	public static CornerPlot of(final Draws draws, final int observation, final String title) {
		final int shown = Math.min(LARGEST, draws.columns().length);
		final int[] finite = IntStream.range(0, draws.draws()).filter(k -> IntStream.range(0, shown).allMatch(c -> Double
			.isFinite(draws.get(observation, k, c)))).toArray();
		final List<Column> columns = new ArrayList<>();
		for (int c = 0; c < shown; c++) {
			final int column = c;
			final Component component = draws.specification().components().get(draws.columns()[c]);
			columns.add(new Column(component.label(), Arrays.stream(finite).mapToDouble(k -> draws.get(observation, k, column))
				.toArray(), component.variable().support(), component.variable().prior().filter(p -> !p.isDrawnBySimulator()),
				Double.NaN));
		}
		final String part = shown == draws.columns().length ? "" : " (first " + shown + " of " + draws.columns().length + " columns)";
		return new CornerPlot(title + part, columns, "", false);
	}

	/**
	 * Marks a value in each column.
	 *
	 * @param values one for each column; NaN for none
	 * @param name what they are, for the legend, such as {@code true value}
	 */
	public CornerPlot withReference(final double[] values, final String name) {
		if (values.length < columns.size()) throw new InvalidInputException(values.length + " reference value(s) for "
			+ columns.size() + " columns: give one for each");
		return new CornerPlot(title, IntStream.range(0, columns.size()).mapToObj(i -> {
			final Column c = columns.get(i);
			return new Column(c.label(), c.values(), c.support(), c.prior(), values[i]);
		}).toList(), name, overPrior);
	}

	/** @return this plot with axes over the whole support of every bounded prior */
	public CornerPlot overPriors() {
		return new CornerPlot(title, columns, referenceName, true);
	}

	/** @return the plot, 130 to 300 pixels for each panel */
	public BufferedImage draw() {
		final int count = columns.size();
		final int side = Math.max(130, Math.min(300, 1000 / count));
		final int pitch = side + GAP;
		final PlotRange[] ranges = columns.stream().map(this::range).toArray(PlotRange[]::new);
		final int height = TOP + count * pitch + BOTTOM + (count == 1 ? 110 : 0);
		final int top = height - BOTTOM - count * pitch;
		try (PlotCanvas canvas = new PlotCanvas(Math.max(LEFT + count * pitch + RIGHT, 460), height)) {
			for (int row = 0; row < count; row++)
				for (int column = 0; column <= row; column++) {
					final XYPlot plot = row == column ? marginal(columns.get(row), ranges[row]) : joint(column, row, ranges, side < 200 ? 96 : 192);
					plot.setDomainAxis(axis(ranges[column], row == count - 1));
					if (row != column) plot.setRangeAxis(axis(ranges[row], column == 0));
					canvas.panel(plot, new Rectangle2D.Double(LEFT + column * pitch, top + row * pitch, side, side));
				}
			for (int i = 0; i < count; i++) {
				canvas.centred(columns.get(i).label(), LEFT + i * pitch + side / 2.0, height - 22, pitch);
				if (i > 0) canvas.upwards(columns.get(i).label(), 24, top + i * pitch + side / 2.0, pitch);
			}
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			final double beside = count == 1 ? LEFT : LEFT + pitch + 24;
			canvas.legendDown(legend(), beside, count == 1 ? 56 : top + 16);
			return canvas.image();
		}
	}

	private List<PlotCanvas.Entry> legend() {
		final List<PlotCanvas.Entry> entries = new ArrayList<>();
		entries.add(new PlotCanvas.Entry(PlotCanvas.Mark.PATCH, PlotStyle.LIGHT, String.format(Locale.ROOT,
			"%,d draws; lines: median, 5 and 95 %%", columns.get(0).values().length)));
		if (columns.size() > 1) entries.add(new PlotCanvas.Entry(PlotCanvas.Mark.LINE, PlotStyle.DARK,
			"regions with 50 and 90 % of them"));
		if (columns.stream().anyMatch(c -> c.prior().isPresent())) entries.add(new PlotCanvas.Entry(
			PlotCanvas.Mark.DASHED_LINE, PlotStyle.PRIOR, "prior"));
		if (columns.stream().anyMatch(c -> !Double.isNaN(c.reference()))) entries.add(new PlotCanvas.Entry(PlotCanvas.Mark.LINE,
			PlotStyle.ACCENT, referenceName));
		return entries;
	}

	private PlotRange range(final Column column) {
		final Support support = column.support();
		final boolean isWhole = PlotRange.areWhole(column.values());
		if (overPrior && Double.isFinite(support.lower()) && Double.isFinite(support.upper())) return isWhole ? PlotRange.of(column
			.values(), support, support.lower(), support.upper()) : new PlotRange(support.lower(), support.upper());
		return PlotRange.of(column.values(), support, column.reference());
	}

	private static ValueAxis axis(final PlotRange range, final boolean labelled) {
		final double overhang = GAP / 2.0 - 1;
		final ValueAxis axis = range.isWhole() ? PlotAxes.whole(range.lower(), range.upper(), overhang) : PlotAxes.linear(range
			.lower(), range.upper(), overhang);
		axis.setTickLabelsVisible(labelled);
		axis.setTickMarksVisible(labelled);
		return axis;
	}

	private static XYPlot emptyPlot() {
		final XYPlot plot = new XYPlot();
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinesVisible(false);
		return plot;
	}

	private static XYPlot marginal(final Column column, final PlotRange range) {
		final XYPlot plot = emptyPlot();
		final double[] sorted = column.values().clone();
		Arrays.sort(sorted);
		final Histogram histogram = Histogram.of(sorted, range);
		final double top = 1.12 * column.prior().map(prior -> Math.max(histogram.highest(), Math.min(HIGHEST_PRIOR * histogram
			.highest(), highest(prior, range)))).orElse(histogram.highest());
		final ValueAxis vertical = PlotAxes.linear(0, top > 0 ? top : 1, 0);
		vertical.setVisible(false);
		plot.setRangeAxis(vertical);
		plot.addAnnotation(new PlotShape(histogram.outline(), PlotStyle.THIN, PlotStyle.DARK, PlotStyle.LIGHT));
		column.prior().ifPresent(prior -> add(plot, density(prior, range, top), PlotStyle.DASHED, PlotStyle.PRIOR));
		for (final double p : new double[] { 0.05, 0.5, 0.95 }) add(plot, upright(Summary.quantile(sorted, p), histogram),
			PlotStyle.THIN, PlotStyle.DARK);
		if (!Double.isNaN(column.reference())) add(plot, new Line2D.Double(column.reference(), 0, column.reference(), top),
			PlotStyle.LINE, PlotStyle.ACCENT);
		return plot;
	}

	private static Shape upright(final double x, final Histogram histogram) {
		return new Line2D.Double(x, 0, x, histogram.at(x));
	}

	private static double highest(final Prior prior, final PlotRange range) {
		return IntStream.range(0, PRIOR_POINTS).mapToDouble(i -> Math.exp(prior.logDensity(range.centre(i, PRIOR_POINTS)))).max()
			.orElseThrow();
	}

	private static Path2D density(final Prior prior, final PlotRange range, final double top) {
		final Path2D path = new Path2D.Double();
		for (int i = 0; i < PRIOR_POINTS; i++) {
			final double x = range.centre(i, PRIOR_POINTS);
			final double y = Math.min(top, Math.exp(prior.logDensity(x)));
			if (i == 0) path.moveTo(x, y);
			else path.lineTo(x, y);
		}
		return path;
	}

	private XYPlot joint(final int column, final int row, final PlotRange[] ranges, final int cells) {
		final XYPlot plot = emptyPlot();
		final PlotRange x = ranges[column];
		final PlotRange y = ranges[row];
		final DensityGrid grid = DensityGrid.of(columns.get(column).spread(1), columns.get(row).spread(2), x, y, cells);
		plot.addAnnotation(new XYDataImageAnnotation(grid.image(), x.lower(), y.lower(), x.length(), y.length()));
		for (final double share : new double[] { 0.5, 0.9 }) add(plot, grid.contour(grid.levelHolding(share)), PlotStyle.THIN,
			PlotStyle.DARK);
		final double atX = columns.get(column).reference();
		final double atY = columns.get(row).reference();
		if (!Double.isNaN(atX)) add(plot, new Line2D.Double(atX, y.lower(), atX, y.upper()), PlotStyle.THIN, PlotStyle.ACCENT);
		if (!Double.isNaN(atY)) add(plot, new Line2D.Double(x.lower(), atY, x.upper(), atY), PlotStyle.THIN, PlotStyle.ACCENT);
		return plot;
	}

	private static void add(final XYPlot plot, final Shape shape, final Stroke stroke, final Color colour) {
		plot.addAnnotation(new PlotShape(shape, stroke, colour, null));
	}
}
