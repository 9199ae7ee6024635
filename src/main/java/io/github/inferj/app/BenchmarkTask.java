// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.inferj.reference.ConditionalReferences;
import io.github.inferj.simulate.Simulator;

/**
 * A simulator and what networks of it are compared with.
 *
 * @param simulator the simulator
 * @param conditionals for each query the conditionals with reference draws
 */
record BenchmarkTask(Simulator simulator, Map<Query, List<ReferenceConditional>> conditionals) {

	/**
	 * @param queries what to ask
	 * @param reference folder with {@code TASK/observation_K}, for posteriors
	 * @param count number of random conditionals
	 * @throws io.github.inferj.InvalidInputException if there is no reference for a query
	 */
	static BenchmarkTask of(final Simulator simulator, final List<Query> queries, final Path reference, final int count) {
		final String name = simulator.specification().name();
		final Map<Query, List<ReferenceConditional>> conditionals = new EnumMap<>(Query.class);
		for (final Query query : queries) conditionals.put(query, switch (query) {
			case POSTERIOR -> ReferenceConditional.posteriors(simulator.specification(), reference.resolve(name));
			case ANY -> RandomConditionals.of(simulator, ConditionalReferences.of(name), count, TimedDraws.COUNT);
		});
		return new BenchmarkTask(simulator, conditionals);
	}
}
