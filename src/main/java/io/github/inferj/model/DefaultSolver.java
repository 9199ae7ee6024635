// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import io.github.inferj.sample.ExponentialAdams;
import io.github.inferj.sample.Sampler;

/**
 * How a model's denoiser is followed unless asked otherwise, after a start at the conditional's mean, which takes one
 * evaluation of the network that all draws of an observation share; the solver takes the others, and starts over for a
 * draw outside the support. Distributions of few columns have the sharpest features, and their networks are the cheapest.
 *
 * @param model the trained network
 */
public record DefaultSolver(JointModel model) {

	/** Network evaluations per draw of models of few columns, see {@link #evaluations}. */
	public static final int MOST_EVALUATIONS = 24;
	private static final int LEAST_EVALUATIONS = 18;
	private static final int FEW_COLUMNS = 20;
	private static final int ORDER = 3;
	/** Fresh noise makes draws forget errors of the network, and with steps that are too large adds some of its own. */
	private static final double MOST_STOCHASTICITY = 1;
	private static final double LEAST_STOCHASTICITY = 0.7;
	/** Where noise starts at the conditional's mean, little happens at the largest levels: the solver takes larger steps there. */
	private static final double SPACING = 0.9;

	/** @return the most network evaluations per draw: 24 for models of up to 20 columns, 18 for others */
	public int evaluations() {
		return hasFewColumns() ? MOST_EVALUATIONS : LEAST_EVALUATIONS;
	}

	/** @return a solver of the reverse stochastic differential equation, with fresh noise on the way */
	Sampler sde() {
		return new ExponentialAdams(levels(evaluations()), ORDER, hasFewColumns() ? MOST_STOCHASTICITY : LEAST_STOCHASTICITY);
	}

	/** @return a solver of the probability-flow ordinary differential equation */
	Sampler ode() {
		return ode(evaluations());
	}

	/** @param evaluations of the network, one for where to start included */
	Sampler ode(final int evaluations) {
		return new ExponentialAdams(levels(evaluations), ORDER);
	}

	private double[] levels(final int evaluations) {
		return model.noise().grid(evaluations - 1, SPACING);
	}

	private boolean hasFewColumns() {
		return model.specification().size() <= FEW_COLUMNS;
	}
}
