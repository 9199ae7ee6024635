// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Arrays;
import java.util.List;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/** A kind of conditional to train for: which variables are observed. */
public sealed interface Conditional {

	/** Nothing is observed. */
	Conditional JOINT = given();
	/** The data are observed. */
	Conditional POSTERIOR = given("data");
	/** The parameters are observed. */
	Conditional LIKELIHOOD = given("parameters");

	/**
	 * @param names names of variables or of single components, or {@code parameters} or {@code data} for all
	 *          of that role; all others are latent
	 */
	static Conditional given(final String... names) {
		return new Given(List.of(names));
	}

	/** @param probability with which each component is observed, independently of the others */
	static Conditional random(final double probability) {
		return new Random(probability);
	}

	/**
	 * @return for each node, columns and then embedded variables, the probability that it is observed
	 * @throws InvalidInputException if a name is unknown, or nothing would be latent
	 */
	double[] probabilities(ModelSpecification specification);

	/** The named variables are observed; where these are all columns, {@link ConditionMasks} takes another mask. */
	record Given(List<String> names) implements Conditional {

		public Given {
			names = List.copyOf(names);
		}

		@Override
		public double[] probabilities(final ModelSpecification specification) {
			final double[] probabilities = new double[specification.nodeCount()];
			final int[] observed = specification.nodesOf(names);
			if (observed.length == probabilities.length) throw new InvalidInputException("conditional given " + String.join(", ",
				names) + ": every variable of model " + specification.name() + " is observed; leave one latent");
			for (final int column : observed) probabilities[column] = 1;
			return probabilities;
		}
	}

	/** Each component is observed with this probability. */
	record Random(double probability) implements Conditional {

		public Random {
			if (!(probability >= 0 && probability < 1)) throw new InvalidInputException("random conditional = " + probability
				+ ": the probability of being observed must be at least 0 and below 1");
		}

		@Override
		public double[] probabilities(final ModelSpecification specification) {
			final double[] probabilities = new double[specification.nodeCount()];
			Arrays.fill(probabilities, probability);
			return probabilities;
		}
	}
}
