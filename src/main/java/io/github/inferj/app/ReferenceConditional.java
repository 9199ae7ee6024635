// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diagnose.ReferencePosterior;
import io.github.inferj.variable.ModelSpecification;

/**
 * A conditional with draws from it to compare a network's with.
 *
 * @param given one value for each column, NaN where latent
 * @param samples draws of the latent columns, {@code draws x latent columns}
 */
record ReferenceConditional(double[] given, double[][] samples) {

	/**
	 * @param taskFolder a folder of observations as for {@link ReferencePosterior#readAll}
	 * @throws InvalidInputException if it cannot be read or belongs to another model
	 */
	static List<ReferenceConditional> posteriors(final ModelSpecification specification, final Path taskFolder) {
		final List<ReferencePosterior> references = ReferencePosterior.readAll(taskFolder);
		for (final ReferencePosterior reference : references) {
			requireWidth(taskFolder, "observation(s)", reference.observation().length, specification.dataCount());
			requireWidth(taskFolder, "parameter(s)", reference.trueParameters().length, specification.parameterCount());
		}
		return references.stream().map(reference -> posterior(specification, reference)).toList();
	}

	private static void requireWidth(final Path folder, final String what, final int actual, final int expected) {
		if (actual != expected) throw new InvalidInputException("folder " + folder + " has " + actual + " " + what
			+ " where the task has " + expected + ": choose the folder of that task");
	}

	private static ReferenceConditional posterior(final ModelSpecification specification, final ReferencePosterior reference) {
		final double[] given = specification.latentRow();
		System.arraycopy(reference.observation(), 0, given, specification.parameterCount(), specification.dataCount());
		return new ReferenceConditional(given, reference.samples());
	}

	/** @param rows complete rows drawn from the conditional */
	static ReferenceConditional of(final double[] given, final Stream<double[]> rows) {
		final int[] latent = latent(given);
		return new ReferenceConditional(given, rows.map(row -> Arrays.stream(latent).mapToDouble(c -> row[c]).toArray()).toArray(
			double[][]::new));
	}

	/** @return the columns that are not given, ascending */
	int[] latent() {
		return latent(given);
	}

	private static int[] latent(final double[] given) {
		return IntStream.range(0, given.length).filter(c -> Double.isNaN(given[c])).toArray();
	}
}
