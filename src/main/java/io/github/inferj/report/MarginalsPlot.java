// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;

import org.jfree.chart.annotations.XYDataImageAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Support;

/**
 * Draws of the marginals of single variables and of pairs, each made on its own, against exact draws: a
 * corner for each way of making them, side by side on the same axes.
 *
 * @param title heading
 * @param labels names of the variables
 * @param exact exact draws, {@code variables x draws}
 * @param sides the ways, at least one
 */
public record MarginalsPlot(String title, List<String> labels, double[][] exact, List<Side> sides) {

	private static final int PANEL = 190;
	private static final int GAP = 10;
	private static final int LEFT = 82;
	private static final int RIGHT = 24;
	private static final int TOP = 96;
	private static final int BOTTOM = 62;
	private static final int CELLS = 96;
	private static final double[] SHARES = { 0.5, 0.9 };

	/**
	 * One way of making the draws.
	 *
	 * @param title heading of its corner
	 * @param marginals at most one for each place in the corner
	 */
	public record Side(String title, List<Marginal> marginals) {

		public Side {
			marginals = List.copyOf(marginals);
		}
	}

	/**
	 * Draws of one variable, or of two.
	 *
	 * @param row number of the variable, or of the second
	 * @param column number of the variable, or of the first; at most {@code row}
	 * @param values {@code 1 x draws}, or {@code 2 x draws} with the first variable first
	 */
	public record Marginal(int row, int column, double[][] values) {

		public Marginal {
			if (column > row || values.length != (row == column ? 1 : 2)) throw new InvalidInputException(values.length
				+ " variable(s) in row " + row + " and column " + column + " of a corner: give one on the diagonal and two below it");
		}
	}

	/** Checks that everything has the same number of variables. */
	public MarginalsPlot {
		labels = List.copyOf(labels);
		sides = List.copyOf(sides);
		final int count = labels.size();
		if (count == 0 || sides.isEmpty() || exact.length != count || sides.stream().flatMap(side -> side.marginals().stream())
			.anyMatch(marginal -> marginal.row() >= count)) throw new InvalidInputException("a plot of the marginals of " + count
				+ " variable(s) with " + exact.length + " exact one(s) on " + sides.size() + " side(s) cannot be drawn: name each once");
	}

	/** @return the plot, 190 pixels for each panel */
	public BufferedImage draw() {
		final int count = labels.size();
		final int side = LEFT + count * (PANEL + GAP) - GAP + RIGHT;
		final PlotRange[] ranges = new PlotRange[count];
		for (int i = 0; i < count; i++) ranges[i] = range(i);
		try (PlotCanvas canvas = new PlotCanvas(sides.size() * side, TOP + count * (PANEL + GAP) - GAP + BOTTOM)) {
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendAcross(List.of(new PlotCanvas.Entry(PlotCanvas.Mark.PATCH, PlotStyle.MIDDLE,
				"drawn (lines: regions with 50 and 90 %)"), new PlotCanvas.Entry(PlotCanvas.Mark.LINE, PlotStyle.ACCENT,
					"exact (the same regions)")), LEFT, 50);
			for (int s = 0; s < sides.size(); s++) draw(canvas, sides.get(s), s * side + LEFT, ranges);
			return canvas.image();
		}
	}

	private PlotRange range(final int variable) {
		final DoubleStream drawn = sides.stream().flatMap(side -> side.marginals().stream()).filter(m -> m.row() == variable && m
			.column() == variable).flatMapToDouble(m -> DoubleStream.of(m.values()[0]));
		return PlotRange.of(DoubleStream.concat(DoubleStream.of(exact[variable]), drawn).toArray(), Support.REAL);
	}

	private void draw(final PlotCanvas canvas, final Side side, final int left, final PlotRange[] ranges) {
		final int last = labels.size() - 1;
		final int pitch = PANEL + GAP;
		for (final Marginal marginal : side.marginals()) {
			final XYPlot plot = marginal.row() == marginal.column() ? single(marginal, ranges) : pair(marginal, ranges);
			plot.setDomainGridlinesVisible(false);
			plot.setRangeGridlinesVisible(false);
			plot.setDomainAxis(axis(ranges[marginal.column()], marginal.row() == last));
			if (marginal.row() != marginal.column()) plot.setRangeAxis(axis(ranges[marginal.row()], marginal.column() == 0));
			canvas.panel(plot, new Rectangle2D.Double(left + marginal.column() * pitch, TOP + marginal.row() * pitch, PANEL, PANEL));
		}
		for (int i = 0; i <= last; i++) {
			canvas.centred(labels.get(i), left + i * pitch + PANEL / 2.0, TOP + (last + 1) * pitch + 34, pitch);
			if (i > 0) canvas.upwards(labels.get(i), left - LEFT + 24.0, TOP + i * pitch + PANEL / 2.0, pitch);
		}
		canvas.text(side.title(), left, TOP - 12.0, PlotStyle.LABEL_FONT);
	}

	private static ValueAxis axis(final PlotRange range, final boolean labelled) {
		final ValueAxis axis = PlotAxes.linear(range.lower(), range.upper(), GAP / 2.0 - 1);
		axis.setTickLabelsVisible(labelled);
		axis.setTickMarksVisible(labelled);
		return axis;
	}

	private XYPlot single(final Marginal marginal, final PlotRange[] ranges) {
		final PlotRange range = ranges[marginal.row()];
		final Histogram truth = Histogram.of(exact[marginal.row()], range);
		final Histogram drawn = Histogram.of(marginal.values()[0], range, truth.heights().length);
		final XYPlot plot = new XYPlot();
		final ValueAxis vertical = PlotAxes.linear(0, 1.12 * Math.max(truth.highest(), drawn.highest()), 0);
		vertical.setVisible(false);
		plot.setRangeAxis(vertical);
		plot.addAnnotation(new PlotShape(drawn.outline(), PlotStyle.THIN, PlotStyle.DARK, PlotStyle.MIDDLE));
		plot.addAnnotation(new PlotShape(truth.outline(), PlotStyle.LINE, PlotStyle.ACCENT, null));
		return plot;
	}

	private XYPlot pair(final Marginal marginal, final PlotRange[] ranges) {
		final PlotRange x = ranges[marginal.column()];
		final PlotRange y = ranges[marginal.row()];
		final DensityGrid drawn = DensityGrid.of(marginal.values()[0], marginal.values()[1], x, y, CELLS);
		final DensityGrid truth = DensityGrid.of(exact[marginal.column()], exact[marginal.row()], x, y, CELLS);
		final XYPlot plot = new XYPlot();
		plot.addAnnotation(new XYDataImageAnnotation(drawn.image(), x.lower(), y.lower(), x.length(), y.length()));
		for (final double share : SHARES) {
			plot.addAnnotation(new PlotShape(drawn.contour(drawn.levelHolding(share)), PlotStyle.THIN, PlotStyle.DARK, null));
			plot.addAnnotation(new PlotShape(truth.contour(truth.levelHolding(share)), PlotStyle.LINE, PlotStyle.ACCENT, null));
		}
		return plot;
	}
}
