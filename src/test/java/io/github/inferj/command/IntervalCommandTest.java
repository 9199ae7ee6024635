// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;

import ij.measure.ResultsTable;

/** Intervals and constraints put to a small model of two moons. */
class IntervalCommandTest {

	@TempDir
	static Path shared;

	private static Path model;

	@TempDir
	Path folder;

	@BeforeAll
	static void train() throws Exception {
		model = shared.resolve("model.onnx");
		Commands.trainTwoMoons(model);
	}

	private static MacroRunner.Result macro(final String text) throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			return runner.run(text, "");
		}
	}

	@Test
	void everyDrawSatisfiesTheConditions() throws Exception {
		final Path table = Files.writeString(folder.resolve("observed.csv"), "name,x_2\nfirst,0.1\nsecond,0.3\n");
		final Path service = folder.resolve("service.csv");
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, "InferJ Interval...", "modelfile", model.toFile(), "tablefile", table
				.toFile(), "given", "x_2", "intervals", "x_1=0.1..0.3; theta_1<0.5", "constraints", "theta_1 + theta_2 > 0", "wanted",
				"parameters,x_1", "draws", "50", "seed", "3", "posteriorfile", service.toFile());
			assertFalse(module.isCanceled(), module.getCancelReason());
			final ResultsTable probabilities = (ResultsTable) module.getOutput("probabilities");
			assertEquals(2, probabilities.size());
			for (int i = 0; i < 2; i++) {
				final double probability = probabilities.getValue("probability", i);
				assertTrue(probability > 0 && probability < 1, "probability " + probability);
			}
		}
		final List<String> lines = Files.readAllLines(service);
		assertEquals("row,theta_1,theta_2,x_1", lines.get(0));
		assertEquals(101, lines.size());
		for (final String line : lines.subList(1, lines.size())) {
			final String[] cells = line.split(",");
			final double first = Double.parseDouble(cells[1]);
			final double x = Double.parseDouble(cells[3]);
			assertTrue(first <= 0.5 && first + Double.parseDouble(cells[2]) > -1e-6 && x >= 0.1 - 1e-6 && x <= 0.3 + 1e-6, line);
		}
		final Path fromMacro = folder.resolve("macro.csv");
		final MacroRunner.Result macro = macro("run('InferJ Interval...', 'modelfile=[" + model + "] tablefile=[" + table
			+ "] given=x_2 intervals=[x_1=0.1..0.3; theta_1<0.5] constraints=[theta_1 + theta_2 > 0] wanted=[parameters,x_1] draws=50"
			+ " seed=3 posteriorfile=[" + fromMacro + "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals(Files.readString(service), Files.readString(fromMacro));
		assertTrue(macro.output().contains("InferJ Interval: probability of theta_1 "), macro.output());
	}

	@Test
	void nothingNeedBeGiven() throws Exception {
		final Path csv = folder.resolve("prior.csv");
		final MacroRunner.Result macro = macro("run('InferJ Interval...', 'modelfile=[" + model
			+ "] intervals=[theta_1=0.2..0.25] draws=20 posteriorfile=[" + csv + "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals("theta_1,theta_2", Files.readAllLines(csv).get(0));
		assertEquals(21, Files.readAllLines(csv).size());
	}

	/** Six errors: a draw of the exact distribution is further away with probability 2e-9. */
	@Test
	void whatIsKnownWithAnErrorIsDrawnAroundIt() throws Exception {
		final Path csv = folder.resolve("measured.csv");
		final MacroRunner.Result macro = macro("run('InferJ Interval...', 'modelfile=[" + model
			+ "] intervals=[theta_1=0.2 +- 0.01] constraints=[theta_1 + theta_2 = 0.5±0.01] draws=50 posteriorfile=[" + csv
			+ "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertTrue(macro.output().contains("InferJ Interval: mean likelihood of theta_1=0.2 +- 0.01; theta_1 + theta_2 = 0.5±0.01: "), macro
			.output());
		final List<String> lines = Files.readAllLines(csv);
		assertEquals(51, lines.size());
		for (final String line : lines.subList(1, 51)) {
			final String[] cells = line.split(",");
			assertEquals(0.2, Double.parseDouble(cells[0]), 0.06, line);
			assertEquals(0.5, Double.parseDouble(cells[0]) + Double.parseDouble(cells[1]), 0.06, line);
		}
		assertEquals(50, lines.subList(1, 51).stream().map(line -> line.split(",")[0]).distinct().count(), "draws are not all alike");
	}

	@Test
	void parametersThatAreNotGivenAreWanted() throws Exception {
		final Path csv = folder.resolve("conditional.csv");
		final Path table = Files.writeString(folder.resolve("observed.csv"), "theta_1\n0.2\n");
		final MacroRunner.Result macro = macro("run('InferJ Interval...', 'modelfile=[" + model + "] tablefile=[" + table
			+ "] given=theta_1 intervals=[x_1<0.4] draws=20 posteriorfile=[" + csv + "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals("theta_2", Files.readAllLines(csv).get(0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "seed=5|intervals and constraints are both empty",
		"intervals=[theta_1=0.5..0.2]|theta_1: interval 0.5..0.2 is reversed", "intervals=[theta_1=2..3]|lies outside the values theta_1 can take",
		"intervals=[alpha<1]|no variable 'alpha': it has theta_1, theta_2, x_1, x_2", "constraints=[theta_1 + < 2]|character 11: '< 2'",
		"constraints=[theta_1 > 3]|lies outside", "constraints=[sin(theta_1) > 1.5]|cannot hold for any values",
		"constraints=[beta < 2]|character 1: 'beta' is no variable of model", "intervals=[theta_1<0; theta_1>0.5]|contradict each other",
		"given=x_1 tablefile=[$/observed.csv] intervals=[x_1=0..1]|row 1: x_1 has a value and an interval",
		"given=parameters tablefile=[$/observed.csv] intervals=[x_1=0..1]|wanted is empty and given 'parameters' has all parameters",
		"tablefile=[$/observed.csv] intervals=[theta_1>0]|given is none, so that nothing of tablefile ",
		"table=cells intervals=[theta_1>0]|given is none, so that nothing of table 'cells' would be used: name what it holds in given",
		"constraints=[x_1 > 1e6 + x_2]|estimated probability is",
		"intervals=[theta_1 = 7 +- 0.1]|cannot hold for any values", "intervals=[theta_1 = 0.5]|or 0.5 +- 0.1 for a value and its error",
		"constraints=[theta_1 = 0.5]|character 9: '= 0.5' has no error; write it like a + b = 2 +- 0.1" })
	void refusesWithOneLine(final String options, final String expected) throws Exception {
		Files.writeString(folder.resolve("observed.csv"), "x_1,x_2\n0,0\n");
		final Path csv = folder.resolve("result.csv");
		final MacroRunner.Result result = macro("run('InferJ Interval...', 'modelfile=[" + model + "] draws=100 " + options.replace("$",
			folder.toString()) + " posteriorfile=[" + csv + "]');\nprint('went on');");
		assertTrue(result.aborted(), result.output());
		final String line = result.output().lines().filter(l -> !l.startsWith("[INFO]")).findFirst().orElse("");
		assertTrue(line.startsWith("Macro Error: InferJ Interval: ") && line.contains(expected), result.output());
		assertFalse(result.output().contains("went on") || result.output().contains("\tat "), result.output());
		assertFalse(Files.exists(csv));
	}
}
