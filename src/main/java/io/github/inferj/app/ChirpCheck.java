// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.diagnose.ExpectedCoverage;
import io.github.inferj.diagnose.SbcRanks;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.reference.ChirpPosterior;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * Posteriors of the masses of {@link Chirp} given one detector or both (Gloeckler et al. 2024, figure A14), for fresh
 * simulations.
 *
 * @param c2st against exact draws, one for each of the first simulations
 * @param ratios standard deviations over those of the exact draws, mass1 and mass2 of each of these simulations
 * @param coverage how often central intervals hold the true masses, over all simulations
 */
record ChirpCheck(List<Double> c2st, List<Double> ratios, ExpectedCoverage coverage) {

	/** What is given. */
	enum Detectors {
		BOTH, FIRST, SECOND;

		private boolean has(final int detector) {
			return this == BOTH || ordinal() == detector + 1;
		}
	}

	/**
	 * @param model a network of {@link Chirp}
	 * @param compared number of simulations whose draws are compared with exact ones
	 * @param draws number of draws that are compared for each
	 * @param ranked number of simulations for the coverage
	 * @param rankedDraws number of draws for each of them
	 */
	static ChirpCheck of(final JointModel model, final Detectors detectors, final int compared, final int draws, final int ranked,
		final int rankedDraws)
	{
		final Simulations fresh = SimulationRun.of(new Chirp(), Math.max(compared, ranked), SeedStream.FRESH_SIMULATIONS.seed(0)).run(
			Progress.NONE);
		final double[][] rows = IntStream.range(0, fresh.count()).mapToObj(fresh::row).toArray(double[][]::new);
		final int[] wanted = model.specification().columnsOf(Role.PARAMETER);
		final double[][] truths = Arrays.stream(rows, 0, ranked).map(row -> Arrays.copyOf(row, wanted.length)).toArray(double[][]::new);
		for (final double[] row : rows) hide(model.specification(), row, detectors);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final List<Double> c2st = new ArrayList<>();
			final List<Double> ratios = new ArrayList<>();
			for (int k = 0; k < compared; k++) {
				final double[] row = rows[k];
				final double[][] exact = new ChirpPosterior(samples(model.specification(), row, 0), samples(model.specification(), row, 1))
					.sample(draws, SeedStream.REFERENCE_DRAWS.seed(k));
				final double[][] drawn = TimedDraws.of(() -> sampler.sample(new double[][] { row }, wanted, draws, SeedStream.DRAWS.seed(
					0), Progress.NONE)).samples();
				c2st.add(new ClassifierTwoSampleTest(1).accuracy(exact, drawn));
				for (int mass = 0; mass < wanted.length; mass++) ratios.add(deviation(drawn, mass) / deviation(exact, mass));
			}
			final Draws all = sampler.sample(Arrays.copyOf(rows, ranked), wanted, rankedDraws, SeedStream.COVERAGE_DRAWS.seed(0),
				Progress.NONE);
			return new ChirpCheck(c2st, ratios, ExpectedCoverage.ofCentralIntervals(SbcRanks.of(all, truths)));
		}
	}

	/** Makes the masses, and a detector that is not given, NaN. */
	static void hide(final ModelSpecification specification, final double[] row, final Detectors detectors) {
		Arrays.fill(row, 0, specification.parameterCount(), Double.NaN);
		for (int detector = 0; detector < 2; detector++) if (!detectors.has(detector)) Arrays.fill(row, specification.embeddedOffset(
			detector), specification.embeddedOffset(detector + 1), Double.NaN);
	}

	/** @return the samples of a detector, null if not given */
	private static double[] samples(final ModelSpecification specification, final double[] row, final int detector) {
		final int first = specification.embeddedOffset(detector);
		return Double.isNaN(row[first]) ? null : Arrays.copyOfRange(row, first, specification.embeddedOffset(detector + 1));
	}

	private static double deviation(final double[][] samples, final int column) {
		return new StandardDeviation().evaluate(Arrays.stream(samples).mapToDouble(sample -> sample[column]).toArray());
	}
}
