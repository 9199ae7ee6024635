// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.plugin.Parameter;

import io.github.inferj.simulate.Simulations;

/** What the commands share that simulate from the prior: how many simulations of which seed. */
abstract class SimulationsCommand extends SimulatorCommand {

	@Parameter(label = "Simulations", required = false, persist = false,
		description = "How many simulations to run, in digits")
	private String simulations = "10000";

	@Parameter(label = "Seed", required = false, persist = false,
		description = "Any whole number; the same seed gives the same result")
	private String seed = "1";

	/** @return how many simulations were asked for */
	final int count() {
		return new NumberField("simulations", simulations).count();
	}

	/** @return the seed that was asked for */
	final long seed() {
		return new NumberField("seed", seed).seed();
	}

	/** @return how many simulations there are, and how many more were left out */
	static String describe(final Simulations result) {
		return result.count() + " simulations" + (result.rejected() == 0 ? "" : " (" + result.rejected()
			+ " more were not usable and left out)");
	}
}
