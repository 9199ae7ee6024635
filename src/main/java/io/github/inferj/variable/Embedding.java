// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import io.github.inferj.InvalidInputException;

/**
 * That all values of a data variable become one token of the network. Such a variable is conditioned on as
 * a whole or not at all; it is never drawn.
 *
 * @param kind of the network that compresses the values
 * @param each number of values of a member of a set; 1 for signals
 */
public record Embedding(Kind kind, int each) {

	/** What the values are to each other. */
	public enum Kind {
		/** Samples at equal distances, such as a voltage trace or a spectrum; for a convolutional network. */
		SIGNAL,
		/** Independent and identically distributed members, whose order says nothing; for a permutation-invariant network. */
		SET
	}

	/** Samples at equal distances. */
	public static final Embedding SIGNAL = new Embedding(Kind.SIGNAL, 1);

	public Embedding {
		if (each < 1 || kind == Kind.SIGNAL && each != 1) throw new InvalidInputException("an embedding of " + each
			+ " values each: a member of a set has at least 1, a sample of a signal exactly 1");
	}

	/** @return whether the values are a set's */
	public boolean isSet() {
		return kind == Kind.SET;
	}
}
