// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.List;
import java.util.stream.Stream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/**
 * Which conditionals a network is trained for, and how often each.
 *
 * @param parts the kinds of conditionals, at least one
 * @param marginals how often these are conditionals of marginal distributions
 */
public record ConditionalMixture(List<Part> parts, MarginalTraining marginals) {

	/**
	 * One kind of conditional.
	 *
	 * @param conditional the kind
	 * @param weight positive; drawn in proportion to it
	 */
	public record Part(Conditional conditional, double weight) {

		public Part {
			if (!(weight > 0 && Double.isFinite(weight))) throw new InvalidInputException("weight of a conditional = " + weight
				+ ": it must be positive");
		}
	}

	/**
	 * Joint, posterior, likelihood, and each component observed with probability 0.3 or 0.7, equally
	 * often (Gloeckler et al. 2024, appendix A2.1).
	 */
	public static final ConditionalMixture ALL = of(Conditional.JOINT, Conditional.POSTERIOR, Conditional.LIKELIHOOD, Conditional
		.random(0.3), Conditional.random(0.7));

	public ConditionalMixture {
		parts = List.copyOf(parts);
		if (parts.isEmpty()) throw new InvalidInputException("conditionals: there are none; name at least one to train for");
	}

	/** Conditionals of whole samples. */
	public ConditionalMixture(final List<Part> parts) {
		this(parts, MarginalTraining.NONE);
	}

	/** @return these kinds, equally often */
	public static ConditionalMixture of(final Conditional... conditionals) {
		return new ConditionalMixture(Stream.of(conditionals).map(c -> new Part(c, 1)).toList());
	}

	/** @throws InvalidInputException if a kind names a variable that a model does not have, or leaves nothing latent */
	public void requireKnownTo(final ModelSpecification specification) {
		parts.forEach(part -> part.conditional().probabilities(specification));
	}

	/** @return this mixture with one more kind */
	public ConditionalMixture and(final Conditional conditional, final double weight) {
		return new ConditionalMixture(Stream.concat(parts.stream(), Stream.of(new Part(conditional, weight))).toList(), marginals);
	}

	/** @return this mixture with other marginals */
	public ConditionalMixture withMarginals(final MarginalTraining other) {
		return new ConditionalMixture(parts, other);
	}

	/** @return for each kind the names of what is given; none if anything may be in one of them */
	List<List<String>> given() {
		final List<List<String>> given = parts.stream().map(Part::conditional).filter(Conditional.Given.class::isInstance).map(
			conditional -> ((Conditional.Given) conditional).names()).toList();
		return given.size() == parts.size() ? given : List.of();
	}

	/** @return whether all kinds are equally frequent */
	boolean isUniform() {
		return parts.stream().allMatch(part -> part.weight() == parts.get(0).weight());
	}
}
