// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.EdgeMasks;

/**
 * What to measure.
 *
 * @param tasks names of simulators
 * @param budgets numbers of simulations
 * @param masks edge masks of the networks
 * @param seeds seeds of simulations and training, not negative
 * @param queries what to ask the networks
 * @param samplers how to draw from them
 * @param steps numbers of optimisation steps; the default if empty
 * @param reference folder with {@code TASK/observation_K}
 * @param conditionals number of random conditionals for each task
 * @param isCurve whether accuracy over training time is wanted instead of over simulations
 */
record BenchmarkSettings(List<String> tasks, List<Integer> budgets, List<EdgeMasks> masks, List<Integer> seeds,
	List<Query> queries, List<SamplerChoice> samplers, List<Integer> steps, Path reference, int conditionals, boolean isCurve)
{

	private static final String CURVE_STEPS = "500,1000,2000,4000,8000";

	/**
	 * Reads the system properties of the components' names; {@code curve} for the last.
	 *
	 * @throws InvalidInputException naming a property that cannot be used
	 */
	static BenchmarkSettings read() {
		final boolean isCurve = Options.flag("curve");
		final List<Integer> steps = Options.isGiven("steps") || isCurve ? Options.numbers("steps", CURVE_STEPS, 1) : List.of();
		if (!isCurve && steps.size() > 1) throw new InvalidInputException("steps = '" + Options.text("steps", "")
			+ "': give one number, or several with curve = true");
		return new BenchmarkSettings(Options.list("tasks", "two_moons,lynx_hare"), Options.numbers("budgets", "10000", 1), Options
			.choices("masks", EdgeMasks.class, "dense"), Options.numbers("seeds", "1", 0), Options.choices("queries", Query.class,
				"posterior"), Options.choices("samplers", SamplerChoice.class, "default"), steps, Path.of(Options.text("reference",
					"../shared/reference/sbibm")), Options.number("conditionals", 1).orElse(10), isCurve);
	}

	/** @return the numbers of steps to train for, one of them empty where the default is meant */
	List<Optional<Integer>> stepChoices() {
		return steps.isEmpty() ? List.of(Optional.empty()) : steps.stream().map(Optional::of).toList();
	}
}
