// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;

/** Whatever is wrong with the input, there is one clear line, the macro stops and no file appears. */
class BadInputTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
		"Simulate|simulater=two_moons simulations=10 simulationfolder=[$/s]|unknown key 'simulater' (did you mean simulator?)",
		"Train|simulator=two_moons simulations=10 learnrate=1 modelfile=[$/m.onnx]|unknown key 'learnrate'",
		"Posterior|modelfile=[$/file.onnx] given=data|unknown key 'given': use modelfile, table, tablefile, groupcolumn, draws, times, seed, ",
		"Conditional|modelfile=$/my model.onnx|unknown key 'model.onnx'",
		"Conditional|modelfile=[$/file.onnx|does not close",
		"Simulate|simulator=two_mons simulations=10 simulationfolder=[$/s]|unknown simulator 'two_mons' (did you mean two_moons?)",
		"Simulate|simulator=[] simulations=10 simulationfolder=[$/s]|no simulator given",
		"Simulate|simulator=[$/gone.js] simulations=10 simulationfolder=[$/s]|gone.js does not exist",
		"Simulate|simulator=[$] simulations=10 simulationfolder=[$/s]|is a directory",
		"Simulate|simulator=two_moons simulations=1e6 simulationfolder=[$/s]|simulations '1e6' is not a whole number in digits: write 1000000",
		"Simulate|simulator=two_moons simulations=10.0 simulationfolder=[$/s]|write 10",
		"Simulate|simulator=two_moons simulations=abc simulationfolder=[$/s]|simulations 'abc'",
		"Simulate|simulator=two_moons simulations=0 simulationfolder=[$/s]|simulations 0: it must be at least 1",
		"Simulate|simulator=two_moons simulations=-4 simulationfolder=[$/s]|simulations -4: it must be at least 1",
		"Simulate|simulator=two_moons simulations=10 simulationfolder=[$/s] threads=0|threads 0: it must be at least 1",
		"Simulate|simulator=two_moons simulations=10 simulationfolder=[$/s] timelimit=x|timelimit 'x' is not a number",
		"Simulate|simulator=two_moons simulations=10 simulationfolder=[$/s] seed=1.5|seed '1.5'",
		"Simulate|simulator=two_moons simulations=10|no simulationfolder given",
		"Simulate|simulator=two_moons simulations=10 simulationfolder=[$/file.csv]|file.csv is a file",
		"Simulate|simulator=[$/syntax.js] simulations=10 simulationfolder=[$/s]|syntax.js, line 3: SyntaxError",
		"Simulate|simulator=[$/throws.py] simulations=10 simulationfolder=[$/s]|throws.py, line 4: ValueError: no root (at a=",
		"Simulate|simulator=[$/endless.js] simulations=10 simulationfolder=[$/s] timelimit=0.5|endless.js",
		"Simulate|simulator=[$/nan.js] simulations=1000 simulationfolder=[$/s]|are not finite",
		"Train|simulator=[$/nan.js] simulations=1000 modelfile=[$/m.onnx]|are not finite",
		"Train|simulator=two_moons simulations=10|no modelfile given",
		"Train|simulator=two_moons simulations=10 modelfile=[$/m.txt]|m.txt: its name must end in .onnx",
		"Train|simulator=two_moons simulations=10 modelfile=[$]|is a directory",
		"Train|simulator=two_moons simulations=10 modelfile=[$/file.onnx]|file.onnx exists already",
		"Train|simulator=two_moons simulations=1e6 modelfile=[$/m.onnx]|write 1000000",
		"Train|simulator=two_moons simulations=30 edgemasks=sparse modelfile=[$/m.onnx]|edgemasks 'sparse': use dense, undirected or directed",
		"Train|simulator=two_moons simulations=30 conditionals=[given y] simulationfolder=[$/s] modelfile=[$/m.onnx]|has no variable 'y'",
		"Train|simulator=two_moons simulations=30 conditionals=later modelfile=[$/m.onnx]|conditionals 'later': write joint",
		"Train|simulator=two_moons simulations=10 steps=-1 modelfile=[$/m.onnx]|steps -1: it must be at least 1",
		"Train|simulator=two_moons simulations=30 learningrate=0 modelfile=[$/m.onnx]|learningrate 0: it must be a number above 0",
		"Train|simulator=two_moons simulations=30 learningrate=fast modelfile=[$/m.onnx]|learningrate 'fast' is not a number",
		"Train|simulator=two_moons simulations=30 sampleplaces=4 modelfile=[$/m.onnx]|sampleplaces 4: model two_moons has no functions; leave it empty",
		"Train|simulator=two_moons simulations=30 sampleplaces=0 modelfile=[$/m.onnx]|sampleplaces 0: it must be at least 1",
		"Train|simulator=two_moons simulations=30 width=33 modelfile=[$/m.onnx]|width 33: it must be a multiple of 4, such as 36",
		"Train|simulator=two_moons simulations=10 modelfile=[$/m.onnx]|training needs at least 20",
		"Train|simulator=two_mons simulations=10 modelfile=[$/m.onnx]|unknown simulator 'two_mons'",
		"Train|simulator=two_moons simulationfolder=[$/gone.csv] modelfile=[$/m.onnx]|gone.csv does not exist",
		"Train|simulator=two_moons simulationfolder=[$/file.csv] modelfile=[$/m.onnx]|file.csv is empty",
		"Posterior|tablefile=[$/file.csv]|no modelfile given",
		"Posterior|modelfile=[$/gone.onnx] tablefile=[$/file.csv]|modelfile $/gone.onnx does not exist",
		"Posterior|modelfile=[$] tablefile=[$/file.csv]|is a directory",
		"Posterior|modelfile=[$/file.onnx] draws=1e6|write 1000000",
		"Posterior|modelfile=[$/file.onnx] draws=0|draws 0: it must be at least 1",
		"Posterior|modelfile=[$/file.onnx] posteriorfile=[$/file.csv]|file.csv exists already",
		"Posterior|modelfile=[$/file.onnx] plotfile=[$/plot.jpg]|plot.jpg: its name must end in .png",
		"Posterior|modelfile=[$/file.onnx] functionfile=[$/file.csv]|functionfile $/file.csv exists already",
		"Device|device=gpu|device 'gpu': use cpu or cuda",
		"Conditional|modelfile=[$/file.onnx] seed=x|seed 'x'" })
	void stopsTheMacroWithOneLine(final String command, final String options, final String expected) throws Exception {
		Files.createFile(folder.resolve("file.csv"));
		Files.createFile(folder.resolve("file.onnx"));
		final String declarations = "parameters = { 'a': { 'prior': 'uniform(0, 1)' } }\ndata = { 'x': {} }\n";
		final String constants = "const " + declarations.replace("\ndata", ";\nconst data");
		Files.writeString(folder.resolve("syntax.js"), constants + "function simulate(theta, rng) { return {x: ; }");
		Files.writeString(folder.resolve("throws.py"), declarations
			+ "def simulate(theta, rng):\n    raise ValueError('no root')\n");
		Files.writeString(folder.resolve("endless.js"), constants + "function simulate(theta, rng) { while (true); }");
		Files.writeString(folder.resolve("nan.js"), constants + "function simulate(theta, rng) { return { x: 0 / 0 }; }");
		final List<Path> before = files();
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ " + command + "...', '" + options.replace("$", folder
				.toString()) + "');\nprint('went on');", "");
			assertTrue(result.aborted(), result.output());
			final String line = result.output().lines().filter(l -> !l.startsWith("[INFO]")).findFirst().orElse("");
			assertTrue(line.startsWith("Macro Error: InferJ " + command + ": ") && line.contains(expected.replace("$", folder
				.toString())), result.output());
			assertFalse(result.output().contains("went on") || result.output().contains("\tat "), result.output());
		}
		assertEquals(before, files());
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.sorted().toList();
		}
	}

	@Test
	void cancelsWithTheReason() throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, "InferJ Train...", "simulator", "two_moons", "simulations", "0",
				"modelfile", folder.resolve("m.onnx").toFile());
			assertTrue(module.isCanceled());
			assertEquals("InferJ Train: simulations 0: it must be at least 1", module.getCancelReason());
		}
	}

	@Test
	void logsOneLineFromTheCommandLine() throws Exception {
		final ChildJvm.Result result = ChildJvm.headless("InferJ Simulate...", "simulator='two_moons',simulations=0,"
			+ "simulationfolder='" + folder.resolve("s") + "'");
		assertEquals("[ERROR] InferJ Simulate: simulations 0: it must be at least 1", result.output().strip());
	}
}
