// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * A shape in the data's coordinates, on linear axes. Unlike JFreeChart's own, it draws upright and level
 * lines too.
 */
final class PlotShape extends AbstractXYAnnotation {

	private static final long serialVersionUID = 1L;

	private final transient Shape shape;
	private final transient Stroke stroke;
	private final Color line;
	private final Color fill;

	/**
	 * @param fill null for none
	 */
	PlotShape(final Shape shape, final Stroke stroke, final Color line, final Color fill) {
		this.shape = shape;
		this.stroke = stroke;
		this.line = line;
		this.fill = fill;
	}

	@Override
	public void draw(final Graphics2D g2, final XYPlot plot, final Rectangle2D area, final ValueAxis domain,
		final ValueAxis range, final int renderer, final PlotRenderingInfo info)
	{
		final double xScale = domain.lengthToJava2D(1, area, plot.getDomainAxisEdge());
		final double yScale = -range.lengthToJava2D(1, area, plot.getRangeAxisEdge());
		final double x = area.getX() - xScale * domain.getLowerBound();
		final double y = area.getMaxY() - yScale * range.getLowerBound();
		final Shape placed = new AffineTransform(xScale, 0, 0, yScale, x, y).createTransformedShape(shape);
		if (fill != null) {
			g2.setPaint(fill);
			g2.fill(placed);
		}
		g2.setStroke(stroke);
		g2.setPaint(line);
		g2.draw(placed);
	}
}
