// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleInfo;

import ij.Macro;
import io.github.inferj.InvalidInputException;
import io.github.inferj.model.JointModel;

class MacroOptionsTest {

	private static Context context;
	private static ModuleInfo train;

	@TempDir
	Path folder;

	@BeforeAll
	static void open() {
		context = new Context();
		train = context.service(CommandService.class).getCommand(TrainCommand.class);
	}

	@AfterAll
	static void close() {
		context.dispose();
	}

	private static List<String> keys(final String text) {
		return MacroOptions.parse(text).options().stream().map(MacroOptions.Option::key).toList();
	}

	@Test
	void findsTheKeysWhoseValuesImageJFinds() {
		final String text = " a=1 b=[/my folder/x [1] = y.csv] overwrite  c='d=2 e' f= g=[] h=a=b last=[it] ";
		assertEquals(List.of("a", "b", "overwrite", "c", "f", "g", "h", "last"), keys(text));
		assertTrue(MacroOptions.parse(text).isBare("overwrite"));
		assertFalse(MacroOptions.parse(text).isBare("f"));
		for (final String key : keys(text)) assertEquals(key.equals("overwrite"), Macro.getValue(text, key, null) == null, key);
	}

	@Test
	void readsWhatEndsEarly() {
		assertEquals(List.of(), keys(" "));
		assertEquals(List.of("a", ""), keys("a =1"));
		assertEquals(List.of("a"), keys("a="));
		for (final String unclosed : List.of("a=[1 b=2", "a=[[1] b=2", "a='1 b=2")) {
			assertEquals(List.of(new MacroOptions.Option("a", MacroOptions.Value.UNCLOSED)), MacroOptions.parse(unclosed).options());
			assertEquals("default", Macro.getValue(unclosed, "a", "default"), "ImageJ takes the default without a word");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
		"simulater=two_moons seed=1|unknown key 'simulater' (did you mean simulator?): use simulator, timelimit, simulations, seed, ",
		"Seed=1|unknown key 'Seed' (did you mean seed?): use ", "zzzzzz=[a b]|unknown key 'zzzzzz': use ",
		"modelfile=/my data/x.onnx|unknown key 'data/x.onnx': use ", "seed =1|key seed has no value: write seed=...",
		"overwrite seed|key seed has no value", "seed=1 seed=2|key seed is given twice: remove one",
		"modelfile=[/my data/x.onnx seed=1|the value of key modelfile opens a bracket", "=3|unknown key ''" })
	void refusesWhatTheCommandWouldNotSee(final String text, final String expected) {
		final String message = assertThrows(InvalidInputException.class, () -> MacroOptions.parse(text).requireKnownTo(train))
			.getMessage();
		assertTrue(message.startsWith(expected), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void namesOnlyTheKeysThatUsersAreToldOf() {
		final String message = assertThrows(InvalidInputException.class, () -> MacroOptions.parse("x=1").requireKnownTo(train))
			.getMessage();
		assertEquals("unknown key 'x': use simulator, timelimit, simulations, seed, simulationfolder, modelfile, overwrite, "
			+ "steps, batchsize, learningrate, layers, width, sampleplaces, marginals, edgemasks, conditionals", message);
		assertEquals(message + "; a value with spaces stands in [brackets]", assertThrows(InvalidInputException.class,
			() -> MacroOptions.parse("x").requireKnownTo(train)).getMessage());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "simulator=two_moons modelfile=[/my data/seed=3 x.onnx] overwrite", "overwrite=false seed=1",
		"known=[a, b] browse simulator=two_moons log=[some service] plugins=x" })
	void acceptsKnownKeysAndWhatRecordersAdd(final String text) {
		assertDoesNotThrow(() -> MacroOptions.parse(text).requireKnownTo(train));
	}

	@Test
	void aBareSwitchIsOn() throws Exception {
		final Path model = Files.createFile(folder.resolve("m.onnx"));
		final String options = "simulator=two_moons simulations=10 modelfile=[" + model + "] ";
		try (MacroRunner runner = new MacroRunner()) {
			assertTrue(runner.run("run('InferJ Train...', '" + options + "');", "").output().contains("exists already"));
			for (final String on : List.of("overwrite", "overwrite=true")) {
				final String output = runner.run("run('InferJ Train...', '" + options + on + "');", "").output();
				assertTrue(output.contains("training needs at least 20"), output);
			}
		}
	}

	/** ImageJ finds seed=5, draws=1..5 and overwrite=1 in the values; the first command is given the seed that it finds, 3. */
	@Test
	void valuesHoldNoOptions() throws Exception {
		final Path model = folder.resolve("seed=5 overwrite=1 m.onnx");
		final String train = "run('InferJ Train...', 'simulator=two_moons simulations=40 steps=2 batchsize=8 layers=1 width=4 modelfile=["
			+ model + "]";
		try (MacroRunner runner = new MacroRunner()) {
			runner.run(train + "');", "");
			assertEquals(1, JointModel.load(model).provenance().seed());
			assertTrue(runner.run(train + "');", "").output().contains("exists already"));
			runner.run(train + " overwrite seed=3');", "");
			assertEquals(3, JointModel.load(model).provenance().seed());
			final String output = runner.run("run('InferJ Interval...', 'modelfile=[" + model + "] intervals=[n_draws=1..5] draws=40');", "")
				.output();
			assertTrue(output.contains("interval 'n_draws=1..5': model two_moons has no variable 'n_draws'"), output);
		}
	}

	@Test
	void optionsOfAnotherCommandAreNotMeant() throws Exception {
		final Path simulations = folder.resolve("simulations");
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('Caller of InferJ', 'target=[" + simulations
				+ "] simulater=1');\nreturn 'done';", "");
			assertEquals("done", result.value(), result.output());
		}
		assertTrue(Files.exists(simulations.resolve("manifest.json")));
	}
}
