// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;

/**
 * Colours that stay apart for colour-blind eyes (Okabe and Ito 2008; one hue of falling lightness for
 * densities) and the fonts of all plots.
 */
final class PlotStyle {

	static final Color INK = new Color(0x333333);
	static final Color FRAME = new Color(0x888888);
	static final Color DARK = new Color(0x00446E);
	static final Color MIDDLE = new Color(0x6FAEDB);
	static final Color LIGHT = new Color(0xCDE3F3);
	static final Color ACCENT = new Color(0xD55E00);
	static final Color PRIOR = new Color(0x777777);
	static final Color GRID = new Color(0xE2E2E2);
	/** Okabe and Ito's vermillion, blue, bluish green, orange, reddish purple and sky blue. */
	static final List<Color> CATEGORIES = List.of(ACCENT, new Color(0x0072B2), new Color(0x009E73), new Color(0xE69F00),
		new Color(0xCC79A7), new Color(0x56B4E9));

	static final Font TITLE_FONT = new Font(Font.SANS_SERIF, Font.BOLD, 15);
	static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
	static final Font TICK_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

	static final BasicStroke LINE = new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	static final BasicStroke THICK = new BasicStroke(2.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	static final BasicStroke THIN = new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	static final BasicStroke DASHED = new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1,
		new float[] { 5, 4 }, 0);

	private PlotStyle() {}

	/** @return white for 0, over light and middle, to dark for 1 */
	static Color shade(final double density) {
		final double d = Math.min(1, Math.max(0, density));
		if (d < 0.2) return mix(Color.WHITE, LIGHT, d / 0.2);
		return d < 0.6 ? mix(LIGHT, MIDDLE, (d - 0.2) / 0.4) : mix(MIDDLE, DARK, (d - 0.6) / 0.4);
	}

	private static Color mix(final Color from, final Color to, final double share) {
		return new Color((int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())), (int) Math.round(from
			.getGreen() + share * (to.getGreen() - from.getGreen())), (int) Math.round(from.getBlue() + share * (to.getBlue()
				- from.getBlue())));
	}
}
