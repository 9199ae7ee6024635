// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

import io.github.inferj.diagnose.Calibration;

/**
 * How often central intervals hold the truth, a panel for each parameter: the share of simulations against the intervals' nominal
 * content, and where that share lies with 95 % probability if the posteriors are right.
 *
 * @param calibration what was found
 * @param title heading
 */
public record CalibrationPlot(Calibration calibration, String title) {

	private static final int PANEL = 200;
	private static final int LEFT = 70;
	private static final int RIGHT = 22;
	private static final int HEADER = 92;
	private static final int ABOVE = 44;
	private static final int BELOW = 60;
	private static final int COLUMNS = 4;
	private static final int POINTS = 100;
	private static final double TAIL = 0.025;

	/** @return the plot, 200 pixels for each panel */
	public BufferedImage draw() {
		final List<Calibration.Line> lines = calibration.lines();
		final int columns = Math.min(COLUMNS, lines.size());
		final int rows = (lines.size() + columns - 1) / columns;
		final int cell = LEFT + PANEL + RIGHT;
		try (PlotCanvas canvas = new PlotCanvas(Math.max(columns, 2) * cell, HEADER + rows * (ABOVE + PANEL + BELOW))) {
			canvas.text(title, 24, 28, PlotStyle.TITLE_FONT);
			canvas.legendDown(List.of(new PlotCanvas.Entry(PlotCanvas.Mark.LINE, PlotStyle.ACCENT, "true values inside, of "
				+ calibration.simulations() + " simulations"), new PlotCanvas.Entry(PlotCanvas.Mark.PATCH, PlotStyle.LIGHT,
					"where 95 % lie if the draws are right; above: too wide, below: too narrow")), 24, 52);
			for (int i = 0; i < lines.size(); i++) draw(canvas, lines.get(i), new Rectangle2D.Double(i % columns * cell + LEFT, HEADER
				+ i / columns * (ABOVE + PANEL + BELOW) + ABOVE, PANEL, PANEL), i % columns == 0);
			return canvas.image();
		}
	}

	private void draw(final PlotCanvas canvas, final Calibration.Line line, final Rectangle2D area, final boolean isFirst) {
		final XYPlot plot = new XYPlot();
		plot.setDomainAxis(axis());
		plot.setRangeAxis(axis());
		plot.setDomainGridlinePaint(PlotStyle.GRID);
		plot.setRangeGridlinePaint(PlotStyle.GRID);
		plot.addAnnotation(new PlotShape(band(), PlotStyle.THIN, PlotStyle.LIGHT, PlotStyle.LIGHT));
		plot.addAnnotation(new PlotShape(path(steps().toArray(), steps().map(line.coverage()::at).toArray()), PlotStyle.THICK,
			PlotStyle.ACCENT, null));
		canvas.panel(plot, area);
		canvas.centred(line.parameter() + ": " + line.finding(), area.getCenterX(), area.getY() - 10, PANEL);
		canvas.centred("nominal share", area.getCenterX(), area.getMaxY() + 40, PANEL);
		if (isFirst) canvas.upwards("share inside", area.getX() - 46, area.getCenterY(), PANEL);
	}

	private static ValueAxis axis() {
		return PlotAxes.linear(0, 1, 12);
	}

	private static DoubleStream steps() {
		return IntStream.rangeClosed(0, POINTS).mapToDouble(i -> (double) i / POINTS);
	}

	private Path2D band() {
		final double[] lower = steps().map(p -> share(p, TAIL)).toArray();
		final double[] upper = steps().map(p -> share(p, 1 - TAIL)).toArray();
		final Path2D band = path(steps().toArray(), lower);
		for (int i = POINTS; i >= 0; i--) band.lineTo((double) i / POINTS, upper[i]);
		band.closePath();
		return band;
	}

	private double share(final double probability, final double quantile) {
		return (double) BinomialDistribution.of(calibration.simulations(), probability).inverseCumulativeProbability(quantile)
			/ calibration.simulations();
	}

	private static Path2D path(final double[] x, final double[] y) {
		final Path2D path = new Path2D.Double();
		path.moveTo(x[0], y[0]);
		for (int i = 1; i < x.length; i++) path.lineTo(x[i], y[i]);
		return path;
	}
}
