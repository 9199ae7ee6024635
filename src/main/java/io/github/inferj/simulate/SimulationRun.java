// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.store.SimulationRows;

/**
 * Many simulations of one simulator. Simulation i depends on the seed and i alone, so the result is
 * the same, bit for bit, for every number of threads, with a folder or without, and after any
 * interruption.
 *
 * @param simulator what to run
 * @param count number of simulations to attempt, indices 0 to count - 1
 * @param seed the seed of all of them
 * @param threads how many to run at once
 * @param folder where to keep them: those already there are reused, and a run that was stopped goes
 *          on; empty to keep them in memory only
 */
public record SimulationRun(Simulator simulator, long count, long seed, int threads, Optional<Path> folder) {

	public SimulationRun {
		Objects.requireNonNull(simulator, "simulator");
		Objects.requireNonNull(folder, "folder");
		if (threads < 1) throw new InvalidInputException("number of threads " + threads + ": it must be at least 1");
		if (count < 1) throw new InvalidInputException("number of simulations " + count + ": it must be at least 1");
		SimulationRows.requireRoom(simulator.specification(), count);
	}

	/** @return a run in memory on all processors */
	public static SimulationRun of(final Simulator simulator, final long count, final long seed) {
		return new SimulationRun(simulator, count, seed, Runtime.getRuntime().availableProcessors(), Optional.empty());
	}

	/** @return this run on another number of threads */
	public SimulationRun withThreads(final int other) {
		return new SimulationRun(simulator, count, seed, other, folder);
	}

	/** @return this run with its simulations kept in a folder */
	public SimulationRun withFolder(final Path other) {
		return new SimulationRun(simulator, count, seed, threads, Optional.of(other));
	}

	/**
	 * Runs the simulations, or reads those the folder has.
	 *
	 * @param progress told how many are done and how fast; called from this thread
	 * @return the finite ones in the order of their index, and how many were not
	 * @throws InvalidInputException in one line, if a simulation fails, over half are not finite, or the
	 *           folder cannot be used or belongs to another simulator, seed or model
	 * @throws CancellationException if {@code progress} cancels; with a folder, the same run goes on later
	 */
	public Simulations run(final Progress progress) {
		return new RunningSimulations(this, progress).complete();
	}
}
