// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/** A white image to lay out panels, labels and a legend on, in pixels from the upper left corner. */
final class PlotCanvas implements AutoCloseable {

	/** Room for the tick labels of a panel. */
	private static final double AXIS_SPACE = 60;

	private static final double LINE_HEIGHT = 16;

	/** How an entry of a legend looks. */
	enum Mark {
		PATCH, LINE, THICK_LINE, DASHED_LINE, DOT
	}

	/** An entry of a legend. */
	record Entry(Mark mark, Color colour, String text) {}

	private final BufferedImage image;
	private final Graphics2D graphics;

	PlotCanvas(final int width, final int height) {
		image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		graphics = image.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
		graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
	}

	/** @return what has been drawn */
	BufferedImage image() {
		return image;
	}

	@Override
	public void close() {
		graphics.dispose();
	}

	/** Draws a plot whose data fill exactly {@code area}; ticks of visible axes lie outside. */
	void panel(final XYPlot plot, final Rectangle2D area) {
		final AxisSpace space = new AxisSpace();
		space.setLeft(AXIS_SPACE);
		space.setBottom(AXIS_SPACE);
		plot.setFixedDomainAxisSpace(space);
		plot.setFixedRangeAxisSpace(space);
		plot.setInsets(RectangleInsets.ZERO_INSETS);
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		plot.setBackgroundPaint(null);
		plot.setOutlinePaint(PlotStyle.FRAME);
		plot.draw(graphics, new Rectangle2D.Double(area.getX() - AXIS_SPACE, area.getY(), area.getWidth() + AXIS_SPACE, area
			.getHeight() + AXIS_SPACE), null, null, null);
	}

	/** @return the width of a text in pixels */
	static double width(final String text, final Font font) {
		return font.getStringBounds(text, new FontRenderContext(null, true, false)).getWidth();
	}

	/** Writes a text that starts at {@code x}. */
	void text(final String text, final double x, final double baseline, final Font font) {
		graphics.setFont(font);
		graphics.setColor(PlotStyle.INK);
		graphics.drawString(text, (float) x, (float) baseline);
	}

	/**
	 * Writes a label centred at {@code x}: on one line or, where that is too wide, its unit in brackets on a line below.
	 * Lines that are still too wide get smaller and are cut short in the end.
	 */
	void centred(final String label, final double x, final double baseline, final double room) {
		final List<String> lines = lines(label, room);
		final double first = lines.size() == 1 ? baseline : baseline - LINE_HEIGHT / 3;
		for (int i = 0; i < lines.size(); i++) centredLine(lines.get(i), x, first + i * LINE_HEIGHT, room);
	}

	/** @return the label as it is if it fits into so many pixels or has no unit in brackets, else name and unit */
	List<String> lines(final String label, final double room) {
		final int unit = label.indexOf(" (");
		return unit < 0 || width(label, PlotStyle.LABEL_FONT) <= room ? List.of(label) : List.of(label.substring(0, unit), label
			.substring(unit + 1));
	}

	private void centredLine(final String text, final double x, final double baseline, final double room) {
		final Font font = fitted(text, room);
		String shown = text;
		for (int length = text.length() - 1; length > 0 && width(shown, font) > room; length--) shown = text.substring(0, length)
			+ "\u2026";
		text(shown, x - width(shown, font) / 2, baseline, font);
	}

	/** As {@link #centred} but upwards, centred at {@code y}. */
	void upwards(final String text, final double baseline, final double y, final double room) {
		final AffineTransform before = graphics.getTransform();
		graphics.translate(baseline, y);
		graphics.rotate(-Math.PI / 2);
		centred(text, 0, 0, room);
		graphics.setTransform(before);
	}

	private Font fitted(final String text, final double room) {
		Font font = PlotStyle.LABEL_FONT;
		while (font.getSize() > 9 && width(text, font) > room) font = font.deriveFont(font.getSize2D() - 1);
		return font;
	}

	/** Draws a line in a colour, one pixel wide. */
	void line(final Color colour, final double x1, final double y1, final double x2, final double y2) {
		graphics.setColor(colour);
		stroke(new Line2D.Double(x1, y1, x2, y2), PlotStyle.THIN);
	}

	/** Draws the outline of a shape around a point, white inside. */
	void outline(final Shape shape, final Color colour, final double x, final double y) {
		final Shape placed = AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
		graphics.setColor(Color.WHITE);
		graphics.fill(placed);
		graphics.setColor(colour);
		stroke(placed, PlotStyle.THIN);
	}

	/** Draws a legend downwards from a point. */
	void legendDown(final List<Entry> entries, final double x, final double y) {
		for (int i = 0; i < entries.size(); i++) entry(entries.get(i), x, y + 20 * i);
	}

	/** Draws a legend to the right from a point. */
	void legendAcross(final List<Entry> entries, final double x, final double y) {
		double at = x;
		for (final Entry entry : entries) {
			entry(entry, at, y);
			at += 60 + width(entry.text(), PlotStyle.LABEL_FONT);
		}
	}

	private void entry(final Entry entry, final double x, final double y) {
		final FontMetrics metrics = graphics.getFontMetrics(PlotStyle.LABEL_FONT);
		text(entry.text(), x + 36, y + metrics.getAscent() / 2.0 - 1, PlotStyle.LABEL_FONT);
		graphics.setColor(entry.colour());
		switch (entry.mark()) {
			case PATCH -> graphics.fill(new Rectangle2D.Double(x, y - 6, 28, 12));
			case LINE -> stroke(new Line2D.Double(x, y, x + 28, y), PlotStyle.LINE);
			case THICK_LINE -> stroke(new Line2D.Double(x, y, x + 28, y), PlotStyle.THICK);
			case DASHED_LINE -> stroke(new Line2D.Double(x, y, x + 28, y), PlotStyle.DASHED);
			case DOT -> graphics.fill(new Ellipse2D.Double(x + 10.5, y - 3.5, 7, 7));
		}
	}

	private void stroke(final Shape shape, final BasicStroke stroke) {
		graphics.setStroke(stroke);
		graphics.draw(shape);
	}
}
