// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

import io.github.inferj.InvalidInputException;
import io.github.inferj.model.Draws;
import io.github.inferj.variable.ModelSpecification;

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
			return new Panel(model.components().get(columns[0]).variable().label(), values, observed);
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
		if (logarithmic && panels.stream().flatMapToDouble(panel -> bands(panel, index).values()).anyMatch(v -> v <= 0))
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
				final Bands bands = bands(panel, index);
				final XYPlot plot = bands.plot();
				plot.setDomainAxis(across);
				plot.setRangeAxis(bands.vertical(logarithmic));
				canvas.panel(plot, new Rectangle2D.Double(LEFT, y, WIDTH, HEIGHT));
				canvas.upwards(panel.label(), 24, y + HEIGHT / 2.0, HEIGHT);
			}
			canvas.centred(indexLabel, LEFT + WIDTH / 2.0, height - 16, WIDTH);
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendAcross(Bands.LEGEND, LEFT, 52);
			return canvas.image();
		}
	}

	private static Bands bands(final Panel panel, final double[] index) {
		return new Bands(index, Arrays.stream(panel.draws()).map(PredictivePlot::figures).toList(), index, panel.observed());
	}

	/** @return null where no draw is finite */
	private static Figures figures(final double[] draws) {
		final double[] finite = Arrays.stream(draws).filter(Double::isFinite).toArray();
		return finite.length == 0 ? null : Figures.of(finite);
	}
}
