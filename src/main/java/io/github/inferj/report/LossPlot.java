// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import io.github.inferj.InvalidInputException;

/**
 * The course of a training.
 *
 * @param title heading
 * @param curves at least one
 */
public record LossPlot(String title, List<Curve> curves) {

	private static final int WIDTH = 640;
	private static final int HEIGHT = 360;
	private static final int LEFT = 82;
	private static final int RIGHT = 28;
	private static final int TOP = 76;
	private static final int BOTTOM = 58;
	private static final Color[] COLOURS = { PlotStyle.MIDDLE, PlotStyle.ACCENT, PlotStyle.DARK };

	/**
	 * One loss.
	 *
	 * @param name for the legend, such as {@code validation}
	 * @param steps ascending
	 * @param losses one for each step; those that are not finite are left out
	 */
	public record Curve(String name, double[] steps, double[] losses) {

		/** There is a loss for each step. */
		public Curve {
			if (steps.length != losses.length) throw new InvalidInputException("the " + name + " loss has " + losses.length
				+ " values for " + steps.length + " steps: give one for each");
		}

		private XYSeries series() {
			final XYSeries series = new XYSeries(name, false);
			for (int i = 0; i < steps.length; i++) if (Double.isFinite(losses[i])) series.add(steps[i], losses[i]);
			return series;
		}
	}

	/** There are one to three curves. */
	public LossPlot {
		curves = List.copyOf(curves);
		if (curves.isEmpty() || curves.size() > COLOURS.length) throw new InvalidInputException(curves.size()
			+ " loss curves cannot be drawn: give 1 to " + COLOURS.length);
	}

	/** @return the plot, 750 x 494 pixels */
	public BufferedImage draw() {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
		final List<PlotCanvas.Entry> legend = new ArrayList<>();
		for (int i = 0; i < curves.size(); i++) {
			data.addSeries(curves.get(i).series());
			renderer.setSeriesPaint(i, COLOURS[i]);
			renderer.setSeriesStroke(i, PlotStyle.LINE);
			legend.add(new PlotCanvas.Entry(PlotCanvas.Mark.LINE, COLOURS[i], curves.get(i).name()));
		}
		final XYPlot plot = new XYPlot(data, PlotAxes.linear(0, Math.max(1, last()), RIGHT - 4), null, renderer);
		final PlotRange range = range();
		plot.setRangeAxis(PlotAxes.linear(range.lower(), range.upper(), 2));
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinesVisible(false);
		try (PlotCanvas canvas = new PlotCanvas(LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM)) {
			canvas.panel(plot, new Rectangle2D.Double(LEFT, TOP, WIDTH, HEIGHT));
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendAcross(legend, LEFT, 52);
			canvas.centred("step", LEFT + WIDTH / 2.0, TOP + HEIGHT + BOTTOM - 16, WIDTH);
			canvas.upwards("loss", 24, TOP + HEIGHT / 2.0, HEIGHT);
			return canvas.image();
		}
	}

	private double last() {
		return curves.stream().flatMapToDouble(c -> Arrays.stream(c.steps())).max().orElse(1);
	}

	/** The first losses are often huge: they may leave the plot, so that the rest can be told apart. */
	private PlotRange range() {
		final double[] sorted = curves.stream().flatMapToDouble(c -> Arrays.stream(c.losses())).filter(Double::isFinite)
			.sorted().toArray();
		if (sorted.length == 0) return new PlotRange(0, 1);
		final double least = sorted[0];
		final double most = Math.min(sorted[sorted.length - 1], Summary.quantile(sorted, 0.98) * 1.5 - 0.5 * least);
		final double margin = most > least ? 0.06 * (most - least) : Math.max(1e-3, 0.05 * Math.abs(most));
		return new PlotRange(least - margin, most + margin);
	}
}
