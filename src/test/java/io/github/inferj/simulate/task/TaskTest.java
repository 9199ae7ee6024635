// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.ModelSpecification;

/** Moments and dependency graphs of the built-in tasks. */
class TaskTest {

	private static final int COUNT = 20_000;

	@Test
	void twoMoons() {
		final Expectation mean = new Expectation(new TwoMoons(), COUNT);
		for (int i = 0; i < 2; i++) {
			final int column = i;
			mean.of("theta", 0, row -> row[column]);
			mean.of("theta squared", 1. / 3, row -> row[column] * row[column]);
		}
		mean.of("theta product", 0, row -> row[0] * row[1]);
		mean.of("r", 0.1, row -> Math.hypot(along(row), across(row)));
		mean.of("variance of r", 1e-4, row -> Math.pow(Math.hypot(along(row), across(row)) - 0.1, 2));
		mean.of("angle", 0, row -> Math.atan2(across(row), along(row)));
		mean.of("angle squared", Math.PI * Math.PI / 12, row -> Math.pow(Math.atan2(across(row), along(row)), 2));
		assertEquals(List.of("theta_1", "theta_2", "x_1", "x_2"), new TwoMoons().specification().columnNames());
	}

	private static double along(final double[] row) {
		return row[2] - 0.25 + Math.abs(row[0] + row[1]) / Math.sqrt(2);
	}

	private static double across(final double[] row) {
		return row[3] - (row[1] - row[0]) / Math.sqrt(2);
	}

	@Test
	void gaussianLinear() {
		final Expectation mean = new Expectation(new GaussianLinear(), COUNT);
		for (int i = 0; i < GaussianLinear.SIZE; i++) {
			final int t = i, x = i + GaussianLinear.SIZE;
			mean.of("theta squared", 0.1, row -> row[t] * row[t]);
			mean.of("residual", 0, row -> row[x] - row[t]);
			mean.of("residual squared", 0.1, row -> Math.pow(row[x] - row[t], 2));
			mean.of("residual with theta", 0, row -> (row[x] - row[t]) * row[t]);
		}
		assertEquals(List.of("theta_3"), parents(new GaussianLinear().specification(), "x_3"));
	}

	@Test
	void gaussianMixture() {
		final Expectation mean = new Expectation(new GaussianMixture(), COUNT);
		mean.of("theta squared", 100. / 3, row -> row[0] * row[0]);
		for (int i = 0; i < 2; i++) {
			final int column = i;
			mean.of("residual", 0, row -> row[2 + column] - row[column]);
			mean.of("residual squared", (1 + 0.01) / 2, row -> Math.pow(row[2 + column] - row[column], 2));
			mean.of("residual to the fourth", 3 * (1 + 1e-4) / 2, row -> Math.pow(row[2 + column] - row[column], 4));
		}
		mean.of("one component for both", (1 + 1e-4) / 2, row -> Math.pow((row[2] - row[0]) * (row[3] - row[1]), 2));
	}

	@Test
	void slcp() {
		final Expectation mean = new Expectation(new Slcp(), COUNT);
		for (int i = 0; i < 5; i++) {
			final int column = i;
			mean.of("theta squared", 3, row -> row[column] * row[column]);
		}
		for (int i = 0; i < Slcp.POINTS; i++) {
			final int point = i;
			mean.of("z1", 0, row -> z(row, point, 0));
			mean.of("z2", 0, row -> z(row, point, 1));
			mean.of("z1 squared", 1, row -> Math.pow(z(row, point, 0), 2));
			mean.of("z2 squared", 1, row -> Math.pow(z(row, point, 1), 2));
			mean.of("correlation", 0, row -> z(row, point, 0) * z(row, point, 1) - Math.tanh(row[4]));
			mean.of("correlation with theta_5", 0, row -> row[4] * (z(row, point, 0) * z(row, point, 1) - Math.tanh(row[4])));
		}
		mean.of("points are independent", 0, row -> z(row, 0, 0) * z(row, 1, 0));
		assertEquals(List.of("theta_1", "theta_2", "theta_3", "theta_4", "theta_5", "x_3_1"), parents(new Slcp()
			.specification(), "x_3_2"));
	}

	private static double z(final double[] row, final int point, final int axis) {
		return (row[5 + 2 * point + axis] - row[axis]) / (row[2 + axis] * row[2 + axis]);
	}

	@Test
	void tree() {
		final Expectation mean = new Expectation(new Tree(), COUNT);
		mean.of("theta_1 squared", 1, row -> row[0] * row[0]);
		mean.of("step to theta_2", 1, row -> Math.pow(row[1] - row[0], 2));
		mean.of("step to theta_3", 1, row -> Math.pow(row[2] - row[0], 2));
		mean.of("steps are independent", 0, row -> (row[1] - row[0]) * (row[2] - row[0]));
		mean.of("x_1", 0, row -> row[3] - Math.pow(Math.sin(row[1]), 2));
		mean.of("x_1 noise", 0.04, row -> Math.pow(row[3] - Math.pow(Math.sin(row[1]), 2), 2));
		mean.of("x_2", 0, row -> row[4] - 0.1 * row[1] * row[1]);
		mean.of("x_2 noise", 0.04, row -> Math.pow(row[4] - 0.1 * row[1] * row[1], 2));
		mean.of("x_3", 0, row -> row[5] - 0.1 * row[2] * row[2]);
		mean.of("x_3 noise", 0.36, row -> Math.pow(row[5] - 0.1 * row[2] * row[2], 2));
		mean.of("x_4", 0, row -> row[6] - Math.pow(Math.cos(row[2]), 2));
		mean.of("x_4 noise", 0.01, row -> Math.pow(row[6] - Math.pow(Math.cos(row[2]), 2), 2));
		assertEquals(List.of("theta_3"), parents(new Tree().specification(), "x_4"));
		assertEquals(List.of("theta_1"), parents(new Tree().specification(), "theta_3"));
	}

	@Test
	void hiddenMarkov() {
		final Expectation mean = new Expectation(new HiddenMarkov(), COUNT);
		final int n = HiddenMarkov.LENGTH;
		for (int i = 0; i < n; i++) {
			final int t = i;
			mean.of("step", 0.25, row -> Math.pow(row[t] - (t == 0 ? 0 : row[t - 1]), 2));
			mean.of("x", 0, row -> row[n + t] - row[t] * row[t]);
			mean.of("x noise", 0.25, row -> Math.pow(row[n + t] - row[t] * row[t], 2));
		}
		mean.of("last state", 2.5, row -> row[n - 1] * row[n - 1]);
		assertEquals(List.of("theta_4"), parents(new HiddenMarkov().specification(), "theta_5"));
		assertEquals(List.of("theta_5"), parents(new HiddenMarkov().specification(), "x_5"));
	}

	@Test
	void toy() {
		final Expectation mean = new Expectation(new Toy(), COUNT);
		mean.of("theta squared", 9, row -> row[0] * row[0]);
		mean.of("x_1", 0, row -> row[1] - 2 * Math.sin(row[0]));
		mean.of("x_1 noise", 0.25, row -> Math.pow(row[1] - 2 * Math.sin(row[0]), 2));
		mean.of("x_2", 0, row -> (row[2] - 0.1 * row[0] * row[0]) / Math.abs(row[1]));
		mean.of("x_2 noise", 0.25, row -> Math.pow((row[2] - 0.1 * row[0] * row[0]) / row[1], 2));
	}

	@Test
	void inverseKinematics() {
		final Expectation mean = new Expectation(new InverseKinematics(), COUNT);
		mean.of("height squared", 0.0625, row -> row[0] * row[0]);
		for (int i = 1; i <= 3; i++) {
			final int column = i;
			mean.of("angle squared", 0.25, row -> row[column] * row[column]);
		}
		mean.of("x_1", 0, row -> row[4]);
		mean.of("x_2", 0.5 * Math.exp(-0.125) + 0.5 * Math.exp(-0.25) + Math.exp(-0.375), row -> row[5]);
		final double[] bent = new InverseKinematics().simulate(new double[] { 0.3, Math.PI / 2, -Math.PI / 2, Math.PI },
			new SeededRandom(1, 1));
		assertArrayEquals(new double[] { 0.3 + 0.5, 0.5 - 1 }, bent, 1e-12);
	}

	private static List<String> parents(final ModelSpecification specification, final String child) {
		final boolean[] parents = specification.dependencies()[specification.indexOf(child)];
		return IntStream.range(0, parents.length).filter(i -> parents[i]).mapToObj(i -> specification.columnNames().get(i))
			.toList();
	}
}
