// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.util.Arrays;
import java.util.function.Supplier;

import io.github.inferj.Progress;
import io.github.inferj.diagnose.ClassifierTwoSampleTest;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;

/**
 * Draws of a network from one conditional.
 *
 * @param samples {@code draws x latent columns}
 * @param seconds time they took
 */
record TimedDraws(double[][] samples, double seconds) {

	/** As many as in published comparisons. */
	static final int COUNT = 10_000;

	private static final ClassifierTwoSampleTest TEST = new ClassifierTwoSampleTest(1);

	/**
	 * @param conditional says what is given
	 * @param count number of draws
	 * @param seed their seed
	 */
	static TimedDraws of(final ConditionalSampler sampler, final ReferenceConditional conditional, final int count,
		final long seed)
	{
		return of(() -> sampler.sample(new double[][] { conditional.given() }, conditional.latent(), count, seed, Progress.NONE));
	}

	/** @param sampling draws all latent columns of one conditional */
	static TimedDraws of(final Supplier<Draws> sampling) {
		final long start = System.nanoTime();
		final Draws draws = sampling.get();
		final double seconds = (System.nanoTime() - start) / 1e9;
		final int columns = draws.columns().length;
		final double[][] samples = new double[draws.draws()][];
		Arrays.setAll(samples, i -> Arrays.copyOfRange(draws.values(), i * columns, (i + 1) * columns));
		return new TimedDraws(samples, seconds);
	}

	/** @return accuracy of a classifier that tells these draws from the reference's */
	double c2st(final ReferenceConditional conditional) {
		return TEST.accuracy(conditional.samples(), samples);
	}
}
