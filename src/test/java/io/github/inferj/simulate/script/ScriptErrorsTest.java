// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulator;

/** Bad scripts end in one line that names the file and what to do. */
class ScriptErrorsTest {

	@TempDir
	Path folder;

	/** Columns: language | text from line 3 | part of the message. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
		JAVASCRIPT | function simulate(theta, rng) { return {x: ; }                          | line 3: SyntaxError: Expected an operand but found ;
		PYTHON     | def simulate(theta, rng) return 1                                       | line 3: SyntaxError: expected ':'
		JAVASCRIPT | function simulate(theta, rng) {\\n throw new Error('no\\\\nroot') }     | line 4: Error: no (at alpha=0.25)
		PYTHON     | def simulate(theta, rng):\\n    raise ValueError('no root')             | line 4: ValueError: no root (at alpha=0.25)
		PYTHON     | def simulate(theta, rng):\\n    return 1 / 0                            | line 4: ZeroDivisionError
		JAVASCRIPT | const f = x => x.y.z;\\nfunction simulate(theta, rng) { return f({}) }  | line 3: TypeError
		JAVASCRIPT | function simulate(theta, rng) { return theta.alhpa }                    | line 3: Error: theta has no alhpa: it has alpha
		PYTHON     | def simulate(theta, rng):\\n    return theta.alhpa                      | line 4: AttributeError: theta has no alhpa: it has alpha
		JAVASCRIPT | function simulate(theta, rng) { return rng.gauss(1) }                   | line 3: Error: rng has no gauss: it has uniform, normal
		PYTHON     | def simulate(theta, rng):\\n    return rng.gauss(1)                     | line 4: AttributeError: rng has no gauss: it has
		JAVASCRIPT | function simulate(theta, rng) { return rng.normal(0, -1) }              | line 3: RangeError: rng.normal: sd -1.0 must not be negative (at alpha=0.25)
		PYTHON     | def simulate(theta, rng):\\n    return rng.normal(0, 'a')               | line 4: ValueError: rng.normal is given the text 'a' where it needs a number
		JAVASCRIPT | i = 1; function simulate(theta, rng) { return 1 }                       | line 3: ReferenceError: i is not defined
		JAVASCRIPT | function simulate(theta, rng) { return { y: 1 } }                       | simulate returned no value for x: return all of x (at alpha=0.25)
		PYTHON     | def simulate(theta, rng):\\n    return {'y': 1}                         | simulate returned no value for x: return all of x (at alpha=0.25)
		JAVASCRIPT | function simulate(theta, rng) { }                                       | simulate returned nothing: return x by name
		PYTHON     | def simulate(theta, rng):\\n    pass                                    | simulate returned nothing: return x by name
		JAVASCRIPT | function simulate(theta, rng) { return { x: [1, 2] } }                  | simulate returned 2 value(s) for x where 1 are declared
		PYTHON     | def simulate(theta, rng):\\n    return []                               | simulate returned 0 value(s) for x where 1 are declared
		JAVASCRIPT | function simulate(theta, rng) { return { x: 'one' } }                   | simulate returned the text 'one' for x: return a number
		PYTHON     | def simulate(theta, rng):\\n    return {'x': 'one'}                     | simulate returned the text 'one' for x: return a number
		PYTHON     | def simulate(theta, rng):\\n    return {'x': ['one']}                   | simulate returned the text 'one' for x, item 1
		JAVASCRIPT | function simulat(theta, rng) { return 1 }                               | no function simulate(theta, rng)
		PYTHON     | simulate = 3                                                            | no function simulate(theta, rng)
		JAVASCRIPT | function simulate(theta, rng) { return simulate(theta, rng) }           | RangeError: Maximum call stack size exceeded
		PYTHON     | import sys                                                              | module sys is not available
		""")
	void messageNamesTheMistake(final ScriptLanguage language, final String text, final String part) {
		final Path file = ScriptFiles.write(folder, language, text.replace("\\n", "\n").replace("\\\n", "\\n"));
		final String message = ScriptFiles.failure(file);
		assertTrue(message.startsWith(file.toString()), message);
		assertTrue(message.contains(part), message);
	}

	/** Columns: JavaScript's parameters | data | part of the message. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
		{ a: 'norml(0, 1)' }                  | { x: 1 }              | parameter a: unknown prior 'norml(0, 1)': use one of uniform
		{ a: 'poisson(3)' }                   | { x: 1 }              | parameter a: prior 'poisson(3)' is discrete
		{ a: 'uniform(1, 0)' }                | { x: 1 }              | parameter a: prior uniform(1.0, 0.0)
		{ a: 3 }                              | { x: 1 }              | parameter a: its prior is 3: write it as text
		{ a: { size: 2 } }                    | { x: 1 }              | parameter a: it has no prior
		{ a: { prior: 'normal(0, 1)', s: 1 }} | { x: 1 }              | parameter a has an entry 's'
		{ a: 'drawn_by_simulator' }           | { x: 1 }              | no function draw(theta, rng)
		{ a: 'normal(0, 1)' }                 | { x: 1.5 }            | data variable x: its size is 1.5
		{ a: 'normal(0, 1)' }                 | { x: 0 }              | data variable x: its size is 0
		{ a: 'normal(0, 1)' }                 | { x: 'uniform(0,1)' } | data variable x: its size is the text
		{ a: 'normal(0, 1)' }                 | { x: {prior: 'a'} }   | data variable x has an entry 'prior'
		{ a: 'normal(0, 1)' }                 | { x: {parents: ['b']} } | depends on 'b'
		{ a: 'normal(0, 1)' }                 | { x: {memory: 'short'} } | its memory is 'short': use full
		{ a: {prior: 'normal(0, 1)', size: 2, memory: 'markov'} } | { x: 1 } | parameter a has the prior
		{ a: 'normal(0, 1)' }                 | 4                     | data is 4: declare named variables
		{ a: 'normal(0, 1)' }                 | { x: {places: 3} }    | data variable x has places but not over what: add over
		{ a: 'normal(0, 1)' }                 | { x: {over: {name: 't', from: 0, to: 1}} } | data variable x is a function without places
		{ a: 'normal(0, 1)' }                 | { x: {size: 2, over: {name: 't', from: 0, to: 1}} } | a function has places
		{ a: 'normal(0, 1)' }                 | { x: {places: 0, over: {name: 't', from: 0, to: 1}} } | x: its number of places is 0
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: 'time'} } | data variable x, over is the text 'time'
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {name: 't', from: 0}} } | data variable x, over has no 'to'
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {name: 't', from: 'a', to: 1}} } | its 'from' is the text 'a'
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {from: 0, to: 1}} } | data variable x, over has no name
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {name: 't', from: 2, to: 1}} } | data variable x, over: index t from 2.0 to 1.0
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {name: 't', start: 2}} } | over has an entry 'start': use name, unit, from and to
		{ a: 'normal(0, 1)' }                 | { x: {places: 2, over: {name: 't', from: 0, to: 1}} } | simulate returned 1 for x: return a list
		{ }                                   | { x: 1 }              | declares no parameters
		undefined                             | { x: 1 }              | declares no parameters
		{ a: 'normal(0, 1)' }                 | undefined             | declares no data
		{ 'a b': 'normal(0, 1)' }             | { x: 1 }              | variable name 'a b'
		""")
	void badDeclarationsAreNamed(final String parameters, final String data, final String part) {
		final Path file = ScriptFiles.writeAll(folder, ScriptLanguage.JAVASCRIPT, "const parameters = " + parameters +
			";\nconst data = " + data + ";\nfunction simulate(theta, rng) { return { x: 1 } }");
		final String message = ScriptFiles.failure(file);
		assertTrue(message.startsWith(file + ": ") && message.contains(part), message);
	}

	@Test
	void badFilesAreNamed() throws Exception {
		assertTrue(failure(folder.resolve("none.py")).contains("does not exist"));
		assertTrue(failure(folder).contains("is a directory"));
		assertTrue(failure(Files.writeString(folder.resolve("a.r"), "x <- 1")).contains("ends in .js or .py"));
		assertTrue(failure(Files.writeString(folder.resolve("empty.js"), "")).contains("declares no parameters"));
		assertTrue(failure(Files.write(folder.resolve("latin.js"), new byte[] { '/', '/', (byte) 0xE9, 10 })).contains(
			"not UTF-8"));
		assertThrows(InvalidInputException.class, () -> ScriptSimulator.load(folder.resolve("none.js"), Duration.ZERO));
	}

	private static String failure(final Path file) {
		return ScriptFiles.failure(file);
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	void nanAlwaysStopsTheRun(final ScriptLanguage language) {
		final Path file = ScriptFiles.returning(folder, language, language == ScriptLanguage.PYTHON ? "float('nan')" : "NaN");
		try (Simulator simulator = ScriptSimulator.load(file)) {
			final String message = assertThrows(InvalidInputException.class, () -> SimulationRun.of(simulator, 10_000, 1).run(
				Progress.NONE)).getMessage();
			assertTrue(message.contains("200 of the first 200 simulations of model"), message);
		}
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	@Timeout(60)
	void endlessLoopsAreStopped(final ScriptLanguage language) {
		final Path file = ScriptFiles.write(folder, language, language == ScriptLanguage.PYTHON ?
			"def simulate(theta, rng):\n    while True:\n        pass" : "function simulate(theta, rng) { while (true); }");
		try (Simulator simulator = ScriptSimulator.load(file, Duration.ofMillis(300))) {
			final String message = assertThrows(InvalidInputException.class, () -> simulator.simulate(new double[] { 0.25 },
				new SeededRandom(1, 0))).getMessage();
			assertEquals(file + ": one simulation takes longer than 0.3 s (at alpha=0.25): look for an endless loop or raise " +
				"the time limit", message);
		}
	}

	@ParameterizedTest
	@EnumSource(ScriptLanguage.class)
	@Timeout(60)
	void endlessLoopsWhileLoadingAreStopped(final ScriptLanguage language) {
		final Path file = ScriptFiles.write(folder, language, language == ScriptLanguage.PYTHON ? "while True: pass"
			: "while (true);");
		final String message = assertThrows(InvalidInputException.class, () -> ScriptSimulator.load(file, Duration.ofMillis(
			300))).getMessage();
		assertTrue(message.startsWith(file + ": loading takes longer than 0.3 s"), message);
	}

	@Test
	@Timeout(60)
	void cancelStopsARunningScript() {
		final Path file = ScriptFiles.write(folder, ScriptLanguage.JAVASCRIPT,
			"function simulate(theta, rng) { while (true); }");
		final long start = System.nanoTime();
		try (Simulator simulator = ScriptSimulator.load(file)) {
			assertThrows(CancellationException.class, () -> SimulationRun.of(simulator, 10, 1).run(new Progress() {

				@Override
				public void report(final String stage, final long done, final long total) {}

				@Override
				public boolean cancelled() {
					return System.nanoTime() - start > 500_000_000L;
				}
			}));
		}
		assertTrue(System.nanoTime() - start < 10_000_000_000L, "took too long");
	}

	/** Columns: language | text from line 3: scripts that keep something or look elsewhere for randomness. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
		JAVASCRIPT | let n = 0; function simulate(theta, rng) { return ++n }                 | returns different values
		PYTHON     | seen = []\\ndef simulate(theta, rng):\\n    seen.append(1)\\n    return len(seen) | returns different values
		JAVASCRIPT | let spare = null; function simulate(theta, rng) { if (spare === null) { spare = rng.normal(); return rng.normal() } const s = spare; spare = null; return s } | returns different values
		JAVASCRIPT | function simulate(theta, rng) { return Math.random() }                  | Math.random() differs from run to run: draw from rng
		JAVASCRIPT | function simulate(theta, rng) { return Date.now() }                     | Date.now() differs from run to run
		JAVASCRIPT | function simulate(theta, rng) { return new Date().getTime() }           | current date differs from run to run
		JAVASCRIPT | function simulate(theta, rng) { return new (new Date(0).constructor)().getTime() } | current date differs from run to run
		PYTHON     | import random                                                           | module random is not available: draw random numbers from rng
		PYTHON     | from time import time                                                   | module time is not available
		PYTHON     | import os                                                               | module os is not available
		PYTHON     | import statistics\\ndef simulate(theta, rng):\\n    return statistics.NormalDist().samples(1)[0] | module random is not available
		PYTHON     | def simulate(theta, rng):\\n    import uuid                             | module uuid is not available
		""")
	void resultsDependOnThetaAndRngAlone(final ScriptLanguage language, final String text, final String part) {
		final Path file = ScriptFiles.write(folder, language, text.replace("\\n", "\n"));
		final String message = ScriptFiles.failure(file);
		assertTrue(message.contains(part), message);
		assertFalse(message.contains("null"), message);
	}

	@Test
	void fixedDatesStillWork() {
		final Path file = ScriptFiles.returning(folder, ScriptLanguage.JAVASCRIPT, "new Date(86400000).getUTCDate()");
		assertEquals(2, ScriptFiles.simulate(file, 0.5)[0]);
	}
}
