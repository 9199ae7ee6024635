// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mean integrated out in closed form, against sums over a fine grid of means. */
class SlcpLikelihoodTest {

	private static final double STEP = 0.02, EDGE = 12;
	private static final double[] ROW = { 0.7, -0.4, 1.1, -0.9, 0.8, 1.3, 0.2, Double.NaN, -0.5, 0.1, -1.2, 2.0, Double.NaN };

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3 })
	void evidence(final int latent) {
		final double[] row = ROW.clone();
		for (int axis = 0; axis < 2; axis++) if ((latent >> axis & 1) == 1) row[axis] = Double.NaN;
		double sum = 0;
		final int steps = (int) (EDGE / STEP);
		for (int i = (latent & 1) == 0 ? 0 : -steps; i <= ((latent & 1) == 0 ? 0 : steps); i++)
			for (int j = (latent & 2) == 0 ? 0 : -steps; j <= ((latent & 2) == 0 ? 0 : steps); j++)
				sum += Math.exp(logLikelihood(ROW[0] + i * STEP, ROW[1] + j * STEP)) * Math.pow(STEP, Integer.bitCount(latent));
		assertEquals(Math.log(sum), new SlcpLikelihood(row).new AtCovariance(row).logEvidence(), 1e-9);
	}

	private static double logLikelihood(final double mean1, final double mean2) {
		final double sd1 = ROW[2] * ROW[2], sd2 = ROW[3] * ROW[3], correlation = Math.tanh(ROW[4]);
		double sum = 0;
		for (int point = 5; point < ROW.length; point += 2) {
			final Normal first = new Normal(mean1, sd1);
			if (Double.isNaN(ROW[point])) sum += new Normal(mean2, sd2).logDensity(ROW[point + 1]);
			else sum += first.logDensity(ROW[point]);
			if (!Double.isNaN(ROW[point] + ROW[point + 1])) sum += new Normal(mean2 + correlation * sd2 / sd1 * (ROW[point] - mean1),
				sd2 * Math.sqrt(1 - correlation * correlation)).logDensity(ROW[point + 1]);
		}
		return sum;
	}
}
