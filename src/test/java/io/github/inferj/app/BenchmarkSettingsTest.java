// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class BenchmarkSettingsTest {

	private static final List<String> PROPERTIES = List.of("tasks", "budgets", "masks", "seeds", "queries", "samplers", "steps",
		"reference", "conditionals", "curve");

	private record Specified(ModelSpecification specification) implements Simulator {

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			return theta;
		}
	}

	private final Map<String, String> before = new HashMap<>();

	@BeforeEach
	void clear() {
		for (final String property : PROPERTIES) before.put(property, System.clearProperty(property));
	}

	@AfterEach
	void restore() {
		before.forEach((property, value) -> {
			if (value == null) System.clearProperty(property);
			else System.setProperty(property, value);
		});
	}

	@Test
	void defaults() {
		assertEquals(new BenchmarkSettings(List.of("two_moons", "lynx_hare"), List.of(10_000), List.of(EdgeMasks.DENSE), List.of(1),
			List.of(Query.POSTERIOR), List.of(SamplerChoice.DEFAULT), List.of(), Path.of("../shared/reference/sbibm"), 10, false),
			BenchmarkSettings.read());
		assertEquals(List.of(Optional.empty()), BenchmarkSettings.read().stepChoices());
	}

	@Test
	void readsWhatIsGiven() {
		System.setProperty("tasks", "two_moons,slcp");
		System.setProperty("budgets", "1000,10000");
		System.setProperty("masks", "dense,undirected,directed");
		System.setProperty("seeds", "0,2");
		System.setProperty("queries", "posterior,any");
		System.setProperty("samplers", "default,euler500");
		System.setProperty("steps", "50");
		System.setProperty("reference", "folder");
		System.setProperty("conditionals", "3");
		assertEquals(new BenchmarkSettings(List.of("two_moons", "slcp"), List.of(1_000, 10_000), List.of(EdgeMasks.values()), List
			.of(0, 2), List.of(Query.values()), List.of(SamplerChoice.values()), List.of(50), Path.of("folder"), 3, false),
			BenchmarkSettings.read());
	}

	@Test
	void aCurveHasSeveralNumbersOfSteps() {
		System.setProperty("curve", "true");
		assertTrue(BenchmarkSettings.read().isCurve());
		assertEquals(5, BenchmarkSettings.read().stepChoices().size());
		System.setProperty("steps", "10,20");
		assertEquals(List.of(Optional.of(10), Optional.of(20)), BenchmarkSettings.read().stepChoices());
		System.setProperty("curve", "false");
		assertFalse(assertThrows(InvalidInputException.class, BenchmarkSettings::read).getMessage().contains("\n"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "budgets|0|least is 1", "budgets|many|in digits", "seeds|-1|least is 0",
		"masks|sparse|choose from dense,undirected,directed", "queries|all|choose from posterior,any",
		"samplers|heun|choose from default,euler500", "steps|0|least is 1", "conditionals|0|least is 1",
		"curve|1|true or false" })
	void refusesInOneLine(final String property, final String value, final String reason) {
		System.setProperty(property, value);
		final String message = assertThrows(InvalidInputException.class, BenchmarkSettings::read).getMessage();
		assertTrue(message.startsWith(property + " = '" + value + "'") && message.contains(reason), message);
		assertFalse(message.contains("\n"));
	}

	@Test
	void masksNeedDeclaredDependencies() {
		final Simulator undeclared = new Specified(ModelSpecification.of("undeclared", Variable.parameter("a", Prior.normal(0, 1)),
			Variable.data("x")));
		assertEquals(5_072, NetworkPlan.of(undeclared, EdgeMasks.DENSE, 100, 1, Optional.empty()).steps());
		assertTrue(assertThrows(InvalidInputException.class, () -> NetworkPlan.of(undeclared, EdgeMasks.DIRECTED, 100, 1, Optional
			.empty())).getMessage().startsWith("masks = 'directed': model undeclared"));
		assertEquals(7, NetworkPlan.of(new TwoMoons(), EdgeMasks.DIRECTED, 100, 1, Optional.of(7)).steps());
	}

	@Test
	void stepsFollowTheEdgeMasks() {
		final Simulator trace = new Specified(ModelSpecification.of("trace", Variable.parameter("a", Prior.normal(0, 1)).dependsOn(),
			Variable.data("trace", 120).dependsOn("a")));
		assertEquals(32_000, NetworkPlan.of(trace, EdgeMasks.DENSE, 10_000, 1, Optional.empty()).steps());
		assertEquals(3_000, NetworkPlan.of(trace, EdgeMasks.UNDIRECTED, 10_000, 1, Optional.empty()).steps());
	}
}
