// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.diagnose.ReferencePosterior;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Role;

/**
 * A model's posterior against a reference posterior.
 *
 * @param c2st accuracy of a classifier that tells their draws apart
 * @param seconds time for {@link #DRAWS} draws
 */
record PosteriorCheck(double c2st, double seconds) {

	static final int DRAWS = 10_000;

	/** Draws from the posterior of the reference's observation and compares. */
	static PosteriorCheck of(final ConditionalSampler sampler, final ModelSpecification specification,
		final ReferencePosterior reference, final long seed)
	{
		final long start = System.nanoTime();
		final Draws draws = sampler.sample(new double[][] { row(specification, reference.observation()) }, specification
			.columnsOf(Role.PARAMETER), DRAWS, seed, Progress.NONE);
		final double seconds = (System.nanoTime() - start) / 1e9;
		return new PosteriorCheck(new ClassifierTwoSampleTest(1).accuracy(reference.samples(), matrix(draws)), seconds);
	}

	private static double[] row(final ModelSpecification specification, final double[] observation) {
		final double[] row = new double[specification.size()];
		Arrays.fill(row, Double.NaN);
		System.arraycopy(observation, 0, row, specification.parameterCount(), observation.length);
		return row;
	}

	private static double[][] matrix(final Draws draws) {
		final int columns = draws.columns().length;
		final double[][] matrix = new double[draws.draws()][];
		for (int i = 0; i < matrix.length; i++) matrix[i] = Arrays.copyOfRange(draws.values(), i * columns, (i + 1) * columns);
		return matrix;
	}
}
