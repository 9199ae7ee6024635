// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import org.apache.commons.statistics.distribution.NormalDistribution;

import io.github.inferj.simulate.task.GaussianMixture;
import io.github.inferj.variable.Prior;

/**
 * Conditionals of {@link GaussianMixture}. Given the component, the two axes are independent, and theta
 * given x is a normal truncated to the prior. The component is drawn first, with probabilities in
 * proportion to the density of what is given.
 */
final class GaussianMixtureReference extends TaskReference {

	private static final int AXES = 2;
	private static final double EDGE = 10;
	private static final double[] SDS = { 1, 0.1 };

	GaussianMixtureReference() {
		super(new GaussianMixture());
	}

	@Override
	double logDensity(final double[] row) {
		final double[] logs = new double[SDS.length];
		for (int axis = 0; axis < AXES; axis++)
			for (int c = 0; c < SDS.length; c++) logs[c] += new Normal(row[axis], SDS[c]).logDensity(row[AXES + axis]);
		final double largest = Math.max(logs[0], logs[1]);
		return logPrior(row) + largest + Math.log((Math.exp(logs[0] - largest) + Math.exp(logs[1] - largest)) / 2);
	}

	@Override
	RowSampler conditional(final double[] given) {
		final double[] logs = new double[SDS.length];
		for (int c = 0; c < SDS.length; c++)
			for (int axis = 0; axis < AXES; axis++) logs[c] += logEvidence(given[axis], given[AXES + axis], SDS[c]);
		if (Math.max(logs[0], logs[1]) == Double.NEGATIVE_INFINITY) throw new ImpossibleConditionException();
		final double probabilityOfFirst = 1 / (1 + Math.exp(logs[1] - logs[0]));
		final Prior[][] theta = new Prior[SDS.length][AXES];
		for (int c = 0; c < SDS.length; c++) for (int axis = 0; axis < AXES; axis++) {
			final double x = given[AXES + axis];
			theta[c][axis] = Double.isNaN(x) || logs[c] == Double.NEGATIVE_INFINITY ? Prior.uniform(-EDGE, EDGE)
				: Prior.truncatedNormal(x, SDS[c], -EDGE, EDGE);
		}
		return (row, rng) -> {
			final int c = rng.nextDouble() < probabilityOfFirst ? 0 : 1;
			for (int axis = 0; axis < AXES; axis++) {
				if (Double.isNaN(row[axis])) row[axis] = theta[c][axis].sample(rng);
				if (Double.isNaN(row[AXES + axis])) row[AXES + axis] = new Normal(row[axis], SDS[c]).draw(rng);
			}
		};
	}

	/** @return the log-density of what is given of one axis under a component, up to what both components share */
	private static double logEvidence(final double theta, final double x, final double sd) {
		if (Double.isNaN(x)) return 0;
		if (Double.isNaN(theta)) return Math.log(NormalDistribution.of(x, sd).probability(-EDGE, EDGE) / (2 * EDGE));
		return new Normal(theta, sd).logDensity(x);
	}
}
