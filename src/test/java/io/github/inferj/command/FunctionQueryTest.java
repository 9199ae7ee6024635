// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

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
import io.github.inferj.constraint.Conditions;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.ConstrainedDraws;
import io.github.inferj.model.ConstrainedSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.FurtherPlaces;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Provenance;
import io.github.inferj.model.Standardisation;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.report.FunctionSummary;
import io.github.inferj.report.Observations;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.ExponentialAdams;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Questions about functions of time to a network of random weights. */
class FunctionQueryTest {

	private static final double NAN = Double.NaN;
	private static final Index TIME = new Index("time", "s", 0, 10);
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("epidemic", Variable.parameter("contact", Prior
		.drawnBySimulator()).over(TIME, 4), Variable.parameter("a", Prior.normal(0, 1)), Variable.data("cases").withUnit("1/day").over(
			TIME, 4), Variable.data("deaths").over(TIME, 4));

	@TempDir
	static Path shared;

	private static Path file;
	private static JointModel model;

	@TempDir
	Path folder;

	private Path table;

	@BeforeAll
	static void save() {
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		model = new JointModel(SPECIFICATION, Standardisation.of(new Simulations(SPECIFICATION, new SeededRandom(1, 1).doubles(50
			* SPECIFICATION.rowSize()).toArray(), 0)), architecture, EdgeMasks.DENSE, new NoiseLevels(0.01, 5), Prediction.F,
			new Provenance(50, 1, 0, 1, "test"), new JointNetwork(architecture, Tokens.of(SPECIFICATION, EdgeMasks.DENSE)).layout()
				.initialise(new SeededRandom(1, 2)));
		file = shared.resolve("model.onnx");
		model.save(file);
	}

	@BeforeEach
	void writeTable() throws IOException {
		table = Files.writeString(folder.resolve("observed.csv"),
			"patient,time (s),cases,deaths\np,4,0.5,\np,1,0.3,\nq,2,0.1,\nq,7,,0.9\nq,3,0.2,0.4\n");
		ResultsTable.getResultsTable().reset();
	}

	private CommandModule run(final String leaf, final Object... options) throws Exception {
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, leaf, Stream.concat(Stream.of("modelfile", file.toFile(), "draws", "8"),
				Arrays.stream(options)).toArray());
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
	void drawsEverySeriesOfATableAndSummarisesItsFunctions() throws Exception {
		final Path draws = folder.resolve("draws.csv");
		final Path functions = folder.resolve("functions.csv");
		final Path plot = folder.resolve("functions.png");
		final CommandModule module = run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "times",
			"0..10 by 5", "posteriorfile", draws.toFile(), "summaryfile", folder.resolve("summary.csv").toFile(), "functionfile",
			functions.toFile(), "plotfile", folder.resolve("corner.png").toFile(), "functionplotfile", plot.toFile());
		assertEquals("patient,a", String.join(",", read(draws).get(0)));
		assertEquals("ppppppppqqqqqqqq", read(draws).stream().skip(1).map(row -> row[0]).collect(Collectors.joining()));
		assertEquals("patient,parameter,mean,sd,q05,q50,q95", String.join(",", read(folder.resolve("summary.csv")).get(0)));
		assertEquals("patient,function,time (s),mean,sd,q05,q25,q50,q75,q95", String.join(",", read(functions).get(0)));
		assertEquals(Stream.of("p", "q").flatMap(patient -> Stream.of("contact", "cases", "deaths").flatMap(function -> Stream.of("0",
			"5", "10").map(time -> patient + "," + function + "," + time))).toList(), read(functions).stream().skip(1).map(row -> String
				.join(",", Arrays.copyOf(row, 3))).toList());
		for (final String[] row : read(functions).subList(1, 19)) for (int i = 5; i < 9; i++) assertTrue(Double.parseDouble(row[i])
			<= Double.parseDouble(row[i + 1]));
		assertEquals(870, ImageIO.read(plot.toFile()).getWidth());
		assertEquals(18, ((ResultsTable) module.getOutput("functions")).size());
		assertEquals(16, ((ResultsTable) module.getOutput("posterior")).size());
		assertEquals(870, ((ImagePlus) module.getOutput("functionplot")).getWidth());
		checkAgainstTheSampler(read(draws), read(functions));
	}

	private static ConditionalSampler givenScalars(final JointModel at) {
		return new ConditionalSampler(at, new ExponentialAdams(at.noise().grid(11, 0.9), 3), Start.AT_MEAN, 1, Device.CPU);
	}

	/** The scalars without any further places; each draw of the functions given one of theirs. */
	private static void checkAgainstTheSampler(final List<String[]> draws, final List<String[]> functions) {
		final ModelSpecification observed = SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 2, "deaths", 2));
		final double[][] rows = { { NAN, NAN, 0.3, 0.5, NAN, NAN, NAN, 1, 4, NAN, NAN }, { NAN, NAN, 0.1, 0.2, 0.4, 0.9, NAN, 2, 3, 3,
			7 } };
		final Draws scalars;
		try (ConditionalSampler sampler = new ConditionalSampler(model.withPlaces(Map.of("contact", 1, "cases", 2, "deaths", 2)))) {
			scalars = sampler.sample(rows, new int[] { 1 }, 8, 1, Progress.NONE);
			for (int i = 0; i < 16; i++) assertEquals(scalars.get(i / 8, i % 8, 0), Double.parseDouble(draws.get(i + 1)[1]), 1e-5);
		}
		final double[] times = { 0, 5, 10 };
		final FurtherPlaces further = new FurtherPlaces(observed, Map.of("contact", times, "cases", times, "deaths", times));
		final double[][] given = IntStream.range(0, 16).mapToObj(i -> {
			final double[] row = rows[i / 8].clone();
			row[1] = scalars.get(i / 8, i % 8, 0);
			return further.extend(row);
		}).toArray(double[][]::new);
		try (ConditionalSampler sampler = givenScalars(model.at(further.specification()))) {
			final Draws expected = sampler.sample(given, further.columns(), 1, 1, Progress.NONE);
			for (int i = 0; i < 18; i++) {
				final int row = i;
				assertEquals(IntStream.range(0, 8).mapToDouble(draw -> expected.get(row / 9 * 8 + draw, 0, row % 9)).average().orElseThrow(),
					Double.parseDouble(functions.get(i + 1)[3]), 1e-5, String.join(",", functions.get(i + 1)));
			}
		}
	}

	@Test
	void theScalarsDoNotDependOnWhereFunctionsAreWanted() throws Exception {
		final Path one = folder.resolve("one.csv");
		final Path other = folder.resolve("other.csv");
		run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "times", "1, 2", "map", true, "posteriorfile",
			one.toFile(), "summaryfile", folder.resolve("one summary.csv").toFile());
		run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "map", true, "posteriorfile", other.toFile(),
			"summaryfile", folder.resolve("other summary.csv").toFile());
		assertEquals(Files.readString(one), Files.readString(other));
		assertEquals(Files.readString(folder.resolve("one summary.csv")), Files.readString(folder.resolve("other summary.csv")));
		assertTrue(Files.readString(one).startsWith("patient,a\n"));
		run("InferJ Conditional...", "given", "none", "wanted", "parameters", "times", "none", "posteriorfile", other.toFile(), "overwrite",
			true);
		final CommandModule none = run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "times",
			"none", "posteriorfile", other.toFile(), "overwrite", true);
		assertEquals(Files.readString(one), Files.readString(other));
		assertNull(none.getOutput("functions"));
		assertNull(none.getOutput("functionplot"));
	}

	@Test
	void pathsAreDrawnTogetherWithTheScalars() throws Exception {
		final Path paths = folder.resolve("paths.csv");
		final Path draws = folder.resolve("draws.csv");
		final Path functions = folder.resolve("functions.csv");
		run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "times", "0, 5", "pathfile", paths.toFile(),
			"posteriorfile", draws.toFile(), "functionfile", functions.toFile());
		assertEquals("patient,a,contact_1,contact_2,cases_1,cases_2,deaths_1,deaths_2,contact_1.time,contact_2.time,cases_1.time,"
			+ "cases_2.time,deaths_1.time,deaths_2.time", String.join(",", read(paths).get(0)));
		final FurtherPlaces further = new FurtherPlaces(SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 2, "deaths", 2)), Map.of(
			"contact", new double[] { 0, 5 }, "cases", new double[] { 0, 5 }, "deaths", new double[] { 0, 5 }));
		final double[][] rows = { { NAN, NAN, 0.3, 0.5, NAN, NAN, NAN, 1, 4, NAN, NAN }, { NAN, NAN, 0.1, 0.2, 0.4, 0.9, NAN, 2, 3, 3,
			7 } };
		final int[] columns = IntStream.concat(IntStream.of(3), Arrays.stream(further.columns())).sorted().toArray();
		assertEquals("a", further.specification().columnNames().get(3));
		try (ConditionalSampler sampler = new ConditionalSampler(model.at(further.specification()))) {
			final Draws expected = sampler.sample(new double[][] { further.extend(rows[0]), further.extend(rows[1]) }, columns, 8, 1,
				Progress.NONE);
			for (int i = 0; i < 16; i++) {
				final String[] row = read(paths).get(i + 1);
				assertEquals(i < 8 ? "p" : "q", row[0]);
				final int[] positions = { 2, 0, 1, 3, 4, 5, 6 };
				for (int k = 0; k < positions.length; k++) assertEquals(expected.get(i / 8, i % 8, positions[k]), Double.parseDouble(row[k
					+ 1]), 1e-5);
				assertEquals("0,5,0,5,0,5", String.join(",", Arrays.copyOfRange(row, 8, 14)));
				assertEquals(row[1], read(draws).get(i + 1)[1]);
			}
			assertEquals(Arrays.stream(expected.column(1, 1)).average().orElseThrow(), Double.parseDouble(read(functions).get(8)[3]), 1e-5,
				"contact of q at 5");
		}
	}

	@Test
	void pathsKeepConditions() throws Exception {
		final Path paths = folder.resolve("paths.csv");
		run("InferJ Interval...", "tablefile", table.toFile(), "groupcolumn", "patient", "given", "cases", "times", "0, 5", "intervals",
			"a>0", "wanted", "contact, a", "pathfile", paths.toFile());
		final List<String[]> rows = read(paths);
		assertEquals("patient,a,contact_1,contact_2,contact_1.time,contact_2.time", String.join(",", rows.get(0)));
		assertEquals(17, rows.size());
		for (final String[] row : rows.subList(1, 17)) assertTrue(Double.parseDouble(row[1]) > 0, String.join(",", row));
	}

	@Test
	void aThousandSeriesAreOneCall() throws Exception {
		Files.writeString(table, "patient,time,cases,deaths\n" + IntStream.range(0, 1000).mapToObj(i -> i + ",1," + i / 1000.0
			+ ",\n" + i + ",2,,0.5\n").collect(Collectors.joining()));
		final Path functions = folder.resolve("functions.csv");
		final Path draws = folder.resolve("draws.csv");
		run("InferJ Posterior...", "tablefile", table.toFile(), "groupcolumn", "patient", "draws", "2", "times", "3, 4",
			"posteriorfile", draws.toFile(), "functionfile", functions.toFile());
		assertEquals(2001, read(draws).size());
		assertEquals(6001, read(functions).size());
	}

	@Test
	void readsTheResultsTableOfAMacro() throws Exception {
		final Path functions = folder.resolve("functions.csv");
		final MacroRunner.Result macro = macro("for (i = 0; i < 3; i++) {\n setResult('Label', i, 'embryo');\n setResult('time', i, 3 - i"
			+ ");\n setResult('cases', i, 0.1 * i);\n setResult('deaths', i, NaN);\n}\nupdateResults();\nrun('InferJ Posterior...', "
			+ "'modelfile=[" + file + "] table=Results groupcolumn=Label draws=4 times=[0, 12] functionfile=[" + functions
			+ "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals(7, read(functions).size());
		assertTrue(String.join(",", read(functions).get(1)).startsWith("embryo,contact,0,"));
		assertTrue(macro.output().contains("InferJ Posterior: warning: times: 12 lies outside the simulated range 0 to 10 of time (s)"),
			macro.output());
	}

	@Test
	void warnsOfWhatTheModelHasNotSeen() throws Exception {
		Files.writeString(table, "time,cases,deaths\n11,0.5,\n1,0.5,\n2,0.5,\n3,0.5,\n4,0.5,\n");
		final MacroRunner.Result macro = macro("run('InferJ Posterior...', 'modelfile=[" + file + "] tablefile=[" + table
			+ "] draws=4 times=5');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertTrue(macro.output().contains("warning: column time (s): 11 with a value of cases lies outside the simulated range 0 to 10"),
			macro.output());
		assertTrue(macro.output().contains("warning: column cases: 5 values are more than the 4 that training showed at once"), macro.output());
	}

	@Test
	void warnsOfAColumnThatSeemsToTellSeriesApart() throws Exception {
		Files.writeString(table, "track,time,cases,deaths\n7,1,0.5,\n7,3,0.5,\n8,2,0.5,\n");
		final String options = "modelfile=[" + file + "] tablefile=[" + table + "] draws=4 times=5";
		final MacroRunner.Result macro = macro("run('InferJ Posterior...', '" + options + "');\nprint('then');\nrun('InferJ Posterior...', '"
			+ options + " groupcolumn=track');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		final String[] outputs = macro.output().split("then", 2);
		assertTrue(outputs[0].contains("warning: column track seems to tell series apart, but all rows were taken for one"), macro
			.output());
		assertFalse(outputs[1].contains("seems to tell"), macro.output());
	}

	@Test
	void answersAnySplit() throws Exception {
		final Path functions = folder.resolve("functions.csv");
		final CommandModule module = run("InferJ Conditional...", "given", "cases", "wanted", "cases, deaths", "tablefile", table
			.toFile(), "groupcolumn", "patient", "times", "1,2,3", "functionfile", functions.toFile());
		assertEquals(13, read(functions).size());
		assertNull(module.getOutput("posterior"));
		assertNull(module.getOutput("plot"));
		run("InferJ Conditional...", "given", "none", "wanted", "parameters, data", "times", "1", "functionfile", functions.toFile(),
			"overwrite", true);
		assertEquals("function,time (s),mean", String.join(",", Arrays.copyOf(read(functions).get(0), 3)));
		assertEquals(4, read(functions).size());
		Files.writeString(table, "a\n0.1\n0.2\n");
		run("InferJ Conditional...", "given", "a", "wanted", "contact", "tablefile", table.toFile(), "times", "1", "functionfile",
			functions.toFile(), "overwrite", true);
		assertEquals("row,function", String.join(",", Arrays.copyOf(read(functions).get(0), 2)));
		assertEquals(3, read(functions).size());
		final Path draws = folder.resolve("draws.csv");
		Files.writeString(table, "time,contact\n1,0.5\n");
		run("InferJ Conditional...", "given", "contact", "wanted", "a", "tablefile", table.toFile(), "posteriorfile", draws.toFile());
		assertEquals(9, read(draws).size());
	}

	/** Against the samplers: functions with conditions beside the scalars, the others given each draw of what has them. */
	@Test
	void conditionsOnAFunctionHoldAtAllTimesWanted() throws Exception {
		final Path draws = folder.resolve("draws.csv");
		final Path functions = folder.resolve("functions.csv");
		final CommandModule module = run("InferJ Interval...", "tablefile", table.toFile(), "groupcolumn", "patient", "given",
			"cases, deaths", "intervals", "cases=0.2..0.7; a<1", "constraints", "max(cases) > cases[1] + 0.05", "wanted",
			"a, contact, cases", "times", "0, 5", "posteriorfile", draws.toFile(), "functionfile", functions.toFile());
		assertEquals("p", ((ResultsTable) module.getOutput("probabilities")).getLabel(0));
		final ModelSpecification observed = SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 4, "deaths", 2));
		final double[][] rows = { { NAN, NAN, 0.3, 0.5, NAN, NAN, NAN, NAN, NAN, 1, 4, 0, 5, NAN, NAN }, { NAN, NAN, 0.1, 0.2, NAN, NAN,
			0.4, 0.9, NAN, 2, 3, 0, 5, 3, 7 } };
		final ConstrainedDraws expected;
		try (ConstrainedSampler sampler = new ConstrainedSampler(model.at(observed), Conditions.parse(observed,
			"cases_3=0.2..0.7; cases_4=0.2..0.7; a<1", "max(cases_3, cases_4) > cases_3 + 0.05")))
		{
			expected = sampler.sample(rows, new int[] { 1, 4, 5 }, 8, 1, Progress.NONE);
		}
		final FurtherPlaces further = new FurtherPlaces(observed, Map.of("contact", new double[] { 0, 5 }));
		final double[][] given = IntStream.range(0, 16).mapToObj(i -> {
			final double[] row = further.extend(rows[i / 8]);
			final int[] columns = { 3, 6, 7 };
			for (int c = 0; c < 3; c++) row[columns[c]] = expected.draws().get(i / 8, i % 8, c);
			assertEquals(row[3], parsed(draws, i + 1, 1), 1e-5);
			return row;
		}).toArray(double[][]::new);
		for (int i = 0; i < 2; i++) {
			assertEquals(expected.probabilities()[i], ((ResultsTable) module.getOutput("probabilities")).getValue("probability", i));
			final double[] contact;
			try (ConditionalSampler sampler = givenScalars(model.at(further.specification()))) {
				contact = means(sampler.sample(given, further.columns(), 1, 1, Progress.NONE), 8 * i, 8 * i + 8);
			}
			assertEquals(contact[0], parsed(functions, 4 * i + 1, 3), 1e-5, "contact at 0");
			assertEquals(contact[1], parsed(functions, 4 * i + 2, 3), 1e-5, "contact at 5");
			for (int place = 0; place < 2; place++) assertEquals(Arrays.stream(expected.draws().column(i, 1 + place)).average()
				.orElseThrow(), parsed(functions, 4 * i + 3 + place, 3), 1e-5, "cases at " + 5 * place);
		}
	}

	private static double parsed(final Path csv, final int row, final int column) {
		try {
			return Double.parseDouble(read(csv).get(row)[column]);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** @return the mean of each column over all observations */
	private static double[] means(final Draws draws, final int from, final int to) {
		return IntStream.range(0, draws.columns().length).mapToDouble(c -> IntStream.range(from, to).mapToDouble(i -> draws.get(i, 0, c))
			.average().orElseThrow()).toArray();
	}

	/** A table for many series, a plot for the first, which is the same as if it were alone. */
	@ParameterizedTest
	@CsvSource({ "10, '', 50", "11, '', 16", "11, '0..8 by 2', 5" })
	void manySeriesHaveFewerPlacesInTheTable(final int series, final String times, final int expected) {
		final ModelSpecification observed = SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 1, "deaths", 1));
		final Observations observations = new Observations(observed, Optional.of("patient"), IntStream.range(0, series).mapToObj(
			Integer::toString).toList(), IntStream.range(0, series).mapToObj(i -> new double[] { NAN, NAN, 0.1 * i, 0.5, NAN, 1, 4 })
				.toArray(double[][]::new));
		final PlacesField places = new PlacesField("times", times);
		final Answer answer = new Query(model, observations, Split.posterior(SPECIFICATION), places, false).draw(4, 1, Progress.NONE);
		assertEquals(series * 3 * expected, answer.functions().orElseThrow().rows());
		final FunctionSummary curves = answer.curves().orElseThrow();
		assertEquals(times.isEmpty() ? 50 : 5, curves.places("cases").length);
		final Answer alone = new Query(model, observations.first(), Split.posterior(SPECIFICATION), places, false).draw(4, 1,
			Progress.NONE);
		assertEquals(alone.functions().orElseThrow().of(0, "cases").get(3).q50(), curves.of(0, "cases").get(3).q50(), 1e-5);
	}

	@ParameterizedTest
	@CsvSource({ "1, 10000, 1000", "1, 30, 30", "2, 10000, 200" })
	void quantilesOfFunctionsNeedFewerDraws(final int series, final int draws, final int expected) {
		assertEquals(expected, Query.enough(new Draws(SPECIFICATION, new int[] { 1 }, series, draws, new double[series * draws]))
			.draws());
	}

	private static JointModel forPosteriors(final ModelSpecification specification) {
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		return new JointModel(specification, Standardisation.of(new Simulations(specification, new SeededRandom(1, 1).doubles(50
			* specification.rowSize()).toArray(), 0)), architecture, EdgeMasks.DENSE, new NoiseLevels(0.01, 5), Prediction.F,
			new Provenance(50, 1, 0, 1, "test", List.of(List.of("data"))), new JointNetwork(architecture, Tokens.of(specification,
				EdgeMasks.DENSE)).layout().initialise(new SeededRandom(1, 2)));
	}

	/** A network that only saw data given cannot tell them where they were not measured, nor what it was not trained for. */
	@Test
	void aModelForOneQuestionAnswersThatOne() throws Exception {
		final Path other = folder.resolve("posteriors.onnx");
		forPosteriors(SPECIFICATION).save(other);
		final Path functions = folder.resolve("functions.csv");
		final String options = "modelfile=[" + other + "] tablefile=[" + table + "] groupcolumn=patient draws=8 times=5 functionfile=["
			+ functions + "] overwrite=true";
		final MacroRunner.Result posterior = macro("run('InferJ Posterior...', '" + options + "');\nreturn 'done';");
		assertEquals("done", posterior.value(), posterior.output());
		assertFalse(posterior.output().contains("warning"), posterior.output());
		assertTrue(posterior.output().contains("model epidemic was trained for given data, so that functions are not drawn where"),
			posterior.output());
		assertEquals(List.of("contact", "contact"), read(functions).stream().skip(1).map(row -> row[1]).toList());
		final String conditional = macro("run('InferJ Conditional...', '" + options + " given=cases wanted=[a, contact]');").output();
		assertTrue(conditional.contains("warning: model epidemic was trained for given data, not for what is given here"), conditional);
		final String elsewhere = macro("run('InferJ Conditional...', '" + options + " given=data wanted=[a, cases]');").output();
		assertTrue(elsewhere.contains("warning: model epidemic was trained for given data, not to tell cases where it was not measured"),
			elsewhere);
	}

	@Test
	void filesOfFunctionsThatCannotBeToldAreRefused() throws Exception {
		final Path decay = folder.resolve("decay.onnx");
		forPosteriors(ModelSpecification.of("decay", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("cases").over(TIME, 4)))
			.save(decay);
		final String options = "run('InferJ Posterior...', 'modelfile=[" + decay + "] tablefile=[" + table
			+ "] groupcolumn=patient draws=8 ";
		final String refused = macro(options + "functionfile=[" + folder.resolve("f.csv") + "]');").output();
		assertTrue(refused.contains("model decay was trained for given data and cannot tell cases where they were not measured; leave it"
			+ " empty"), refused);
		assertTrue(Files.notExists(folder.resolve("f.csv")));
		final MacroRunner.Result answered = macro(options + "');\nreturn 'done';");
		assertEquals("done", answered.value(), answered.output());
	}

	@Test
	void functionsAloneAreDrawnGivenScalarsToo() {
		final ModelSpecification observed = SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 1, "deaths", 1));
		final double[] row = { NAN, NAN, 0.3, NAN, NAN, 1, NAN };
		final Answer answer = new Query(model, new Observations(observed, List.of("1"), new double[][] { row }), Split.parse(
			SPECIFICATION, "cases", "contact"), new PlacesField("times", "2"), false).draw(6, 1, Progress.NONE);
		assertEquals(0, answer.draws().columns().length);
		final FurtherPlaces further = new FurtherPlaces(observed, Map.of("contact", new double[] { 2 }));
		try (ConditionalSampler scalars = new ConditionalSampler(model.at(observed)); ConditionalSampler sampler = givenScalars(model.at(
			further.specification())))
		{
			final Draws a = scalars.sample(new double[][] { row }, new int[] { 1 }, 6, 1, Progress.NONE);
			final double[][] given = IntStream.range(0, 6).mapToObj(i -> {
				final double[] known = row.clone();
				known[1] = a.get(0, i, 0);
				return further.extend(known);
			}).toArray(double[][]::new);
			assertEquals(means(sampler.sample(given, further.columns(), 1, 1, Progress.NONE), 0, 6)[0], answer.functions().orElseThrow().of(0,
				"contact").get(0).mean(), 1e-5);
		}
	}

	@Test
	void drawsFunctionsWithTheScalarsWhereTheNetworkCannotBeGivenThem() {
		final ModelSpecification observed = SPECIFICATION.withPlaces(Map.of("contact", 1, "cases", 1, "deaths", 1));
		final JointModel posteriors = forPosteriors(SPECIFICATION);
		final double[] row = { NAN, NAN, 0.3, 0.5, NAN, 1, 4 };
		final Observations observations = new Observations(observed, List.of("1"), new double[][] { row });
		final Answer answer = new Query(posteriors, observations, Split.posterior(SPECIFICATION), new PlacesField("times", "2"), false)
			.draw(6, 1, Progress.NONE);
		final double[] two = { 2 };
		final FurtherPlaces further = new FurtherPlaces(observed, Map.of("contact", two, "cases", two, "deaths", two));
		try (ConditionalSampler sampler = new ConditionalSampler(posteriors.at(further.specification()))) {
			final Draws expected = sampler.sample(new double[][] { further.extend(row) }, further.columns(), 6, 1, Progress.NONE);
			assertEquals(Arrays.stream(expected.column(0, 0)).average().orElseThrow(), answer.functions().orElseThrow().of(0, "contact")
				.get(0).mean(), 1e-5);
		}
		assertEquals(6, answer.draws().draws());
	}

	@Test
	void conditionsOnScalarsShapeFunctionsAtAnyTimes() throws Exception {
		final Path functions = folder.resolve("functions.csv");
		final MacroRunner.Result macro = macro("run('InferJ Interval...', 'modelfile=[" + file + "] tablefile=[" + table
			+ "] given=[cases, deaths] groupcolumn=patient intervals=[a>0] wanted=[contact] draws=20 functionfile=[" + functions
			+ "]');\nreturn 'done';");
		assertEquals("done", macro.value(), macro.output());
		assertEquals(101, read(functions).size());
		assertTrue(macro.output().contains("InferJ Interval: probability of a >0 in patient q: 0."), macro.output());
	}

	@Test
	void aScriptIsSimulatedTrainedAndAsked() throws Exception {
		final Path script = Files.writeString(folder.resolve("decay.js"), """
			const time = { name: "time", unit: "s", from: 0, to: 15 };
			const parameters = { height: "log_normal(3, 0.5)", rate: "uniform(0.05, 1)" };
			const data = { signal: { over: time, places: 5 } };

			function simulate(theta, rng, times) {
				return { signal: times.signal.map(t => theta.height * Math.exp(-theta.rate * t) + rng.normal(0, 1)) };
			}
			""");
		final Path simulations = folder.resolve("simulations");
		final Path trained = folder.resolve("decay.onnx");
		try (Context context = new Context()) {
			for (final String command : new String[] { "Simulate", "Train" }) {
				final Object[] common = { "simulator", script.toString(), "simulations", "40", "simulationfolder", simulations.toFile() };
				final Object[] training = { "steps", "4", "batchsize", "16", "layers", "1", "width", "8", "modelfile", trained.toFile() };
				final CommandModule module = Commands.run(context, "InferJ " + command + "...", Stream.concat(Arrays.stream(common), Arrays
					.stream(command.equals("Train") ? training : new Object[0])).toArray());
				assertFalse(module.isCanceled(), module.getCancelReason());
			}
		}
		assertEquals(40, JointModel.load(trained).provenance().simulations());
		final Path functions = folder.resolve("functions.csv");
		Files.writeString(table, "time,signal\n3,12\n0.5,20\n");
		run("InferJ Posterior...", "modelfile", trained.toFile(), "tablefile", table.toFile(), "functionfile", functions.toFile());
		assertEquals(51, read(functions).size());
		assertEquals("15", read(functions).get(50)[1]);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = { "Posterior|groupcolumn=group|has no column group to tell groups by",
		"Posterior|groupcolumn=patient times=[0..x]|times '0..x': 'x' is not a number", "Posterior|times=4|column time (s): 4",
		"Posterior|groupcolumn=patient times=3 functionplotfile=[$/plot.png]|a plot needs at least 2 times",
		"Posterior|groupcolumn=patient functionfile=[$/functions.txt]|functions.txt: its name must end in .csv",
		"Conditional|given=cases wanted=cases groupcolumn=patient posteriorfile=[$/draws.csv]|only functions are wanted",
		"Conditional|given=cases wanted=a groupcolumn=patient times=3|times '3': no function is wanted; leave it empty, or add to wanted: contact, cases",
		"Conditional|given=a wanted=cases groupcolumn=patient|no function is given",
		"Interval|times=none intervals=[cases<1]|times none: conditions on cases hold at the times that are wanted; name some",
		"Conditional|given=a wanted=cases times=none|times none: only functions are wanted; name times, or want parameters too",
		"Posterior|groupcolumn=patient times=none functionfile=[$/f.csv]|f.csv: times is none; name times, or leave functionfile",
		"Posterior|groupcolumn=patient times=None functionplotfile=[$/f.png]|f.png: times is none; name times, or leave",
		"Interval|intervals=[cases<1]|times: 50 are too many for conditions on cases, whose values at all of them are drawn together: "
			+ "a model that was trained on 4 in each simulation draws at most 4; name at most 4",
		"Interval|given=cases groupcolumn=patient times=[0..9 by 3] intervals=[cases<1]|draws at most 2 beside 2 observed ones; name at most 2",
		"Posterior|groupcolumn=patient pathfile=[$/p.csv]|times: 50 are too many for paths of contact, whose values",
		"Conditional|given=cases wanted=deaths groupcolumn=patient times=[1..9 by 1] pathfile=[$/p.csv]|times: 9 are too many for paths of "
			+ "deaths, whose values at all of them are drawn together: a model that was trained on 4 in each simulation draws at most 8; "
			+ "name at most 8",
		"Posterior|groupcolumn=patient times=none pathfile=[$/p.csv]|p.csv: times is none; name times, or leave pathfile empty",
		"Conditional|given=cases wanted=a groupcolumn=patient pathfile=[$/p.csv]|p.csv: no function is wanted; leave it empty, or add",
		"Interval|times=3 intervals=[a<1] wanted=a|times '3': no function is wanted; leave it empty",
		"Interval|intervals=[case<1]|no variable 'case': it has contact, a, cases, deaths",
		"Interval|times=3 constraints=[max(casis) < 2]|'casis' is no variable of model epidemic, which has contact, a, cases, deaths",
		"Interval|times=[3, 4] constraints=[cases[3] < 2]|has components cases[1] to cases[2]",
		"Interval|draws=50 given=cases groupcolumn=patient times=3 constraints=[cases > 1e6 + a]|patient p: none of 1000 trial draws satisfies cases > 1e6 + a",
		"Conditional|given=cases_1 wanted=a|cases_1 is one place of the function cases in a simulation: name the function" })
	void refusesInOneLine(final String command, final String options, final String expected) throws Exception {
		if (options.equals("times=4")) Files.writeString(table, "time (s),cases,deaths\n4,1,\n4,2,\n");
		final String tablefile = command.equals("Interval") && !options.contains("given=") ? "" : "tablefile=[" + table + "] ";
		final MacroRunner.Result result = macro("run('InferJ " + command + "...', 'modelfile=[" + file + "] " + tablefile + options.replace("$", folder.toString()) + "');\nprint('went on');");
		assertTrue(result.aborted(), result.output());
		final String line = result.output().lines().findFirst().orElse("");
		assertTrue(line.startsWith("Macro Error: InferJ " + command + ": ") && line.contains(expected), result.output());
		assertFalse(result.output().contains("went on") || result.output().contains("\tat "), result.output());
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(table), files.toList());
		}
	}
}
