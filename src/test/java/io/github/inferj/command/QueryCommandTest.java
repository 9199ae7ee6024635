// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.inferj.Progress;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;

/** Questions to a small model of two moons. */
class QueryCommandTest {

	@TempDir
	static Path shared;

	private static Path model;

	@TempDir
	Path folder;

	private Path table;

	@BeforeAll
	static void train() throws Exception {
		model = shared.resolve("model.onnx");
		Commands.trainTwoMoons(model);
	}

	@BeforeEach
	void writeTable() throws IOException {
		table = Files.writeString(folder.resolve("observed.csv"), "x_1,x_2\n0,0\n");
		ResultsTable.getResultsTable().reset();
	}

	private CommandModule run(final String leaf, final Object... options) throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, leaf, Stream.concat(Stream.of("modelfile", model.toFile()), Arrays
				.stream(options)).toArray());
			assertFalse(module.isCanceled(), module.getCancelReason());
			return module;
		}
	}

	private static MacroRunner.Result macro(final String text) throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			return runner.run(text, "");
		}
	}

	private static List<String[]> read(final Path csv) throws IOException {
		return Files.readAllLines(csv).stream().map(line -> line.split(",", -1)).collect(Collectors.toList());
	}

	@Test
	void allWaysGiveTheSamePosterior() throws Exception {
		final Path fromService = folder.resolve("service.csv");
		final CommandModule module = run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "50", "seed", "7",
			"posteriorfile", fromService.toFile(), "plotfile", folder.resolve("service.png").toFile());
		final String expected = Files.readString(fromService);

		final MacroRunner.Result macro = macro("run('InferJ Posterior...', 'modelfile=[" + model + "] tablefile=[" + table
			+ "] draws=50 seed=7 posteriorfile=[" + folder.resolve("from macro.csv") + "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals(expected, Files.readString(folder.resolve("from macro.csv")));

		final ChildJvm.Result child = ChildJvm.headless("InferJ Posterior...", "modelfile='" + model + "',tablefile='" + table
			+ "',draws=50,seed=7,posteriorfile='" + folder.resolve("child.csv") + "'");
		assertTrue(child.output().contains("theta_2"), child.output());
		assertFalse(child.output().contains("WARN"), child.output());
		assertEquals(expected, Files.readString(folder.resolve("child.csv")));

		final List<String[]> rows = read(fromService);
		assertEquals("theta_1,theta_2", String.join(",", rows.remove(0)));
		assertEquals(50, rows.size());
		for (final String[] row : rows) for (final String cell : row) assertTrue(Math.abs(Double.parseDouble(cell)) <= 1, cell);
		assertTrue(ImageIO.read(folder.resolve("service.png").toFile()).getWidth() > 100);
		assertEquals(50, ((ResultsTable) module.getOutput("posterior")).size());
		assertEquals(2, ((ResultsTable) module.getOutput("summary")).size());
		assertTrue(((ImagePlus) module.getOutput("plot")).getWidth() > 100);
	}

	@Test
	void otherSeedsGiveOtherDraws() throws Exception {
		final Path csv = folder.resolve("a.csv");
		run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "5", "seed", "1", "posteriorfile", csv.toFile());
		final String first = Files.readString(csv);
		run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "5", "seed", "2", "posteriorfile", csv.toFile(),
			"overwrite", true);
		assertFalse(first.equals(Files.readString(csv)));
	}

	@ParameterizedTest
	@CsvSource({ "table=Results", "''" })
	void readsTheResultsTable(final String choice) throws Exception {
		final Path csv = folder.resolve("posterior.csv");
		final MacroRunner.Result macro = macro("for (i = 0; i < 3; i++) {\n setResult('Label', i, 'cell ' + i);\n setResult('x_2', "
			+ "i, 0);\n setResult('x_1', i, i / 10);\n}\nupdateResults();\nrun('InferJ Posterior...', 'modelfile=[" + model + "] "
			+ choice + " draws=4 posteriorfile=[" + csv + "]');\nreturn '' + nResults;");
		assertEquals("3", macro.value(), macro.output());
		final List<String[]> rows = read(csv);
		assertEquals("row,theta_1,theta_2", String.join(",", rows.get(0)));
		assertEquals("cell 0 cell 0 cell 0 cell 0 cell 1 cell 1 cell 1 cell 1 cell 2 cell 2 cell 2 cell 2", rows.stream().skip(
			1).map(row -> row[0]).collect(Collectors.joining(" ")));
	}

	@Test
	void aThousandRowsAreOneCall() throws Exception {
		Files.writeString(table, "x_1,x_2\n" + "0.1,0.2\n".repeat(1000));
		final Path csv = folder.resolve("posterior.csv");
		final CommandModule module = run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "2", "posteriorfile", csv
			.toFile(), "summaryfile", folder.resolve("summary.csv").toFile());
		assertEquals(2001, read(csv).size());
		assertEquals(2001, read(folder.resolve("summary.csv")).size());
		assertEquals(2000, ((ResultsTable) module.getOutput("summary")).size());
	}

	@Test
	void answersAnySplit() throws Exception {
		Files.writeString(table, "name,theta_1,x_2\nfirst,0.1,0.2\nsecond,,0.4\n");
		final Path csv = folder.resolve("conditional.csv");
		run("InferJ Conditional...", "given", "theta_1,x_2", "wanted", "x_1, theta_2", "tablefile", table.toFile(), "draws", "3",
			"posteriorfile", csv.toFile());
		assertEquals("row,theta_2,x_1", String.join(",", read(csv).get(0)));
		assertEquals(7, read(csv).size());
		run("InferJ Conditional...", "given", "none", "wanted", "data", "draws", "3", "posteriorfile", csv.toFile(), "overwrite",
			true);
		assertEquals("x_1,x_2", String.join(",", read(csv).get(0)));
		assertEquals(4, read(csv).size());
	}

	@Test
	void theSummaryHasTheMostProbableValuesIfWanted() throws Exception {
		final Path csv = folder.resolve("summary.csv");
		run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "20", "map", true, "summaryfile", csv.toFile());
		assertEquals("parameter,mean,sd,q05,q50,q95,map", String.join(",", read(csv).get(0)));
		for (int row = 1; row <= 2; row++) assertTrue(Math.abs(Double.parseDouble(read(csv).get(row)[6])) <= 1);
		run("InferJ Posterior...", "tablefile", table.toFile(), "draws", "20", "summaryfile", csv.toFile(), "overwrite", true);
		assertEquals(6, read(csv).get(0).length);
	}

	@Test
	void leavesOutWhatTheModelCanDoWithout() throws Exception {
		final Path csv = folder.resolve("conditional.csv");
		Files.writeString(table, "x_1,x_2\n0.1,0.2\n");
		final Object[] question = { "given", "x_1", "wanted", "theta_1", "tablefile", table.toFile(), "draws", "4",
			"posteriorfile", csv.toFile(), "overwrite", true };
		final Path small = folder.resolve("marginals.onnx");
		try (Context context = new Context()) {
			assertFalse(Commands.run(context, "InferJ Train...", "simulator", "two_moons", "simulations", "100", "steps", "6",
				"batchsize", "32", "layers", "1", "width", "8", "marginals", true, "modelfile", small.toFile()).isCanceled());
		}
		final JointModel trained = JointModel.load(small);
		assertTrue(trained.covers(0, 2));
		assertFalse(JointModel.load(model).covers(0, 2));
		run("InferJ Conditional...", Stream.concat(Stream.of("modelfile", small.toFile()), Arrays.stream(question)).toArray());
		final double nan = Double.NaN;
		try (ConditionalSampler sampler = new ConditionalSampler(trained.marginal(0, 2))) {
			final Draws expected = sampler.sample(new double[][] { { nan, nan, 0.1, nan } }, new int[] { 0 }, 4, 1, Progress.NONE);
			for (int i = 0; i < 4; i++) assertEquals(expected.get(0, i, 0), Double.parseDouble(read(csv).get(i + 1)[0]), 1e-6);
		}
	}

	@Test
	void theLikelihoodIsTheDataGivenTheParameters() throws Exception {
		Files.writeString(table, "theta_1,theta_2\n0.1,0.2\n");
		final Path csv = folder.resolve("data.csv");
		run("InferJ Conditional...", "given", "parameters", "wanted", "data", "tablefile", table.toFile(), "draws", "3",
			"posteriorfile", csv.toFile());
		assertEquals("x_1,x_2", String.join(",", read(csv).get(0)));
	}

	@Test
	void warnsOfObservationsFarOutsideTheSimulations() throws Exception {
		Files.writeString(table, "x_1,x_2\n0,30\n");
		final MacroRunner.Result macro = macro("run('InferJ Posterior...', 'modelfile=[" + model + "] tablefile=[" + table
			+ "] draws=2');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		final List<String> warnings = macro.output().lines().filter(line -> line.contains("far outside")).toList();
		assertEquals(1, warnings.size(), macro.output());
		assertTrue(warnings.get(0).contains("InferJ Posterior: warning: column x_2: 30"), macro.output());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "tablefile=[$/gone.csv]|tablefile $/gone.csv does not exist",
		"tablefile=[$]|is a directory", "tablefile=[$/empty.csv]|empty.csv is empty", "tablefile=[$/text.csv]|'many' is not a number",
		"tablefile=[$/other.csv]|x_2", "tablefile=[$/header.csv]|has a header but no rows", "draws=3|no table given",
		"table=Results|table 'Results' is not open or has no rows", "table=Cells tablefile=[$/observed.csv]|leave one of them empty",
		"tablefile=[$/observed.csv] draws=2000000000|fit at once",
		"tablefile=[$/observed.csv] summaryfile=[$/a.csv] functionfile=[$/b/../a.csv]|summaryfile and functionfile are both",
		"tablefile=[$/observed.csv] summaryfile=[$/observed.csv] overwrite=true|tablefile and summaryfile are both",
		"tablefile=[$/observed.csv] groupcolumn=x_1|model two_moons has no functions, so that every row is an observation",
		"tablefile=[$/observed.csv] times=1|times '1': model two_moons has no functions",
		"tablefile=[$/observed.csv] functionfile=[$/f.csv]|f.csv: model two_moons has no functions" })
	void refusesTables(final String options, final String expected) throws Exception {
		Files.createFile(folder.resolve("empty.csv"));
		Files.writeString(folder.resolve("text.csv"), "x_1,x_2\n0,many\n");
		Files.writeString(folder.resolve("other.csv"), "x_1,y\n0,1\n");
		Files.writeString(folder.resolve("header.csv"), "x_1,x_2\n");
		assertRefused("Posterior", model, options, expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "given=data wanted=x_1|x_1 cannot be both",
		"given=data|wanted is empty", "wanted=theta|given is empty", "given=data wanted=[theta, size]|no variable 'size'" })
	void refusesContradictions(final String options, final String expected) throws Exception {
		assertRefused("Conditional", model, "tablefile=[$/observed.csv] " + options, expected);
	}

	@Test
	void refusesOtherModels() throws Exception {
		final byte[] bytes = Files.readAllBytes(model);
		final Path broken = folder.resolve("broken.onnx");
		for (final int length : new int[] { 0, 10, 1000, bytes.length / 2, bytes.length - 1 }) {
			Files.write(broken, Arrays.copyOf(bytes, length));
			assertRefused("Posterior", broken, "tablefile=[$/observed.csv]", broken.toString());
		}
		Files.write(broken, "this is no model at all".getBytes(StandardCharsets.UTF_8));
		assertRefused("Posterior", broken, "tablefile=[$/observed.csv]", "broken.onnx");
		Files.write(broken, ofFormat(bytes, "999"));
		assertRefused("Posterior", broken, "tablefile=[$/observed.csv]", "format 999, newer than this InferJ reads");
	}

	private static byte[] ofFormat(final byte[] bytes, final String format) throws IOException {
		final ModelProto.Builder proto = ModelProto.parseFrom(bytes).toBuilder();
		final List<StringStringEntryProto> entries = new ArrayList<>(proto.getMetadataPropsList());
		final int index = IntStream.range(0, entries.size()).filter(i -> entries.get(i).getKey().equals("inferj.format"))
			.findFirst().orElseThrow();
		return proto.setMetadataProps(index, entries.get(index).toBuilder().setValue(format)).build().toByteArray();
	}

	private void assertRefused(final String command, final Path file, final String options, final String expected)
		throws Exception
	{
		final Path csv = folder.resolve("result.csv");
		final MacroRunner.Result result = macro("run('InferJ " + command + "...', 'modelfile=[" + file + "] " + options.replace("$",
			folder.toString()) + " posteriorfile=[" + csv + "]');\nprint('went on');");
		assertTrue(result.aborted(), result.output());
		final String line = result.output().lines().findFirst().orElse("");
		assertTrue(line.startsWith("Macro Error: InferJ " + command + ": ") && line.contains(expected.replace("$", folder
			.toString())), result.output());
		assertFalse(result.output().contains("went on") || result.output().contains("\tat "), result.output());
		assertFalse(Files.exists(csv));
	}
}
