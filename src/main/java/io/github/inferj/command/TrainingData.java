// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.inferj.Progress;
import io.github.inferj.simulate.SimulationCsv;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;

/**
 * The simulations to train on: new ones, those of a folder and as many more as it lacks, or all rows of
 * a CSV file.
 *
 * @param run what to simulate where there is no CSV file
 * @param source a folder, a CSV file, or empty
 */
record TrainingData(SimulationRun run, Optional<Path> source) {

	/** Chooses by what the source is: a file, or a name that ends like one, is read as CSV. */
	static TrainingData of(final Simulator simulator, final int count, final long seed, final Optional<Path> source) {
		return new TrainingData(SimulationRun.of(simulator, count, seed), source);
	}

	/** Simulates or reads. */
	Simulations get(final Progress progress) {
		if (source.isEmpty()) return run.run(progress);
		final Path path = source.get();
		if (isTable(path)) return new SimulationCsv(path, run.simulator().specification()).read();
		return run.withFolder(path).run(progress);
	}

	private static boolean isTable(final Path path) {
		return Files.isRegularFile(path) || path.toString().matches("(?i).*\\.(csv|tsv|txt)") && !Files.isDirectory(path);
	}
}
