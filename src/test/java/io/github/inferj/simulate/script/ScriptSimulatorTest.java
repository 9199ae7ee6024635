// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.Progress;
import io.github.inferj.simulate.RandomDraws;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.task.LynxHare;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class ScriptSimulatorTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "Two_Moons.js", "Two_Moons.py" })
	void sameModelGivesTheSameSimulationsAsInJava(final String template) throws Exception {
		try (Simulator script = ScriptSimulator.load(ScriptFiles.template(folder, template))) {
			assertEquals(new TwoMoons().specification(), script.specification());
			final Simulations one = SimulationRun.of(script, 500, 5).withThreads(1).run(Progress.NONE);
			final Simulations two = SimulationRun.of(script, 500, 5).withThreads(2).run(Progress.NONE);
			assertArrayEquals(one.values(), two.values());
			final Simulations java = SimulationRun.of(new TwoMoons(), 500, 5).run(Progress.NONE);
			assertArrayEquals(java.values(), one.values(), 1e-15);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Predator_and_Prey.js", "Predator_and_Prey.py" })
	void timeSeriesTemplateAgreesWithLynxAndHare(final String template) throws Exception {
		final Simulations expected = SimulationRun.of(new LynxHare(), 10, 5).run(Progress.NONE);
		try (Simulator script = ScriptSimulator.load(ScriptFiles.template(folder, template))) {
			final Simulations actual = SimulationRun.of(script, 10, 5).run(Progress.NONE);
			assertEquals(expected.specification().columnNames(), actual.specification().columnNames());
			for (int i = 0; i < expected.values().length; i++) assertEquals(1, actual.values()[i] / expected.values()[i], 1e-3);
		}
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	void drawsAreThoseOfJava(final ScriptLanguage language) {
		final RandomDraws java = new RandomDraws(new SeededRandom(1, 0));
		final double[] expected = { java.uniform(0, 1), java.uniform(2, 3), java.normal(0, 1), java.normal(5, 2), //
			java.lognormal(0, 1), java.exponential(3), java.gamma(2, 3), java.beta(2, 3), java.poisson(4.5), //
			java.binomial(10, 0.3), java.bernoulli(0.5), java.integer(7) };
		final String draws = "[rng.uniform(), rng.uniform(2, 3), rng.normal(), rng.normal(5, 2), rng.lognormal(), " +
			"rng.exponential(3), rng.gamma(2, 3), rng.beta(2, 3), rng.poisson(4.5), rng.binomial(10, 0.3), rng.bernoulli(), " +
			"rng.integer(7)]";
		final Path file = ScriptFiles.returning(folder, language, draws);
		replace(file, language == ScriptLanguage.PYTHON ? "'x': 1" : "x: 1", language == ScriptLanguage.PYTHON ? "'x': 12"
			: "x: 12");
		assertArrayEquals(expected, ScriptFiles.simulate(file, 0.5));
	}

	@Test
	void declarationsInFull() {
		final List<Variable> expected = List.of(Variable.parameter("a", Prior.uniform(1, 2)), //
			Variable.parameter("b", Prior.gamma(2, 3), 2).withTransform(Transform.LOG).withUnit("1/s").dependsOn("a"), //
			Variable.data("x", 3).markov(), //
			Variable.data("y").withTransform(Transform.LOG).withUnit("mm").dependsOn("a", "b").memoryless());
		final Path javaScript = ScriptFiles.writeAll(folder, ScriptLanguage.JAVASCRIPT, "const name = 'full';\n" +
			"const parameters = { a: 'uniform(1, 2)', b: { prior: 'gamma(2, 3)', size: 2, transform: 'log', unit: '1/s'," +
			" parents: ['a'] } };\nconst data = { x: { size: 3, memory: 'markov' }, y: { transform: 'log', unit: 'mm', parents: ['a', 'b'], memory: 'none' } };\n" +
			"function simulate(theta, rng) { return { y: theta.a, x: [theta.b[0], theta.b[1], 3] } }");
		final Path python = ScriptFiles.writeAll(folder, ScriptLanguage.PYTHON, "name = 'full'\n" +
			"parameters = {'a': 'uniform(1, 2)', 'b': {'prior': 'gamma(2, 3)', 'size': 2, 'transform': 'log', 'unit': '1/s'," +
			" 'parents': ['a']}}\ndata = {'x': {'size': 3, 'memory': 'markov'}, 'y': {'transform': 'log', 'unit': 'mm', 'parents': ('a', 'b'), 'memory': 'none'}}\n" +
			"def simulate(theta, rng):\n    return dict(y=theta['a'], x=(*theta.b, 3))");
		for (final Path file : List.of(javaScript, python)) try (Simulator simulator = ScriptSimulator.load(file)) {
			assertEquals("full", simulator.specification().name());
			assertEquals(expected, simulator.specification().variables());
			assertArrayEquals(new double[] { 20, 30, 3, 10 }, simulator.simulate(new double[] { 10, 20, 30 }, new SeededRandom(
				1, 1)));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "['x', 'y'] | [[x, y]]", "[['x', 'y'], ['z', 'w']] | [[x, y], [z, w]]" })
	void exchangeableVariablesAreNamed(final String declared, final String expected) {
		final Path javaScript = ScriptFiles.writeAll(folder, ScriptLanguage.JAVASCRIPT, "const parameters = { a: 'uniform(0, 1)' };\n"
			+ "const data = { x: 1, y: 1, z: 2, w: 2 };\nconst exchangeable = " + declared
			+ ";\nfunction simulate(theta, rng) { return [1, 2, 3, 4, 5, 6] }");
		final String variables = "parameters = {'a': 'uniform(0, 1)'}\ndata = {'x': 1, 'y': 1, 'z': 2, 'w': 2}\n";
		final Path python = ScriptFiles.writeAll(folder, ScriptLanguage.PYTHON, variables + "exchangeable = " + declared
			+ "\ndef simulate(theta, rng):\n    return [1, 2, 3, 4, 5, 6]");
		for (final Path file : List.of(javaScript, python)) try (Simulator simulator = ScriptSimulator.load(file)) {
			assertEquals(expected, simulator.specification().exchangeable().toString());
		}
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	void oneArrayOrOneNumberStandsForAllData(final ScriptLanguage language) {
		assertArrayEquals(new double[] { 0.5 }, ScriptFiles.simulate(ScriptFiles.returning(folder, language, "theta.alpha"),
			0.5));
		assertArrayEquals(new double[] { 7 }, ScriptFiles.simulate(ScriptFiles.returning(folder, language, "[7]"), 0.5));
	}

	/** A function-valued parameter and two functions as data, of which one has a single place. */
	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	void functionsAreAskedForAtTheirTimes(final ScriptLanguage language) {
		final Path file = ScriptFiles.writeAll(folder, language, language == ScriptLanguage.PYTHON ? """
			time = {"name": "time", "unit": "s", "from": 0, "to": 15}
			parameters = {"contact": {"prior": "drawn_by_simulator", "over": time, "places": 3}, "a": "uniform(0, 1)"}
			data = {"prey": {"over": time, "places": 2, "unit": "thousands"}, "total": 1, "last": {"over": time, "places": 1}}
			def draw(theta, rng, times):
			    return {"contact": [theta.a * t for t in times.contact]}
			def simulate(theta, rng, times):
			    return {"prey": [2 * t for t in times["prey"]], "total": sum(theta.contact), "last": [t for t in times.last]}
			""" : """
			const time = { name: "time", unit: "s", from: 0, to: 15 };
			const parameters = { contact: { prior: "drawn_by_simulator", over: time, places: 3 }, a: "uniform(0, 1)" };
			const data = { prey: { over: time, places: 2, unit: "thousands" }, total: 1, last: { over: time, places: 1 } };
			const draw = (theta, rng, times) => ({ contact: times.contact.map(t => theta.a * t) });
			const simulate = (theta, rng, times) => ({ prey: times.prey.map(t => 2 * t),
				total: theta.contact[0] + theta.contact[1] + theta.contact[2], last: times.last });
			""");
		try (Simulator simulator = ScriptSimulator.load(file)) {
			final Index time = new Index("time", "s", 0, 15);
			assertEquals(List.of(Variable.parameter("contact", Prior.drawnBySimulator()).over(time, 3), Variable.parameter("a", Prior
				.uniform(0, 1)), Variable.data("prey").withUnit("thousands").over(time, 2), Variable.data("total"), Variable.data("last")
					.over(time, 1)), simulator.specification().variables());
			final Simulations result = SimulationRun.of(simulator, 10, 1).run(Progress.NONE);
			for (int row = 0; row < 10; row++) {
				double total = 0;
				for (int i = 0; i < 3; i++) {
					total += result.get(row, i);
					assertEquals(result.get(row, 3) * result.get(row, 8 + i), result.get(row, i));
				}
				assertEquals(2 * result.get(row, 11), result.get(row, 4));
				assertEquals(2 * result.get(row, 12), result.get(row, 5));
				assertEquals(total, result.get(row, 6), 1e-12);
				assertEquals(result.get(row, 13), result.get(row, 7));
			}
			assertArrayEquals(new double[] { 0, 30, 3, 7.5 }, simulator.simulate(new double[] { 1, 1, 1, 0 }, new SeededRandom(1, 1)));
		}
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	void scriptDrawsParameters(final ScriptLanguage language) {
		final Path file = ScriptFiles.writeAll(folder, language, language == ScriptLanguage.PYTHON ? """
			parameters = {"child": {"prior": "drawn_by_simulator", "parents": ["mother"]}, "mother": "uniform(10, 11)"}
			data = {"x": 1}
			def draw(theta, rng):
			    return {"child": theta.mother + rng.uniform()}
			def simulate(theta, rng):
			    return {"x": theta.child}
			""" : """
			const parameters = { child: { prior: "drawn_by_simulator", parents: ["mother"] }, mother: "uniform(10, 11)" };
			const data = { x: 1 };
			const draw = (theta, rng) => ({ child: theta.mother + rng.uniform() });
			const simulate = (theta, rng) => ({ x: theta.child });
			""");
		try (Simulator simulator = ScriptSimulator.load(file)) {
			assertEquals(Optional.of(List.of("mother")), simulator.specification().variables().get(0).parents());
			final Simulations result = SimulationRun.of(simulator, 20, 1).run(Progress.NONE);
			assertEquals(20, result.count());
			for (int row = 0; row < 20; row++) {
				final double excess = result.get(row, 0) - result.get(row, 1);
				assertTrue(excess > 0 && excess < 1, "child - mother " + excess);
				assertEquals(result.get(row, 0), result.get(row, 2));
			}
		}
	}

	@Test
	void fingerprintFollowsTheText() throws Exception {
		final Path file = ScriptFiles.returning(folder, ScriptLanguage.JAVASCRIPT, "1");
		final String first, same, other;
		try (Simulator simulator = ScriptSimulator.load(file)) {
			first = simulator.fingerprint();
		}
		try (Simulator simulator = ScriptSimulator.load(Files.copy(file, folder.resolve("copy.js")))) {
			same = simulator.fingerprint();
		}
		replace(file, "return 1", "return 2");
		try (Simulator simulator = ScriptSimulator.load(file)) {
			other = simulator.fingerprint();
		}
		assertEquals(first, same);
		assertNotEquals(first, other);
	}

	@Test
	void engineSaysHowScriptsRun() {
		final String description = ScriptEngine.description();
		assertTrue(description.contains(ScriptEngine.isCompiled() ? "run compiled" : "run interpreted"), description);
	}

	private static void replace(final Path file, final String from, final String to) {
		try {
			final String text = Files.readString(file);
			assertTrue(text.contains(from), text);
			Files.writeString(file, text.replace(from, to));
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
