// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.Variable;

/**
 * Functions over their index, such as time: for each a panel with the median and the bands that hold the
 * middle 50 % and 90 % of the draws, and what was observed as points.
 *
 * @param title heading
 * @param panels at least one
 */
public record FunctionPlot(String title, List<Panel> panels) {

	private static final int WIDTH = 760;
	private static final int HEIGHT = 230;
	private static final int GAP = 20;
	private static final int LABELS = 48;
	private static final int LEFT = 82;
	private static final int RIGHT = 28;
	private static final int TOP = 76;
	private static final int BOTTOM = 10;
	private static final double MARGIN = 0.02;

	/**
	 * One function.
	 *
	 * @param label its name and unit
	 * @param indexLabel name and unit of its index
	 * @param at places, ascending
	 * @param figures of the draws, one for each place
	 * @param observedAt places of the observations
	 * @param observed as many values
	 */
	public record Panel(String label, String indexLabel, double[] at, List<Figures> figures, double[] observedAt,
		double[] observed)
	{

		private DoubleStream places() {
			return DoubleStream.concat(Arrays.stream(at), Arrays.stream(observedAt));
		}
	}

	/** Checks that there is something to draw. */
	public FunctionPlot {
		panels = List.copyOf(panels);
		if (panels.isEmpty()) throw new InvalidInputException("a plot of no function cannot be drawn: ask for one");
		for (final Panel panel : panels) if (panel.at().length < 2) throw new InvalidInputException("the plot of " + panel.label()
			+ " at " + panel.at().length + " place cannot be drawn: ask for at least 2");
	}

	/**
	 * @param summary complete
	 * @param observations those it was made from
	 * @param observation which of them to plot, from 0
	 * @param title heading
	 */
	public static FunctionPlot of(final FunctionSummary summary, final Observations observations, final int observation,
		final String title)
	{
		final List<Panel> panels = new ArrayList<>();
		for (final Variable function : summary.functions()) panels.add(new Panel(function.label(), function.index().orElseThrow()
			.label(), summary.places(function.name()), summary.of(observation, function.name()), observations.placesOf(observation,
				function.name()), observations.valuesOf(observation, function.name())));
		return new FunctionPlot(title, panels);
	}

	/** @return the plot, 870 pixels wide */
	public BufferedImage draw() {
		final boolean[] labelled = new boolean[panels.size()];
		for (int i = 0; i < labelled.length; i++) labelled[i] = i == labelled.length - 1 || !isOverTheSame(panels.get(i), panels.get(i
			+ 1));
		int height = TOP + BOTTOM + panels.size() * (HEIGHT + GAP) - GAP;
		for (final boolean label : labelled) if (label) height += LABELS;
		try (PlotCanvas canvas = new PlotCanvas(LEFT + WIDTH + RIGHT, height)) {
			int y = TOP;
			for (int i = 0; i < labelled.length; i++) {
				panel(canvas, panels.get(i), y, labelled[i]);
				y += HEIGHT + GAP + (labelled[i] ? LABELS : 0);
			}
			canvas.text(title, LEFT, 28, PlotStyle.TITLE_FONT);
			canvas.legendAcross(Bands.LEGEND, LEFT, 52);
			return canvas.image();
		}
	}

	private void panel(final PlotCanvas canvas, final Panel panel, final int y, final boolean labelled) {
		final double lower = across(panel).min().orElseThrow();
		final double upper = across(panel).max().orElseThrow();
		final double margin = MARGIN * (upper - lower);
		final ValueAxis across = PlotAxes.linear(lower - margin, upper + margin, RIGHT - 4);
		across.setTickLabelsVisible(labelled);
		final Bands bands = new Bands(panel.at(), panel.figures(), panel.observedAt(), panel.observed());
		final XYPlot plot = bands.plot();
		plot.setDomainAxis(across);
		plot.setRangeAxis(bands.vertical(false));
		canvas.panel(plot, new Rectangle2D.Double(LEFT, y, WIDTH, HEIGHT));
		canvas.upwards(panel.label(), 24, y + HEIGHT / 2.0, HEIGHT);
		if (labelled) canvas.centred(panel.indexLabel(), LEFT + WIDTH / 2.0, y + HEIGHT + LABELS - 8.0, WIDTH);
	}

	/** The places of all functions over the same index, so that their panels can be compared. */
	private DoubleStream across(final Panel panel) {
		return panels.stream().filter(other -> isOverTheSame(panel, other)).flatMapToDouble(Panel::places);
	}

	private static boolean isOverTheSame(final Panel one, final Panel other) {
		return one.indexLabel().equals(other.indexLabel());
	}
}
