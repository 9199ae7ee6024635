// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DefaultDrawingSupplier;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import io.github.inferj.InvalidInputException;

/**
 * A measure of accuracy over effort, ours beside that of others, with a panel for each problem. Our
 * curves are thick and in colours that the legend explains, those of others thin, told apart by their
 * markers, and named at their ends.
 *
 * @param title heading
 * @param effort the horizontal axis, logarithmic
 * @param measure the vertical axis
 * @param panels at least one
 */
public record ComparisonPlot(String title, Axis effort, Axis measure, List<Panel> panels) {

	private static final int COLUMNS = 2;
	private static final int WIDTH = 300;
	private static final int HEIGHT = 220;
	private static final int LEFT = 84;
	private static final int LABELS = 206;
	private static final int RIGHT = 28;
	private static final int ABOVE = 44;
	private static final int BELOW = 62;
	private static final int HEADER = 48;
	private static final int LEGEND_LINE = 20;
	private static final int LABEL_GAP = 14;
	private static final int LEADER = 18;
	private static final int OVERHANG = 6;
	private static final double MARKER = 6;
	private static final Shape DOT = new Ellipse2D.Double(-MARKER / 2, -MARKER / 2, MARKER, MARKER);
	private static final Shape[] MARKERS = DefaultDrawingSupplier.createStandardSeriesShapes();

	/**
	 * An axis.
	 *
	 * @param label with the unit
	 * @param lower lower end
	 * @param upper upper end, above the lower one
	 */
	public record Axis(String label, double lower, double upper) {}

	/**
	 * A curve.
	 *
	 * @param name for the legend, or at its end; curves of the same name in several panels look the same
	 * @param x efforts, ascending
	 * @param y the measure at each
	 * @param lower lower end of the spread at each
	 * @param upper upper end of the spread at each
	 */
	public record Curve(String name, double[] x, double[] y, double[] lower, double[] upper) {

		/** There is one of each at every point, and at least one point. */
		public Curve {
			if (x.length == 0 || y.length != x.length || lower.length != x.length || upper.length != x.length)
				throw new InvalidInputException("curve " + name + " has " + x.length + " efforts, " + y.length + " values and "
					+ lower.length + " and " + upper.length + " ends of spreads: give as many of each, at least 1");
		}

		/** A curve without spread. */
		public Curve(final String name, final double[] x, final double[] y) {
			this(name, x, y, y, y);
		}
	}

	/**
	 * A problem.
	 *
	 * @param title its name
	 * @param own our curves
	 * @param others those of others
	 */
	public record Panel(String title, List<Curve> own, List<Curve> others) {

		/** There may be none of either. */
		public Panel {
			own = List.copyOf(own);
			others = List.copyOf(others);
		}
	}

	/** There is a panel. */
	public ComparisonPlot {
		panels = List.copyOf(panels);
		if (panels.isEmpty()) throw new InvalidInputException("a comparison without panels cannot be drawn: give at least 1");
	}

	/** @return the plot, in pixels of a screen */
	public BufferedImage draw() {
		final int cell = LEFT + WIDTH + (hasOthers() ? LABELS : RIGHT);
		final List<PlotCanvas.Entry> legend = legend();
		final int header = HEADER + LEGEND_LINE * legend.size();
		final int columns = Math.min(COLUMNS, panels.size());
		final int rows = (panels.size() + columns - 1) / columns;
		final int width = Math.max(columns * cell, LEFT + (int) Math.ceil(PlotCanvas.width(title, PlotStyle.TITLE_FONT)) + RIGHT);
		try (PlotCanvas canvas = new PlotCanvas(width, header + rows * (ABOVE + HEIGHT + BELOW))) {
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendDown(legend, LEFT, HEADER);
			for (int i = 0; i < panels.size(); i++) {
				final double x = i % columns * cell + LEFT;
				final double y = header + i / columns * (ABOVE + HEIGHT + BELOW) + ABOVE;
				draw(panels.get(i), canvas, new Rectangle2D.Double(x, y, WIDTH, HEIGHT));
			}
			return canvas.image();
		}
	}

	private boolean hasOthers() {
		return panels.stream().anyMatch(panel -> !panel.others().isEmpty());
	}

	private List<String> ownNames() {
		return panels.stream().flatMap(panel -> panel.own().stream()).map(Curve::name).distinct().toList();
	}

	private Color colour(final Curve curve) {
		return PlotStyle.CATEGORIES.get(ownNames().indexOf(curve.name()) % PlotStyle.CATEGORIES.size());
	}

	private List<PlotCanvas.Entry> legend() {
		final List<PlotCanvas.Entry> legend = new ArrayList<>();
		final List<String> names = ownNames();
		for (int i = 0; i < names.size(); i++) legend.add(new PlotCanvas.Entry(PlotCanvas.Mark.THICK_LINE, PlotStyle.CATEGORIES
			.get(i % PlotStyle.CATEGORIES.size()), names.get(i)));
		if (hasOthers()) legend.add(new PlotCanvas.Entry(PlotCanvas.Mark.LINE,
			PlotStyle.PRIOR, "published by others"));
		return legend;
	}

	private void draw(final Panel panel, final PlotCanvas canvas, final Rectangle2D area) {
		final ValueAxis horizontal = PlotAxes.powersOfTen(effort.lower(), effort.upper(), LABEL_GAP);
		final ValueAxis vertical = PlotAxes.linear(measure.lower(), measure.upper(), OVERHANG);
		final XYPlot plot = new XYPlot(ownData(panel), horizontal, vertical, ownRenderer(panel));
		plot.setDataset(1, othersData(panel));
		plot.setRenderer(1, othersRenderer(panel));
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(PlotStyle.GRID);
		plot.setRangeGridlineStroke(PlotStyle.THIN);
		canvas.panel(plot, area);
		canvas.text(panel.title(), area.getX(), area.getY() - 10, PlotStyle.TITLE_FONT);
		canvas.centred(effort.label(), area.getCenterX(), area.getMaxY() + 42, WIDTH);
		canvas.upwards(measure.label(), area.getX() - 52, area.getCenterY(), HEIGHT);
		nameOthers(panel, canvas, area);
	}

	private void nameOthers(final Panel panel, final PlotCanvas canvas, final Rectangle2D area) {
		final List<Curve> others = panel.others();
		final double[] ends = others.stream().mapToDouble(curve -> area.getMaxY() - area.getHeight() * (last(curve.y()) - measure
			.lower()) / (measure.upper() - measure.lower())).toArray();
		final double[] places = new LabelColumn(area.getY() + LABEL_GAP / 2.0, area.getMaxY() - LABEL_GAP / 2.0, LABEL_GAP)
			.places(ends);
		for (int i = 0; i < places.length; i++) {
			final double x = area.getX() + area.getWidth() * Math.log(last(others.get(i).x()) / effort.lower()) / Math.log(effort
				.upper() / effort.lower());
			canvas.line(PlotStyle.PRIOR, x, ends[i], area.getMaxX(), ends[i]);
			canvas.line(PlotStyle.PRIOR, area.getMaxX(), ends[i], area.getMaxX() + LEADER, places[i]);
			canvas.outline(marker(i), PlotStyle.PRIOR, area.getMaxX() + LEADER + MARKER, places[i]);
			canvas.text(others.get(i).name(), area.getMaxX() + LEADER + 2 * MARKER + 2, places[i] + 4, PlotStyle.TICK_FONT);
		}
	}

	private static Shape marker(final int index) {
		return MARKERS[index % MARKERS.length];
	}

	private static double last(final double[] values) {
		return values[values.length - 1];
	}

	private static XYIntervalSeriesCollection ownData(final Panel panel) {
		final XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
		for (final Curve curve : panel.own()) {
			final XYIntervalSeries series = new XYIntervalSeries(curve.name(), false, true);
			for (int i = 0; i < curve.x().length; i++) series.add(curve.x()[i], curve.x()[i], curve.x()[i], curve.y()[i], curve
				.lower()[i], curve.upper()[i]);
			data.addSeries(series);
		}
		return data;
	}

	private XYErrorRenderer ownRenderer(final Panel panel) {
		final XYErrorRenderer renderer = new XYErrorRenderer();
		renderer.setDrawXError(false);
		renderer.setErrorStroke(PlotStyle.LINE);
		renderer.setDefaultLinesVisible(true);
		renderer.setDefaultShape(DOT);
		renderer.setAutoPopulateSeriesShape(false);
		renderer.setAutoPopulateSeriesStroke(false);
		renderer.setDefaultStroke(PlotStyle.THICK);
		for (int i = 0; i < panel.own().size(); i++) renderer.setSeriesPaint(i, colour(panel.own().get(i)));
		return renderer;
	}

	private static XYSeriesCollection othersData(final Panel panel) {
		final XYSeriesCollection data = new XYSeriesCollection();
		for (final Curve curve : panel.others()) {
			final XYSeries series = new XYSeries(curve.name(), false);
			for (int i = 0; i < curve.x().length; i++) series.add(curve.x()[i], curve.y()[i]);
			data.addSeries(series);
		}
		return data;
	}

	private static XYLineAndShapeRenderer othersRenderer(final Panel panel) {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();
		renderer.setDefaultShapesFilled(true);
		renderer.setUseFillPaint(true);
		renderer.setDefaultFillPaint(Color.WHITE);
		for (int i = 0; i < panel.others().size(); i++) renderer.setSeriesShape(i, marker(i));
		renderer.setAutoPopulateSeriesPaint(false);
		renderer.setAutoPopulateSeriesStroke(false);
		renderer.setDefaultPaint(PlotStyle.PRIOR);
		renderer.setDefaultStroke(PlotStyle.THIN);
		return renderer;
	}
}
