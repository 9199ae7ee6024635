// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;

class PredictiveCommandTest {

	private static final String SCRIPT = """
		parameters = {"slope": {"prior": "uniform(0, 10)", "unit": "px"}}
		data = {"y": {}, "z": {}}
		def simulate(theta, rng):
		    return {"y": 2 * theta["slope"], "z": theta["slope"] - 3 if theta["slope"] > 1 else float("nan")}
		""";

	@TempDir
	Path folder;

	private Path script;
	private Path draws;

	@BeforeEach
	void write() throws IOException {
		script = Files.writeString(folder.resolve("line.py"), SCRIPT);
		draws = Files.writeString(folder.resolve("draws.csv"), "row,slope (px),comment\n1,4,x\n1,0.5,y\n2,6.25,\n");
	}

	private CommandModule run(final Context context, final Path target) throws Exception {
		return Commands.run(context, "InferJ Predictive...", "simulator", script.toString(), "tablefile", draws.toFile(),
			"predictivefile", target.toFile());
	}

	@Test
	void allWaysGiveTheSameTable() throws Exception {
		final Path service = folder.resolve("service.csv");
		try (Context context = new Context()) {
			assertFalse(run(context, service).isCanceled());
		}
		assertEquals(List.of("slope,y,z", "4,8,1", "0.5,1,", "6.25,12.5,3.25"), Files.readAllLines(service));

		final Path macro = folder.resolve("macro file.csv");
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Predictive...', 'simulator=[" + script + "] tablefile=["
				+ draws + "] predictivefile=[" + macro + "]');\nreturn 'done';", "");
			assertEquals("done", result.value(), result.output());
			assertTrue(result.output().contains("1 of them have values that are not finite"), result.output());
		}
		assertEquals(Files.readString(service), Files.readString(macro));

		final Path commandLine = folder.resolve("command line.csv");
		final ChildJvm.Result child = ChildJvm.headless("InferJ Predictive...", "simulator='" + script + "',tablefile='" + draws
			+ "',predictivefile='" + commandLine + "'");
		assertTrue(child.output().contains("3 simulations in " + commandLine), child.output());
		assertEquals(Files.readString(service), Files.readString(commandLine));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "slopes,y;1,2 | lacks the parameter(s) slope", "slope;NaN | fill in the cell",
		"slope;steep | 'steep' is not a number", "slope (mm);1 | the model has slope in px" })
	void badInputGetsOneLine(final String table, final String expected) throws Exception {
		Files.writeString(draws, table.replace(";", "\n") + "\n");
		final Path target = folder.resolve("out.csv");
		try (Context context = new Context()) {
			final CommandModule module = run(context, target);
			assertTrue(module.isCanceled());
			assertTrue(module.getCancelReason().contains(expected), module.getCancelReason());
			assertEquals(1, module.getCancelReason().lines().count());
		}
		assertFalse(Files.exists(target));
	}

	private static final String FUNCTION = """
		parameters = {"rate": {"prior": "drawn_by_simulator", "over": {"name": "time", "unit": "s", "from": 0, "to": 10}, "places": 2}}
		data = {"y": {}}
		def draw(theta, rng, times):
		    theta["rate"] = [0, 0]
		def simulate(theta, rng, times):
		    return {"y": sum(r * t for r, t in zip(theta["rate"], times["rate"]))}
		""";

	@Test
	void functionsOfTheTableHaveTheirTimes() throws Exception {
		Files.writeString(script, FUNCTION);
		Files.writeString(draws, "rate_1,rate_2,rate_1.time (s),rate_2.time\n2,3,1,10\n1,1,4,5\n");
		final Path target = folder.resolve("out.csv");
		try (Context context = new Context()) {
			final CommandModule module = run(context, target);
			assertFalse(module.isCanceled(), module.getCancelReason());
		}
		assertEquals(List.of("rate_1,rate_2,y,rate_1.time,rate_2.time", "2,3,32,1,10", "1,1,9,4,5"), Files.readAllLines(target));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "rate_1,rate_2;1,2 | lacks the parameter(s) rate_1.time, rate_2.time",
		"rate_1,rate_2,rate_1.time,rate_2.time;1,1,2,11 | 11 is outside of what is simulated, 0 to 10",
		"rate_1,rate_2,rate_1.time,rate_2.time;1,1,5,4 | 4 is below the time before, 5; sort the values of rate" })
	void badTimesGetOneLine(final String table, final String expected) throws Exception {
		Files.writeString(script, FUNCTION);
		badInputGetsOneLine(table, expected);
	}

	@Test
	void fileIsNotReplacedUnasked() throws Exception {
		final Path target = Files.writeString(folder.resolve("kept.csv"), "mine");
		try (Context context = new Context()) {
			assertTrue(run(context, target).isCanceled());
		}
		assertEquals("mine", Files.readString(target));
	}
}
