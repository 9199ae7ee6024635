// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;

/** A model that was hardly trained is found out. */
class CheckCommandTest {

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

	@Test
	void allWaysFindTheSame() throws Exception {
		final Path service = folder.resolve("service.csv");
		final Path plot = folder.resolve("check.png");
		try (Context context = new Context()) {
			assertFalse(Commands.run(context, "InferJ Check...", "simulator", "two_moons", "modelfile", model.toFile(), "simulations",
				"300", "checkfile", service.toFile(), "plotfile", plot.toFile()).isCanceled());
		}
		final List<String> lines = Files.readAllLines(service);
		assertEquals("parameter,in 50% interval,in 80% interval,in 95% interval,p,finding", lines.get(0));
		assertEquals(3, lines.size());
		for (int i = 1; i <= 2; i++) {
			final String[] cells = lines.get(i).split(",");
			assertEquals("theta_" + i, cells[0]);
			for (int c = 1; c <= 4; c++) assertTrue(Double.parseDouble(cells[c]) >= 0 && Double.parseDouble(cells[c]) <= 1, lines.get(i));
			assertTrue(cells[5].startsWith("draws too "), lines.get(i));
		}
		assertTrue(ImageIO.read(plot.toFile()).getWidth() > 400);

		final Path macro = folder.resolve("macro.csv");
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Check...', 'simulator=two_moons modelfile=[" + model
				+ "] simulations=300 checkfile=[" + macro + "]');\nreturn 'done';", "");
			assertEquals("done", result.value(), result.output());
			assertTrue(result.output().contains("InferJ Check: theta_1: draws too "), result.output());
		}
		assertEquals(Files.readString(service), Files.readString(macro));

		final Path commandLine = folder.resolve("command line.csv");
		final ChildJvm.Result child = ChildJvm.headless("InferJ Check...", "simulator='two_moons',modelfile='" + model
			+ "',simulations='300',checkfile='" + commandLine + "'");
		assertEquals(Files.readString(service), Files.readString(commandLine), child.output());
	}

	@Test
	void functionsAreParametersToo() throws Exception {
		final Path csv = folder.resolve("check.csv");
		try (Context context = new Context()) {
			assertFalse(Commands.run(context, "InferJ Check...", "simulator", "sird", "modelfile", Path.of("models", "sird.onnx")
				.toFile(), "simulations", "10", "checkfile", csv.toFile()).isCanceled());
		}
		assertEquals(List.of("parameter", "gamma", "delta", "contact_rate"), Files.readAllLines(csv).stream().map(line -> line.split(
			",")[0]).toList());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "simulator=two_moons seed=1|seed = 1: the model was trained with it",
		"simulator=slcp|choose the simulator that the model was trained with", "simulator=two_moons simulations=0|simulations 0: it must be at least 1",
		"simulator=two_moons plotfile=[$/plot.jpg]|must end in .png", "simulator=no_such|no_such" })
	void refusesWithOneLine(final String options, final String expected) throws Exception {
		final Path csv = folder.resolve("result.csv");
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Check...', '" + options.replace("$", folder.toString())
				+ " modelfile=[" + model + "] checkfile=[" + csv + "]');\nprint('went on');", "");
			assertTrue(result.aborted(), result.output());
			assertTrue(result.output().contains(expected), result.output());
			assertFalse(result.output().contains("went on") || result.output().contains("\tat "), result.output());
		}
		assertFalse(Files.exists(csv));
	}
}
