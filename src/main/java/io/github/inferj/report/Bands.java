// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * The median and the bands that hold the middle 50 % and 90 % of draws over an index, and observations
 * as points.
 *
 * @param at ascending
 * @param figures one for each of {@code at}; null where there are no draws
 * @param observedAt where observations lie
 * @param observed as many; those that are not finite are left out
 */
record Bands(double[] at, List<Figures> figures, double[] observedAt, double[] observed) {

	static final List<PlotCanvas.Entry> LEGEND = List.of(new PlotCanvas.Entry(PlotCanvas.Mark.DOT, PlotStyle.ACCENT, "observed"),
		new PlotCanvas.Entry(PlotCanvas.Mark.LINE, PlotStyle.DARK, "median"), new PlotCanvas.Entry(PlotCanvas.Mark.PATCH,
			PlotStyle.MIDDLE, "50 % of draws"), new PlotCanvas.Entry(PlotCanvas.Mark.PATCH, PlotStyle.LIGHT, "90 % of draws"));

	/** @return the plot, without axes */
	XYPlot plot() {
		final YIntervalSeries outer = new YIntervalSeries("90 %");
		final YIntervalSeries inner = new YIntervalSeries("50 %");
		for (int i = 0; i < at.length; i++) {
			final Figures q = figures.get(i);
			if (q == null) continue;
			outer.add(at[i], q.q50(), q.q05(), q.q95());
			inner.add(at[i], q.q50(), q.q25(), q.q75());
		}
		final XYSeries points = new XYSeries("observed");
		for (int i = 0; i < observed.length; i++) if (Double.isFinite(observed[i])) points.add(observedAt[i], observed[i]);
		final YIntervalSeriesCollection bands = new YIntervalSeriesCollection();
		bands.addSeries(outer);
		bands.addSeries(inner);
		final XYPlot plot = new XYPlot();
		plot.setDataset(1, bands);
		plot.setRenderer(1, bandRenderer());
		plot.setDataset(0, new XYSeriesCollection(points));
		plot.setRenderer(0, pointRenderer());
		plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinesVisible(false);
		return plot;
	}

	private static DeviationRenderer bandRenderer() {
		final DeviationRenderer renderer = new DeviationRenderer(true, false);
		renderer.setAlpha(1);
		renderer.setSeriesFillPaint(0, PlotStyle.LIGHT);
		renderer.setSeriesFillPaint(1, PlotStyle.MIDDLE);
		for (int i = 0; i < 2; i++) {
			renderer.setSeriesPaint(i, PlotStyle.DARK);
			renderer.setSeriesStroke(i, PlotStyle.LINE);
		}
		return renderer;
	}

	private static XYLineAndShapeRenderer pointRenderer() {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		renderer.setSeriesShape(0, new Ellipse2D.Double(-3.5, -3.5, 7, 7));
		renderer.setSeriesPaint(0, PlotStyle.ACCENT);
		return renderer;
	}

	/** @return an axis for everything that is drawn */
	ValueAxis vertical(final boolean logarithmic) {
		final double[] all = values().toArray();
		final double least = Arrays.stream(all).min().orElse(logarithmic ? 1 : 0);
		final double most = Arrays.stream(all).max().orElse(10);
		if (logarithmic) {
			final double factor = Math.pow(Math.max(most / least, 1.1), 0.05);
			return PlotAxes.logarithmic(least / factor, most * factor, 8);
		}
		final double margin = most > least ? 0.05 * (most - least) : Math.max(1e-3, 0.05 * Math.abs(most));
		return PlotAxes.linear(least - (least >= 0 && least < margin ? least : margin), most + margin, 8);
	}

	/** @return everything that is drawn */
	DoubleStream values() {
		return DoubleStream.concat(figures.stream().filter(q -> q != null).flatMapToDouble(q -> DoubleStream.of(q.q05(), q.q25(), q
			.q50(), q.q75(), q.q95())), Arrays.stream(observed).filter(Double::isFinite));
	}
}
