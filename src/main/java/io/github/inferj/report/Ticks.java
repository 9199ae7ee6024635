// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.FontMetrics;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * Places ticks at round numbers, as densely as their labels allow without touching each other or
 * reaching far past the ends of the axis.
 *
 * @param lower lower end of the axis
 * @param upper upper end of the axis
 * @param toPixel position of a value in pixels along the axis, rising or falling
 * @param edge the side of the plot the axis is on
 * @param font measures labels
 * @param overhang pixels by which a label may reach past an end
 */
record Ticks(double lower, double upper, DoubleUnaryOperator toPixel, RectangleEdge edge, FontMetrics font, double overhang) {

	private static final int DESIRED = 2;
	private static final int MOST = 11;

	private record Label(double value, String text) {}

	/** @return ticks at multiples of 1, 2 or 5 times a power of ten; at two of them where no more fit */
	List<NumberTick> linear() {
		return linear(coarsest() - 3);
	}

	/** @return ticks as {@link #linear}, but at whole numbers */
	List<NumberTick> whole() {
		return linear(0);
	}

	private int coarsest() {
		return (int) Math.floor(Math.log10(upper - lower)) + 1;
	}

	/** @param finest smallest exponent of ten */
	private List<NumberTick> linear(final int finest) {
		List<Label> best = List.of();
		for (int exponent = coarsest(); exponent >= finest; exponent--)
			for (final int factor : new int[] { 5, 2, 1 }) {
				List<Label> candidate = within(multiples(factor, exponent));
				if (touching(candidate) || candidate.size() > MOST) {
					if (best.size() >= DESIRED) return ticks(best);
					candidate = List.of(candidate.get(0), candidate.get(candidate.size() - 1));
				}
				if (!touching(candidate) && candidate.size() >= best.size()) best = candidate;
			}
		return ticks(best);
	}

	/** @return ticks at 1, 2 and 5, at 1 and 3, or at 1 times powers of ten; linear ones if those are too few */
	List<NumberTick> logarithmic() {
		for (final int[] factors : new int[][] { { 1, 2, 5 }, { 1, 3 }, { 1 } }) {
			final List<Label> candidate = within(decades(factors, 1));
			if (candidate.size() < DESIRED) return linear();
			if (!touching(candidate)) return ticks(candidate);
		}
		for (int step = 2; step < 300; step++) {
			final List<Label> candidate = within(decades(new int[] { 1 }, step));
			if (!touching(candidate)) return ticks(candidate);
		}
		return linear();
	}

	/** @return ticks at powers of ten, written out as in 10,000; as {@link #logarithmic} if those are too few or touch */
	List<NumberTick> powersOfTen() {
		final List<Label> candidate = within(decades(new int[] { 1 }, 1).stream().filter(l -> l.value() >= 1).map(
			l -> new Label(l.value(), String.format(Locale.ROOT, "%,.0f", l.value()))).toList());
		return candidate.size() < DESIRED || touching(candidate) ? logarithmic() : ticks(candidate);
	}

	private List<Label> multiples(final int factor, final int exponent) {
		final double step = factor * Math.pow(10, exponent);
		final List<Label> labels = new ArrayList<>();
		for (double i = Math.ceil(lower / step - 1e-9); i * step <= upper + 1e-9 * step; i++) {
			if (labels.size() > 1000) break;
			labels.add(new Label(i * step, text(i * step, Math.max(0, -exponent))));
		}
		return labels;
	}

	private List<Label> decades(final int[] factors, final int step) {
		final List<Label> labels = new ArrayList<>();
		final int last = (int) Math.ceil(Math.log10(upper));
		for (int exponent = Math.floorDiv((int) Math.floor(Math.log10(lower)), step) * step; exponent <= last; exponent += step)
			for (final int factor : factors) {
				final double value = Double.parseDouble(factor + "E" + exponent);
				if (value >= lower * (1 - 1e-9) && value <= upper * (1 + 1e-9)) labels.add(new Label(value, text(value, Math.max(0,
					-exponent))));
			}
		return labels;
	}

	private String text(final double value, final int decimals) {
		if (Math.abs(value) < 0.5 * Math.pow(10, -decimals)) return "0";
		final double largest = Math.max(Math.abs(lower), Math.abs(upper));
		final BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
		final String text = largest >= 1e5 || largest < 1e-3 ? scientific(rounded) : rounded.toPlainString();
		return text.startsWith("-") ? '\u2212' + text.substring(1) : text;
	}

	private static String scientific(final BigDecimal value) {
		final BigDecimal digits = value.stripTrailingZeros();
		final int exponent = digits.precision() - digits.scale() - 1;
		final String mantissa = digits.movePointLeft(exponent).toPlainString();
		return exponent == 0 ? mantissa : mantissa + "e" + exponent;
	}

	private List<Label> within(final List<Label> labels) {
		final double a = toPixel.applyAsDouble(lower);
		final double b = toPixel.applyAsDouble(upper);
		final double first = Math.min(a, b) - overhang;
		final double last = Math.max(a, b) + overhang;
		return labels.stream().filter(l -> {
			final double at = toPixel.applyAsDouble(l.value());
			final double half = extent(l) / 2;
			return at - half >= first && at + half <= last;
		}).toList();
	}

	private boolean touching(final List<Label> labels) {
		for (int i = 1; i < labels.size(); i++) {
			final double apart = Math.abs(toPixel.applyAsDouble(labels.get(i).value()) - toPixel.applyAsDouble(labels.get(i - 1)
				.value()));
			if (apart < (extent(labels.get(i)) + extent(labels.get(i - 1))) / 2 + gap()) return true;
		}
		return false;
	}

	private double extent(final Label label) {
		return isHorizontal() ? font.stringWidth(label.text()) : font.getAscent();
	}

	private double gap() {
		return isHorizontal() ? font.stringWidth("00") : 1.2 * font.getAscent();
	}

	private boolean isHorizontal() {
		return RectangleEdge.isTopOrBottom(edge);
	}

	private List<NumberTick> ticks(final List<Label> labels) {
		final TextAnchor anchor = isHorizontal() ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
		return labels.stream().map(l -> new NumberTick(TickType.MAJOR, l.value(), l.text(), anchor, anchor, 0)).toList();
	}
}
