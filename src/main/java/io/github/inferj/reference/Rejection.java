// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.function.BooleanSupplier;

/** Rejection sampling: proposes until one is accepted. */
final class Rejection {

	private static final int MOST_PROPOSALS = 20_000_000;

	private Rejection() {}

	/**
	 * @param proposal makes a proposal and says whether it is accepted
	 * @throws ImpossibleConditionException if 20 million proposals were not
	 */
	static void untilAccepted(final BooleanSupplier proposal) {
		for (int i = 0; i < MOST_PROPOSALS; i++) if (proposal.getAsBoolean()) return;
		throw new ImpossibleConditionException();
	}
}
