// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Hidden Markov model (Gloeckler et al. 2024, A2.2): theta_1 ~ N(0, sd 0.5),
 * theta_{i+1} ~ N(theta_i, sd 0.5) up to theta_10, and x_i ~ N(theta_i^2, sd 0.5).
 */
@Plugin(type = SimulatorPlugin.class, name = HiddenMarkov.NAME, label = "Hidden Markov model")
public final class HiddenMarkov implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "hmm";

	/** Number of states, and of observations. */
	public static final int LENGTH = 10;

	private static final double SD = 0.5;

	private static final ModelSpecification SPECIFICATION = specify();

	private static ModelSpecification specify() {
		final List<Variable> variables = new ArrayList<>();
		variables.add(Variable.parameter("theta_1", Prior.normal(0, SD)).dependsOn());
		for (int i = 2; i <= LENGTH; i++) variables.add(Variable.parameter("theta_" + i, Prior.drawnBySimulator()).dependsOn(
			"theta_" + (i - 1)));
		for (int i = 1; i <= LENGTH; i++) variables.add(Variable.data("x_" + i).dependsOn("theta_" + i));
		return new ModelSpecification(NAME, variables);
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public void drawParameters(final double[] theta, final RandomGenerator rng) {
		for (int i = 1; i < LENGTH; i++) theta[i] = theta[i - 1] + SD * rng.nextGaussian();
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double[] x = new double[LENGTH];
		for (int i = 0; i < LENGTH; i++) x[i] = theta[i] * theta[i] + SD * rng.nextGaussian();
		return x;
	}
}
