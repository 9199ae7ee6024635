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
 * @param simulator what to run where there is no CSV file, and the variables
 * @param count how many simulations are wanted, if they are not all rows of a file
 * @param seed of the simulations
 * @param source a folder, a CSV file, or empty
 */
record TrainingData(Simulator simulator, int count, long seed, Optional<Path> source) {

	/** Simulates or reads: a file, or a name that ends like one, is read as CSV. */
	Simulations get(final Progress progress) {
		if (source.isPresent() && isTable(source.get())) return new SimulationCsv(source.get(), simulator.specification()).read();
		final SimulationRun run = SimulationRun.of(simulator, count, seed);
		return source.map(run::withFolder).orElse(run).run(progress);
	}

	private static boolean isTable(final Path path) {
		return Files.isRegularFile(path) || path.toString().matches("(?i).*\\.(csv|tsv|txt)") && !Files.isDirectory(path);
	}
}
