// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

import io.github.inferj.simulate.task.HiddenMarkov;

/**
 * Conditionals of {@link HiddenMarkov}: backward messages on a grid, then one state after the other forwards.
 * The message p(all given after i | theta_i) is integrated by the trapezoidal rule, whose error vanishes
 * faster than any power of the step for such smooth peaks; state i is drawn from
 * p(theta_i | theta_{i-1}) p(x_i | theta_i) message(theta_i). Latent data are simulated.
 */
final class HiddenMarkovReference extends TaskReference {

	private static final int LENGTH = HiddenMarkov.LENGTH;
	private static final double SD = 0.5;
	private static final double STEP = 0.025;
	private static final double REACH = 9;
	private static final double MARGIN = 8;
	private static final double WIDEST = 40;

	HiddenMarkovReference() {
		super(new HiddenMarkov());
	}

	@Override
	double logDensity(final double[] row) {
		double sum = 0;
		for (int i = 0; i < LENGTH; i++) sum += new Normal(i == 0 ? 0 : row[i - 1], SD).logDensity(row[i]) + logLikelihood(row[i],
			row[LENGTH + i]);
		return sum;
	}

	private static double logLikelihood(final double theta, final double x) {
		return Double.isNaN(x) ? 0 : new Normal(theta * theta, SD).logDensity(x);
	}

	@Override
	RowSampler conditional(final double[] given) {
		final double[][] messages = messages(given, edge(given));
		return (row, rng) -> {
			for (int i = 0; i < LENGTH; i++) if (Double.isNaN(row[i])) row[i] = state(i, row, messages[i], rng);
			simulateLatentData(row, rng);
		};
	}

	private static double state(final int i, final double[] row, final double[] message, final RandomGenerator rng) {
		final Normal step = new Normal(i == 0 ? 0 : row[i - 1], SD);
		if (message == null && Double.isNaN(row[LENGTH + i])) return step.draw(rng);
		return new EnvelopeSampler(Piece.on(step.lower(REACH), step.upper(REACH), 48, theta -> step.logDensity(theta)
			+ logLikelihood(theta, row[LENGTH + i]) + (message == null ? 0 : interpolate(message, theta)))).draw(rng).at()[0];
	}

	/** @return half the width of a grid that holds all states, as far as the given values can draw them */
	private static double edge(final double[] given) {
		double largest = 0;
		for (int i = 0; i < LENGTH; i++) {
			if (!Double.isNaN(given[i])) largest = Math.max(largest, Math.abs(given[i]));
			if (given[LENGTH + i] > 0) largest = Math.max(largest, Math.sqrt(given[LENGTH + i]));
		}
		if (largest > WIDEST) throw new ImpossibleConditionException();
		return MARGIN + largest;
	}

	/** @return for each state, the logarithm of its backward message on the grid up to a constant; null where it is constant */
	private static double[][] messages(final double[] given, final double edge) {
		final int nodes = 2 * (int) Math.ceil(edge / STEP) + 1;
		final double[] kernel = new double[nodes];
		for (int k = 0; k < nodes; k++) kernel[k] = Math.exp(-0.5 * Math.pow(k * STEP / SD, 2));
		final double[][] messages = new double[LENGTH][];
		for (int i = LENGTH - 2; i >= 0; i--) {
			final double next = given[i + 1], x = given[LENGTH + i + 1];
			if (!Double.isNaN(next)) messages[i] = onGrid(nodes, theta -> new Normal(next, SD).logDensity(theta));
			else if (messages[i + 1] != null || !Double.isNaN(x)) messages[i] = convolve(kernel, sum(onGrid(nodes,
				theta -> logLikelihood(theta, x)), messages[i + 1]));
		}
		return messages;
	}

	private static double[] onGrid(final int nodes, final DoubleUnaryOperator function) {
		final double[] values = new double[nodes];
		Arrays.setAll(values, k -> function.applyAsDouble((k - (nodes - 1) / 2) * STEP));
		return values;
	}

	private static double[] sum(final double[] values, final double[] others) {
		if (others != null) for (int k = 0; k < values.length; k++) values[k] += others[k];
		return values;
	}

	private static double[] convolve(final double[] kernel, final double[] logs) {
		final double largest = Arrays.stream(logs).max().orElseThrow();
		final double[] weights = Arrays.stream(logs).map(log -> Math.exp(log - largest)).toArray();
		final double[] result = new double[logs.length];
		for (int j = 0; j < result.length; j++) {
			double sum = Double.MIN_NORMAL;
			for (int k = 0; k < j; k++) sum += kernel[j - k] * weights[k];
			for (int k = j; k < weights.length; k++) sum += kernel[k - j] * weights[k];
			result[j] = Math.log(sum);
		}
		return result;
	}

	private static double interpolate(final double[] message, final double theta) {
		final double position = Math.min(message.length - 1.0, Math.max(0, theta / STEP + (message.length - 1) / 2));
		final int node = Math.min(message.length - 2, (int) position);
		return message[node] + (position - node) * (message[node + 1] - message[node]);
	}
}
