// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.inferj.InvalidInputException;

/** What holds for all tasks, and the joint densities against their formulae. */
class ConditionalReferencesTest {

	static Stream<String> tasks() {
		return ConditionalReferences.tasks().stream();
	}

	private static double[] nothing(final ConditionalReference reference) {
		final double[] given = new double[reference.specification().size()];
		Arrays.fill(given, Double.NaN);
		return given;
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void trivialConditionals(final String task) {
		final ConditionalReference reference = ConditionalReferences.of(task);
		assertEquals(task, reference.specification().name());
		final double[][] simulations = reference.sample(nothing(reference), 3, 5);
		for (final double[] row : simulations) {
			assertTrue(Arrays.stream(row).allMatch(Double::isFinite));
			assertTrue(Double.isFinite(reference.logJoint(row)));
		}
		for (final double[] row : reference.sample(simulations[0], 2, 5)) assertArrayEquals(simulations[0], row);
	}

	@ParameterizedTest
	@MethodSource("tasks")
	void repeatsWhatIsGivenAndDependsOnTheIndexAlone(final String task) {
		final ConditionalReference reference = ConditionalReferences.of(task);
		final double[] given = reference.sample(nothing(reference), 1, 6)[0];
		final int parameters = reference.specification().parameterCount();
		Arrays.fill(given, 0, parameters, Double.NaN);
		final double[][] few = reference.sample(given, 2, 7), more = reference.sample(given, 5, 7);
		for (int i = 0; i < few.length; i++) assertArrayEquals(few[i], more[i]);
		for (final double[] row : more) {
			assertArrayEquals(Arrays.copyOfRange(given, parameters, given.length), Arrays.copyOfRange(row, parameters, row.length));
			assertTrue(Double.isFinite(reference.logJoint(row)));
		}
		assertTrue(more[0][0] != more[1][0]);
	}

	@Test
	void refusesWhatCannotBeUsed() {
		assertRefused("use one of gaussian_linear", () -> ConditionalReferences.of("two_suns"));
		final ConditionalReference moons = ConditionalReferences.of("two_moons");
		assertRefused("3 values were given", () -> moons.sample(new double[3], 1, 1));
		assertRefused("3 values were given", () -> moons.logJoint(new double[3]));
		assertRefused("0 draws", () -> moons.sample(nothing(moons), 0, 1));
		assertRefused("x_1 = Infinity", () -> moons.sample(new double[] { Double.NaN, 0, Double.POSITIVE_INFINITY, 0 }, 1, 1));
		assertRefused("theta_2 = 1.5 lies outside its prior", () -> moons.sample(new double[] { Double.NaN, 1.5, 0, 0 }, 1, 1));
		final ConditionalReference arm = ConditionalReferences.of("inverse_kinematics");
		final double[] outOfReach = nothing(arm);
		outOfReach[3] = 0.5;
		outOfReach[5] = 2.5;
		assertRefused("cannot produce the given values angle_3 = 0.5, x_2 = 2.5", () -> arm.sample(outOfReach, 1, 1));
		final ConditionalReference mixture = ConditionalReferences.of("gaussian_mixture");
		assertRefused("cannot produce", () -> mixture.sample(new double[] { Double.NaN, 0, 1e6, 0 }, 1, 1));
	}

	private static void assertRefused(final String part, final Runnable action) {
		final String message = assertThrows(InvalidInputException.class, action::run).getMessage();
		assertTrue(message.contains(part), message);
		assertEquals(1, message.lines().count());
	}

	private static double normal(final double x, final double mean, final double sd) {
		return NormalDistribution.of(mean, sd).logDensity(x);
	}

	private static void assertLogJoint(final double expected, final String task, final double... row) {
		assertEquals(expected, ConditionalReferences.of(task).logJoint(row), 1e-9);
	}

	@Test
	void logJoints() {
		final double[] linear = new double[20];
		Arrays.setAll(linear, i -> 0.1 * i);
		double sum = 0;
		final double sd = Math.sqrt(0.1);
		for (int i = 0; i < 10; i++) sum += normal(linear[i], 0, sd) + normal(linear[10 + i], linear[i], sd);
		assertLogJoint(sum, "gaussian_linear", linear);
		final double wide = normal(1.2, 1, 1) + normal(2.1, 2, 1), narrow = normal(1.2, 1, 0.1) + normal(2.1, 2, 0.1);
		assertLogJoint(Math.log((Math.exp(wide) + Math.exp(narrow)) / 800), "gaussian_mixture", 1, 2, 1.2, 2.1);
		final double u = 0.1 * Math.cos(0.4), v = 0.1 * Math.sin(0.4);
		assertLogJoint(-Math.log(4) + normal(0.1, 0.1, 0.01) - Math.log(Math.PI * 0.1), "two_moons", -0.5, 0.2, u + 0.25 - 0.3
			/ Math.sqrt(2), v + 0.7 / Math.sqrt(2));
		assertLogJoint(Double.NEGATIVE_INFINITY, "two_moons", -1.5, 0.2, 0, 0);
		assertLogJoint(normal(0.5, 0, 1) + normal(1, 0.5, 1) + normal(-1, 0.5, 1) + normal(0.7, Math.pow(Math.sin(1), 2), 0.2)
			+ normal(0.2, 0.1, 0.2) + normal(0.3, 0.1, 0.6) + normal(0.4, Math.pow(Math.cos(1), 2), 0.1), "tree", 0.5, 1, -1, 0.7,
			0.2, 0.3, 0.4);
		assertLogJoint(normal(1, 0, 3) + normal(1.5, 2 * Math.sin(1), 0.5) + normal(-0.2, 0.1, 0.75), "toy", 1, 1.5, -0.2);
		assertLogJoint(normal(0.3, 0, 0.25) + normal(0.5, 0, 0.5) + normal(-0.5, 0, 0.5) + normal(0, 0, 0.5),
			"inverse_kinematics", 0.3, 0.5, -0.5, 0, 0.3 + 0.5 * Math.sin(0.5), 0.5 * Math.cos(0.5) + 1.5);
		assertLogJoint(Double.NEGATIVE_INFINITY, "inverse_kinematics", 0, 0, 0, 0, 0, 1.9);
	}

	@Test
	void logJointsOfSequences() {
		final double[] chain = new double[20];
		double sum = 0;
		for (int i = 0; i < 10; i++) {
			chain[i] = Math.sin(i);
			chain[10 + i] = 0.2 * i;
			sum += normal(chain[i], i == 0 ? 0 : chain[i - 1], 0.5) + normal(0.2 * i, chain[i] * chain[i], 0.5);
		}
		assertLogJoint(sum, "hmm", chain);
		final double[] slcp = { 0.7, -0.4, 1.1, -0.9, 0.8, 1.3, 0.2, 0.4, -0.5, 0.1, -1.2, 2.0, 0.3 };
		final double sd1 = 1.21, sd2 = 0.81, correlation = Math.tanh(0.8);
		double log = -5 * Math.log(6);
		for (int i = 5; i < slcp.length; i += 2) log += normal(slcp[i], 0.7, sd1) + normal(slcp[i + 1], -0.4 + correlation * sd2
			/ sd1 * (slcp[i] - 0.7), sd2 * Math.sqrt(1 - correlation * correlation));
		assertLogJoint(log, "slcp", slcp);
	}
}
