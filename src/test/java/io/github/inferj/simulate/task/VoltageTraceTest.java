// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class VoltageTraceTest {

	/** Steps of 0.5 ms: 0 to 10 ms rest, 10 to 15 ms pulse, the rest after it. */
	private static VoltageTrace trace(final double[] rest, final double[] pulse, final double... after) {
		final double[] voltage = new double[20 + 10 + after.length];
		System.arraycopy(rest, 0, voltage, 0, 20);
		System.arraycopy(pulse, 0, voltage, 20, 10);
		System.arraycopy(after, 0, voltage, 30, after.length);
		return new VoltageTrace(voltage, 0.5, 10, 15, 123);
	}

	private static double[] rest() {
		final double[] rest = new double[20];
		for (int i = 0; i < 18; i++) rest[i] = -70;
		rest[18] = -61;
		rest[19] = -59;
		return rest;
	}

	/** In the pulse 2 of 10 values are 40 and the others -60: mean -40, m2 1600, m3 96,000, m4 8,320,000. */
	@Test
	void statisticsByHand() {
		final double[] pulse = { -60, 40, -60, -60, -60, 40, -60, -60, -60, -60 };
		assertArrayEquals(new double[] { 2, -69, 1, -40, 1600, 1.5, 3.25, 123 }, trace(rest(), pulse, -60, -60).statistics(),
			1e-12);
	}

	@Test
	void aSpikeIsARiseThroughTheThreshold() {
		final double[] quiet = { -60, -10.1, -60, -20, -60, -60, -11, -60, -60, -50 };
		assertEquals(0, trace(rest(), quiet, -60).statistics()[0]);
		assertEquals(1, trace(rest(), quiet, -60, -10, 20, -9, -10, -60).statistics()[0], "one plateau, after the pulse");
		assertEquals(2, trace(rest(), quiet, -60, 20, -10.5, 20, -60).statistics()[0]);
	}
}
