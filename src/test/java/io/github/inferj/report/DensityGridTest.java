// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.PathIterator;

import org.junit.jupiter.api.Test;

import io.github.inferj.model.Draws;
import io.github.inferj.simulate.SeededRandom;

class DensityGridTest {

	@Test
	void contoursOfAGaussianAreItsEllipses() {
		final int count = 50_000;
		final double[] x = new double[count];
		final double[] y = new double[count];
		final SeededRandom rng = new SeededRandom(5, 0);
		for (int i = 0; i < count; i++) {
			x[i] = rng.nextGaussian();
			y[i] = 10 + 3 * rng.nextGaussian();
		}
		final DensityGrid grid = DensityGrid.of(x, y, new PlotRange(-4, 4), new PlotRange(-2, 22), 96);
		for (final double share : new double[] { 0.5, 0.9 }) {
			final double expected = Math.sqrt(-2 * Math.log(1 - share));
			double sum = 0;
			int points = 0;
			final double[] at = new double[6];
			for (final PathIterator i = grid.contour(grid.levelHolding(share)).getPathIterator(null); !i.isDone(); i.next()) {
				i.currentSegment(at);
				sum += Math.hypot(at[0], (at[1] - 10) / 3);
				points++;
			}
			assertTrue(points > 50);
			assertEquals(expected, sum / points, 0.05 * expected);
		}
	}

	@Test
	void thinCrescentsStayThin() {
		final Draws moons = PlotFixtures.twoMoons(10_000);
		final PlotRange range = new PlotRange(-0.6, 0.6);
		final DensityGrid grid = DensityGrid.of(moons.column(0, 0), moons.column(0, 1), range, range, 96);
		assertEquals(0xFFFFFFFF, grid.image().getRGB(48, 48), "nothing between the moons");
	}
}
