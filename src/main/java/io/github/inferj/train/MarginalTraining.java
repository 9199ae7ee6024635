// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

import io.github.inferj.InvalidInputException;
import io.github.inferj.network.Grouping;

/**
 * How many training samples are split into groups of tokens that are hidden from each other, so that
 * variables which a query does not need can be left out of the network. The others are whole.
 *
 * @param subsets share of samples split into {@link Grouping#SUBSETS}
 * @param pairs share of samples split into {@link Grouping#PAIRS}
 * @param singles share of samples split into {@link Grouping#SINGLES}
 * @param isAsked whether questions may leave variables out then; otherwise the groups only serve to learn more from few simulations
 */
public record MarginalTraining(double subsets, double pairs, double singles, boolean isAsked) {

	/** Whole samples only. */
	public static final MarginalTraining NONE = new MarginalTraining(0, 0, 0);

	/** A quarter of the samples split into subsets, which keeps a network from learning few simulations by heart. */
	public static final MarginalTraining SUBSETS = new MarginalTraining(0.25, 0, 0, false);

	/** Half of the samples split: a quarter into subsets, an eighth each into pairs and single tokens. */
	public static final MarginalTraining STANDARD = new MarginalTraining(0.25, 0.125, 0.125);

	public MarginalTraining {
		if (!(subsets >= 0 && pairs >= 0 && singles >= 0 && subsets + pairs + singles <= 1)) throw new InvalidInputException(
			"marginals: shares of subsets " + subsets + ", pairs " + pairs + " and singles " + singles
				+ " must not be negative and add up to at most 1");
	}

	/** Groups of which any may be asked about. */
	public MarginalTraining(final double subsets, final double pairs, final double singles) {
		this(subsets, pairs, singles, true);
	}

	/** @return whether all samples are whole */
	public boolean isNone() {
		return subsets + pairs + singles == 0;
	}

	/** @return the kinds of groups that may be asked about */
	public Set<Grouping> groupings() {
		final Set<Grouping> found = EnumSet.noneOf(Grouping.class);
		if (!isAsked) return found;
		if (subsets > 0) found.add(Grouping.SUBSETS);
		if (pairs > 0) found.add(Grouping.PAIRS);
		if (singles > 0) found.add(Grouping.SINGLES);
		return found;
	}

	/** @return the groups of one sample; takes no random number if all samples are whole */
	List<BitSet> draw(final int tokens, final RandomGenerator rng) {
		final double u = isNone() ? 1 : rng.nextDouble();
		if (u < subsets) return Grouping.SUBSETS.draw(tokens, rng);
		if (u < subsets + pairs) return Grouping.PAIRS.draw(tokens, rng);
		if (u < subsets + pairs + singles) return Grouping.SINGLES.draw(tokens, rng);
		final BitSet all = new BitSet();
		all.set(0, tokens);
		return List.of(all);
	}
}
