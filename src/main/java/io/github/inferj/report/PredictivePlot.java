// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
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

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.variable.Component;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * What a model predicts over an index, such as time, against what was observed: for each variable a
 * panel with the median and the bands that hold the middle 50 % and 90 % of the draws at each index, and the
 * observations as points.
 *
 * @param title heading
 * @param indexLabel name and unit of the index
 * @param index ascending, one for each component of the variables
 * @param panels at least one
 * @param logarithmic whether values are shown on logarithmic axes; all must be positive then
 */
public record PredictivePlot(String title, String indexLabel, double[] index, List<Panel> panels, boolean logarithmic) {

	private static final int WIDTH = 760;
	private static final int HEIGHT = 230;
	private static final int GAP = 20;
	private static final int LEFT = 82;
	private static final int RIGHT = 28;
	private static final int TOP = 76;
	private static final int BOTTOM = 58;
	private static final double[] LEVELS = { 0.05, 0.25, 0.5, 0.75, 0.95 };

	/**
	 * One variable.
	 *
	 * @param label its name and unit
	 * @param draws {@code index.length x draws}
	 * @param observed as many as the index; NaN where nothing was observed
	 */
	public record Panel(String label, double[][] draws, double[] observed) {

		/**
		 * Takes a vector variable from draws.
		 *
		 * @param draws draws that include every component of the variable
		 * @param observation from 0
		 * @param variable name of the variable
		 * @param observed one value for each component; NaN where nothing was observed
		 * @throws InvalidInputException if the model has no such variable or the draws lack a component
		 */
		public static Panel of(final Draws draws, final int observation, final String variable, final double[] observed) {
			final ModelSpecification model = draws.specification();
			final int[] columns = model.columnsOf(List.of(variable));
			final double[][] values = new double[columns.length][];
			for (int i = 0; i < columns.length; i++) {
				final int position = Arrays.binarySearch(draws.columns(), columns[i]);
				if (position < 0) throw new InvalidInputException("the draws lack " + model.components().get(columns[i]).name()
					+ ": ask for it when sampling");
				values[i] = draws.column(observation, position);
			}
			final Variable found = model.components().get(columns[0]).variable();
			final String label = new Component(found, 0).label().replaceFirst("^" + found.componentName(0), found.name());
			return new Panel(label, values, observed);
		}
	}

	/** Checks that everything is as long as the index. */
	public PredictivePlot {
		panels = List.copyOf(panels);
		if (panels.isEmpty() || index.length < 2) throw new InvalidInputException("a predictive plot of " + panels.size()
			+ " variable(s) at " + index.length + " point(s) cannot be drawn: it needs at least 1 variable and 2 points");
		for (final Panel panel : panels) if (panel.draws().length != index.length || panel.observed().length != index.length)
			throw new InvalidInputException("variable " + panel.label() + " has " + panel.draws().length + " predictions and "
				+ panel.observed().length + " observations for " + index.length + " points: give one for each");
		if (logarithmic && panels.stream().flatMapToDouble(PredictivePlot::values).anyMatch(v -> v <= 0))
			throw new InvalidInputException("a value of " + title + " is not positive: use linear axes");
	}

	/** @return the plot, 870 pixels wide */
	public BufferedImage draw() {
		final int height = TOP + panels.size() * (HEIGHT + GAP) - GAP + BOTTOM;
		final double margin = 0.02 * (index[index.length - 1] - index[0]);
		try (PlotCanvas canvas = new PlotCanvas(LEFT + WIDTH + RIGHT, height)) {
			for (int i = 0; i < panels.size(); i++) {
				final Panel panel = panels.get(i);
				final int y = TOP + i * (HEIGHT + GAP);
				final ValueAxis across = PlotAxes.linear(index[0] - margin, index[index.length - 1] + margin, RIGHT - 4);
				across.setTickLabelsVisible(i == panels.size() - 1);
				final XYPlot plot = plot(panel);
				plot.setDomainAxis(across);
				plot.setRangeAxis(vertical(panel));
				canvas.panel(plot, new Rectangle2D.Double(LEFT, y, WIDTH, HEIGHT));
				canvas.upwards(panel.label(), 24, y + HEIGHT / 2.0, HEIGHT);
			}
			canvas.centred(indexLabel, LEFT + WIDTH / 2.0, height - 16, WIDTH);
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendAcross(legend(), LEFT, 52);
			return canvas.image();
		}
	}

	private static List<PlotCanvas.Entry> legend() {
		return List.of(new PlotCanvas.Entry(PlotCanvas.Mark.DOT, PlotStyle.ACCENT, "observed"), new PlotCanvas.Entry(
			PlotCanvas.Mark.LINE, PlotStyle.DARK, "predicted median"), new PlotCanvas.Entry(PlotCanvas.Mark.PATCH,
				PlotStyle.MIDDLE, "50 % of predictions"), new PlotCanvas.Entry(PlotCanvas.Mark.PATCH, PlotStyle.LIGHT, "90 % of predictions"));
	}

	private XYPlot plot(final Panel panel) {
		final YIntervalSeries outer = new YIntervalSeries("90 %");
		final YIntervalSeries inner = new YIntervalSeries("50 %");
		final XYSeries points = new XYSeries("observed");
		for (int i = 0; i < index.length; i++) {
			final double[] q = quantiles(panel.draws()[i]);
			if (q.length > 0) {
				outer.add(index[i], q[2], q[0], q[4]);
				inner.add(index[i], q[2], q[1], q[3]);
			}
			if (Double.isFinite(panel.observed()[i])) points.add(index[i], panel.observed()[i]);
		}
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

	private ValueAxis vertical(final Panel panel) {
		final double[] all = values(panel).toArray();
		final double least = Arrays.stream(all).min().orElse(logarithmic ? 1 : 0);
		final double most = Arrays.stream(all).max().orElse(10);
		if (logarithmic) {
			final double factor = Math.pow(Math.max(most / least, 1.1), 0.05);
			return PlotAxes.logarithmic(least / factor, most * factor, 8);
		}
		final double margin = most > least ? 0.05 * (most - least) : Math.max(1e-3, 0.05 * Math.abs(most));
		return PlotAxes.linear(least - (least >= 0 && least < margin ? least : margin), most + margin, 8);
	}

	/** Everything of a panel that is drawn. */
	private static DoubleStream values(final Panel panel) {
		return DoubleStream.concat(Arrays.stream(panel.draws()).flatMapToDouble(draws -> Arrays.stream(quantiles(draws))), Arrays
			.stream(panel.observed()).filter(Double::isFinite));
	}

	private static double[] quantiles(final double[] draws) {
		final double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
		return sorted.length == 0 ? sorted : Arrays.stream(LEVELS).map(p -> Summary.quantile(sorted, p)).toArray();
	}
}
