// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.List;

/**
 * How a model came about.
 *
 * @param simulations number of simulations it was trained on, validation included
 * @param seed the training seed
 * @param steps optimisation steps taken until the weights that were kept
 * @param validationLoss mean squared error of the network's output on held-out simulations
 * @param version version of InferJ
 * @param conditionals for each kind of question it was trained for the names of what is given, as
 *          {@link io.github.inferj.variable.ModelSpecification#nodesOf} takes them; none if it was trained for any question
 */
public record Provenance(long simulations, long seed, long steps, double validationLoss, String version,
	List<List<String>> conditionals)
{

	/** Files of versions that did not write what a model was trained for have null. */
	public Provenance {
		conditionals = conditionals == null ? List.of() : conditionals.stream().map(List::copyOf).toList();
	}

	/** Of a model that was trained for any question. */
	public Provenance(final long simulations, final long seed, final long steps, final double validationLoss,
		final String version)
	{
		this(simulations, seed, steps, validationLoss, version, List.of());
	}
}
