// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.inferj.Progress;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;

class LynxHareTest {

	private static final double[] THETA = { 0.55, 0.028, 0.80, 0.024, 34, 5.9, 0.25, 0.25 };

	/** Over 2,000 draws from the prior, against a step sixteen times smaller (error 65,000 times smaller). */
	@Test
	void solutionIsAccurateOverThePrior() {
		final Simulations draws = SimulationRun.of(new LynxHare(), 2000, 1).run(Progress.NONE);
		double worst = 0;
		for (int row = 0; row < draws.count(); row++) {
			final PredatorPrey model = new PredatorPrey(draws.get(row, 0), draws.get(row, 1), draws.get(row, 2), draws.get(row,
				3));
			final double[][] coarse = model.solve(draws.get(row, 4), draws.get(row, 5), LynxHare.YEARS,
				LynxHare.STEPS_PER_YEAR);
			final double[][] fine = model.solve(draws.get(row, 4), draws.get(row, 5), LynxHare.YEARS, 16 *
				LynxHare.STEPS_PER_YEAR);
			for (int species = 0; species < 2; species++)
				for (int year = 0; year < LynxHare.YEARS; year++) worst = Math.max(worst, Math.abs(coarse[species][year] /
					fine[species][year] - 1));
		}
		assertTrue(worst < 1e-3, "largest relative error " + worst);
	}
}
