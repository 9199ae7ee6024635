// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {

	private static final FontMetrics FONT = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics()
		.getFontMetrics(PlotStyle.TICK_FONT);

	private static Ticks ticks(final double lower, final double upper, final double pixels, final boolean log) {
		final DoubleUnaryOperator scale = log ? Math::log : x -> x;
		final double start = scale.applyAsDouble(lower);
		final double length = scale.applyAsDouble(upper) - start;
		return new Ticks(lower, upper, x -> (scale.applyAsDouble(x) - start) / length * pixels, RectangleEdge.BOTTOM, FONT, 4);
	}

	private static List<String> labels(final List<NumberTick> ticks) {
		return ticks.stream().map(NumberTick::getText).toList();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 130", "0.35, 0.79, 130", "0.0169, 0.0441, 110", "-1e-9, 3e-9, 130", "-7e6, -3e6, 130", "24.1, 46.3, 60",
		"1900, 1920, 760", "99.999, 100.001, 130", "-1, 1, 300", "0, 30000, 640", "1.2345678, 1.2345679, 300" })
	void labelsAreSeveralAndNeverTouch(final double lower, final double upper, final double pixels) {
		final List<NumberTick> ticks = ticks(lower, upper, pixels, false).linear();
		assertTrue(ticks.size() >= (pixels < 100 ? 1 : 2), labels(ticks).toString());
		requireApart(ticks, x -> (x - lower) / (upper - lower) * pixels);
		assertEquals(ticks.size(), labels(ticks).stream().distinct().count(), labels(ticks).toString());
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 1.5, 1", "-0.5, 2.5, 3", "1.5, 4.5, 3", "-0.5, 3000000.5, 2" })
	void wholeNumbersHaveTicksAtWholeNumbers(final double lower, final double upper, final int least) {
		final List<NumberTick> ticks = ticks(lower, upper, 130, false).whole();
		assertTrue(ticks.size() >= least, labels(ticks).toString());
		for (final NumberTick tick : ticks) assertEquals(Math.rint(tick.getValue()), tick.getValue());
		requireApart(ticks, x -> (x - lower) / (upper - lower) * 130);
	}

	@ParameterizedTest
	@CsvSource({ "2.5, 120, 230", "3, 7, 230", "0.001, 1e6, 230", "1e-30, 1e30, 230" })
	void logarithmicLabelsToo(final double lower, final double upper, final double pixels) {
		final List<NumberTick> ticks = ticks(lower, upper, pixels, true).logarithmic();
		assertTrue(ticks.size() >= 2, labels(ticks).toString());
		requireApart(ticks, x -> Math.log(x / lower) / Math.log(upper / lower) * pixels);
	}

	private static void requireApart(final List<NumberTick> ticks, final DoubleUnaryOperator toPixel) {
		for (int i = 1; i < ticks.size(); i++) {
			final double apart = toPixel.applyAsDouble(ticks.get(i).getValue()) - toPixel.applyAsDouble(ticks.get(i - 1).getValue());
			final double needed = (FONT.stringWidth(ticks.get(i).getText()) + FONT.stringWidth(ticks.get(i - 1).getText())) / 2.0;
			assertTrue(apart > needed + 3, labels(ticks).toString());
		}
	}

	@Test
	void labelsAreRoundAndPlain() {
		assertEquals(List.of("\u22121", "0", "1"), labels(ticks(-1.3, 1.3, 90, false).linear()));
		assertEquals(List.of("1900", "1910", "1920"), labels(ticks(1897, 1923, 180, false).linear()));
		assertEquals(List.of("5", "10", "20", "50", "100"), labels(ticks(4, 120, 230, true).logarithmic()));
		assertEquals(List.of("2e-9", "4e-9"), labels(ticks(1e-9, 4.5e-9, 120, false).linear()));
	}

	@Test
	void countsAreWrittenOut() {
		assertEquals(List.of("1,000", "10,000", "100,000"), labels(ticks(700, 140_000, 300, true).powersOfTen()));
		assertEquals(List.of("5", "10", "20", "50"), labels(ticks(4, 60, 230, true).powersOfTen()), "too few powers");
	}
}
