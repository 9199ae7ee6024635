// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Locale;

import io.github.inferj.diagnose.MarginalCoverage;
import io.github.inferj.diagnose.NegativeLogLikelihood;

/**
 * What the benchmark measured of a network for one conditional.
 *
 * @param network the network
 * @param query what it was asked
 * @param observation number of the conditional, from 1
 * @param c2st accuracy of a classifier that tells its draws from exact ones
 * @param coverageError {@link MarginalCoverage#meanError} over fresh simulations; the same for all conditionals of a
 *          query
 * @param nll {@link NegativeLogLikelihood} over fresh simulations; the same for all conditionals of a query
 * @param trainSeconds time for training
 * @param sampleSeconds time for {@link TimedDraws#COUNT} draws
 * @param evaluations evaluations of the network for each draw
 * @param peakMegabytes most memory the process had while training, drawing and computing densities
 */
record BenchmarkRow(NetworkPlan network, Query query, int observation, double c2st, double coverageError, double nll,
	double trainSeconds, double sampleSeconds, int evaluations, long peakMegabytes)
{

	static final String HEADER = "task,query,mask,simulations,seed,observation,c2st,coverage_error,nll,train_seconds,"
		+ "sample_seconds,evaluations,peak_mb";

	/** @return the row in the order of the header */
	String csv() {
		return String.format(Locale.ROOT, "%s,%s,%s,%d,%d,%d,%.4f,%.4f,%.4f,%.1f,%.2f,%d,%d", network.task(), Options.name(query),
			Options.name(network.mask()), network.simulations(), network.seed(), observation, c2st, coverageError, nll, trainSeconds,
			sampleSeconds, evaluations, peakMegabytes);
	}
}
