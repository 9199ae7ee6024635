// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalDensity;
import io.github.inferj.sample.NoDistributionException;

/**
 * The average negative log-density of true values under a model's conditionals (Lueckmann et al. 2021),
 * a proper score: its expectation is least for the exact conditionals. It is in nats and belongs to the
 * units of the latent variables, so only models of the same variables compare.
 */
public final class NegativeLogLikelihood {

	private NegativeLogLikelihood() {}

	/**
	 * @param density densities of the model's conditionals
	 * @param rows draws from the joint distribution, other ones than the model was trained on
	 * @return the mean over the rows of -log p(latent | given); infinite if one of them has no density or the
	 *         model describes no distribution
	 */
	public static double mean(final ConditionalDensity density, final ConditionedRows rows) {
		final Map<List<Integer>, List<double[]>> byLatent = new LinkedHashMap<>();
		for (int i = 0; i < rows.rows().length; i++) byLatent.computeIfAbsent(Arrays.stream(rows.latent()[i]).boxed().toList(),
			key -> new ArrayList<>()).add(rows.rows()[i]);
		try {
			return -byLatent.entrySet().stream().mapToDouble(same -> sum(density, same.getValue(), same.getKey())).sum() / rows
				.rows().length;
		}
		catch (final NoDistributionException exc) {
			return Double.POSITIVE_INFINITY;
		}
	}

	private static double sum(final ConditionalDensity density, final List<double[]> rows, final List<Integer> latent) {
		return Arrays.stream(density.logDensity(rows.toArray(double[][]::new), latent.stream().mapToInt(Integer::intValue)
			.toArray(), Progress.NONE)).sum();
	}
}
