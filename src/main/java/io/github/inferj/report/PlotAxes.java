// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.Function;

import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Axes with a fixed range and {@link Ticks}. */
final class PlotAxes {

	private PlotAxes() {}

	/**
	 * @param lower lower end
	 * @param upper upper end
	 * @param overhang pixels by which a tick label may reach past an end
	 */
	static ValueAxis linear(final double lower, final double upper, final double overhang) {
		return styled(new Linear(overhang, Ticks::linear), lower, upper);
	}

	/** As {@link #linear}, with ticks at whole numbers. */
	static ValueAxis whole(final double lower, final double upper, final double overhang) {
		return styled(new Linear(overhang, Ticks::whole), lower, upper);
	}

	/** As {@link #linear}; both ends positive. */
	static ValueAxis logarithmic(final double lower, final double upper, final double overhang) {
		return styled(new Logarithmic(overhang, Ticks::logarithmic), lower, upper);
	}

	/** As {@link #logarithmic}, for counts: with ticks at powers of ten. */
	static ValueAxis powersOfTen(final double lower, final double upper, final double overhang) {
		return styled(new Logarithmic(overhang, Ticks::powersOfTen), lower, upper);
	}

	private static ValueAxis styled(final ValueAxis axis, final double lower, final double upper) {
		axis.setRange(lower, upper);
		axis.setTickLabelFont(PlotStyle.TICK_FONT);
		axis.setTickLabelPaint(PlotStyle.INK);
		axis.setTickLabelInsets(new RectangleInsets(2, 3, 2, 3));
		axis.setTickMarkPaint(PlotStyle.INK);
		axis.setTickMarkOutsideLength(4);
		axis.setAxisLineVisible(false);
		return axis;
	}

	private static Ticks ticks(final ValueAxis axis, final Graphics2D g2, final Rectangle2D area, final RectangleEdge edge,
		final double overhang)
	{
		return new Ticks(axis.getLowerBound(), axis.getUpperBound(), x -> axis.valueToJava2D(x, area, edge), edge,
			g2.getFontMetrics(axis.getTickLabelFont()), overhang);
	}

	private static final class Linear extends NumberAxis {

		private static final long serialVersionUID = 1L;

		private final double overhang;
		private final transient Function<Ticks, List<NumberTick>> placing;

		Linear(final double overhang, final Function<Ticks, List<NumberTick>> placing) {
			this.overhang = overhang;
			this.placing = placing;
		}

		@Override
		public List<?> refreshTicks(final Graphics2D g2, final AxisState state, final Rectangle2D area,
			final RectangleEdge edge)
		{
			return placing.apply(ticks(this, g2, area, edge, overhang));
		}
	}

	private static final class Logarithmic extends LogAxis {

		private static final long serialVersionUID = 1L;

		private final double overhang;
		private final transient Function<Ticks, List<NumberTick>> placing;

		Logarithmic(final double overhang, final Function<Ticks, List<NumberTick>> placing) {
			this.overhang = overhang;
			this.placing = placing;
		}

		@Override
		public List<?> refreshTicks(final Graphics2D g2, final AxisState state, final Rectangle2D area,
			final RectangleEdge edge)
		{
			return placing.apply(ticks(this, g2, area, edge, overhang));
		}
	}
}
