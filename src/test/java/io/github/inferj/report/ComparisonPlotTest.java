// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;

class ComparisonPlotTest {

	private static final ComparisonPlot.Axis EFFORT = new ComparisonPlot.Axis("simulations", 700, 140_000);
	private static final ComparisonPlot.Axis MEASURE = new ComparisonPlot.Axis("C2ST", 0.48, 1);

	private static ComparisonPlot.Curve curve(final String name, final double... y) {
		return new ComparisonPlot.Curve(name, new double[] { 1_000, 10_000, 100_000 }, y);
	}

	private static BufferedImage draw(final ComparisonPlot.Panel... panels) {
		return new ComparisonPlot("Comparison", EFFORT, MEASURE, List.of(panels)).draw();
	}

	private static boolean has(final BufferedImage image, final Color colour) {
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++) if (image.getRGB(x, y) == colour.getRGB()) return true;
		return false;
	}

	@Test
	void aNameHasItsColourInEveryPanel() {
		final Color first = PlotStyle.CATEGORIES.get(0);
		final Color second = PlotStyle.CATEGORIES.get(1);
		final BufferedImage both = draw(new ComparisonPlot.Panel("one", List.of(curve("a", 0.8, 0.7, 0.6)), List.of()),
			new ComparisonPlot.Panel("two", List.of(curve("b", 0.8, 0.7, 0.6)), List.of()));
		final int half = both.getWidth() / 2;
		final int header = 90;
		final BufferedImage left = both.getSubimage(0, header, half, both.getHeight() - header);
		final BufferedImage right = both.getSubimage(half, header, half, both.getHeight() - header);
		assertTrue(has(left, first) && !has(left, second));
		assertTrue(has(right, second) && !has(right, first));
	}

	@Test
	void aTitleLongerThanItsPanelIsShownWhole() {
		final ComparisonPlot.Panel panel = new ComparisonPlot.Panel("a", List.of(), List.of());
		final BufferedImage plain = new ComparisonPlot("Short", EFFORT, MEASURE, List.of(panel)).draw();
		final BufferedImage image = new ComparisonPlot("A long title ".repeat(12) + "||||", EFFORT, MEASURE, List.of(panel)).draw();
		assertTrue(image.getWidth() > plain.getWidth());
		int last = image.getWidth() - 1;
		while (isWhite(image, last)) last--;
		assertTrue(last > plain.getWidth() && last < image.getWidth() - 4, "ink ends at " + last + " of " + image.getWidth());
	}

	private static boolean isWhite(final BufferedImage image, final int x) {
		return IntStream.range(0, 40).allMatch(y -> (image.getRGB(x, y) & 0xffffff) == 0xffffff);
	}

	@Test
	void spreadsAndOthersAreDrawn() {
		final double[] x = { 1_000, 10_000 };
		final double[] y = { 0.8, 0.7 };
		final ComparisonPlot.Curve narrow = new ComparisonPlot.Curve("a", x, y);
		final ComparisonPlot.Curve wide = new ComparisonPlot.Curve("a", x, y, new double[] { 0.6, 0.6 }, new double[] { 0.9, 0.9 });
		final long without = accents(draw(new ComparisonPlot.Panel("p", List.of(narrow), List.of())));
		final long with = accents(draw(new ComparisonPlot.Panel("p", List.of(wide), List.of())));
		assertTrue(with > without + 60, without + " coloured pixels without spread, " + with + " with");
		assertTrue(differing(draw(new ComparisonPlot.Panel("p", List.of(), List.of(curve("b", 0.9, 0.8, 0.7)))), draw(
			new ComparisonPlot.Panel("p", List.of(), List.of(curve("b", 0.7, 0.6, 0.7))))) > 200);
	}

	private static long differing(final BufferedImage a, final BufferedImage b) {
		long count = 0;
		for (int y = 0; y < a.getHeight(); y++) for (int x = 0; x < a.getWidth(); x++) if (a.getRGB(x, y) != b.getRGB(x, y)) count++;
		return count;
	}

	private static long accents(final BufferedImage image) {
		long count = 0;
		for (int y = 0; y < image.getHeight(); y++) for (int x = 0; x < image.getWidth(); x++) {
			final Color colour = new Color(image.getRGB(x, y));
			if (colour.getRed() > colour.getBlue() + 60) count++;
		}
		return count;
	}

	@Test
	void growsWithThePanels() {
		final ComparisonPlot.Panel panel = new ComparisonPlot.Panel("p", List.of(curve("a", 0.8, 0.7, 0.6)), List.of());
		final int width = draw(panel).getWidth();
		assertEquals(2 * width, draw(panel, panel).getWidth());
		assertTrue(draw(new ComparisonPlot.Panel("p", List.of(), panel.own())).getWidth() > width + 150, "room for names");
		assertTrue(draw(panel, panel, panel).getHeight() > draw(panel, panel).getHeight() + 300);
	}

	@Test
	void refusesWhatCannotBeDrawn() {
		assertThrows(InvalidInputException.class, ComparisonPlotTest::draw);
		assertThrows(InvalidInputException.class, () -> new ComparisonPlot.Curve("a", new double[2], new double[1]));
		assertThrows(InvalidInputException.class, () -> new ComparisonPlot.Curve("a", new double[0], new double[0]));
	}

	@Test
	void labelsKeepTheirGapAndMoveLeast() {
		final LabelColumn column = new LabelColumn(0, 100, 10);
		assertArrayEquals(new double[] { 20, 50 }, column.places(20, 50), 1e-12);
		assertArrayEquals(new double[] { 45, 55, 5 }, column.places(50, 50, 5), 1e-12);
		assertArrayEquals(new double[] { 100, 90, 80 }, column.places(99, 98, 97), 1e-12);
		assertArrayEquals(new double[] { 0, 10, 90 }, column.places(1, 2, 90), 1e-12);
		assertArrayEquals(new double[] { 40, 50, 60, 70 }, column.places(50, 51, 59, 60), 1e-12);
		assertArrayEquals(new double[0], column.places());
		final double[] crowded = new LabelColumn(0, 20, 10).places(1, 2, 3, 4, 5);
		assertArrayEquals(new double[] { 0, 5, 10, 15, 20 }, crowded, 1e-12);
	}
}
