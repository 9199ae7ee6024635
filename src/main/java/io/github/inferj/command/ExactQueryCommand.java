// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.plugin.Parameter;

import io.github.inferj.Progress;

/** What the commands share in which all that is known is known exactly: the values that are most probable together. */
abstract class ExactQueryCommand extends QueryCommand {

	@Parameter(label = "Most probable values", required = false, persist = false,
		description = "Whether the summary also has the values that are most probable together, which takes longer")
	private boolean map;

	@Override
	final Answer answer(final Query query, final int count, final long randomSeed, final Progress progress) {
		return query.hasPaths() ? JointQuery.of(query).draw(count, randomSeed, progress) : query.draw(count, randomSeed, progress);
	}

	@Override
	final Answer complete(final Answer drawn, final Query query, final long randomSeed, final Progress progress) {
		return map ? drawn.withMap(query.map(randomSeed, progress)) : drawn;
	}
}
