// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.task.event.TaskEvent;

import io.github.inferj.Progress;
import io.github.inferj.model.JointModel;
import io.github.inferj.simulate.SimulationRun;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.train.TrainingSettings;

class TrainCommandTest {

	@TempDir
	Path folder;

	private Path train(final String name, final Object... options) throws Exception {
		final Path model = folder.resolve(name);
		final Stream<Object> common = Stream.of("simulator", "two_moons", "simulations", "60", "steps", "6", "batchsize", "32",
			"layers", "1", "width", "8", "modelfile", model.toFile());
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, "InferJ Train...", Stream.concat(common, Stream.of(options))
				.toArray());
			assertFalse(module.isCanceled(), module.getCancelReason());
		}
		return model;
	}

	@Test
	void allWaysGiveTheSameModel() throws Exception {
		final byte[] expected = Files.readAllBytes(train("service.onnx"));
		assertFalse(Files.exists(folder.resolve("service.onnx.checkpoint")));
		final String options = "simulator=two_moons simulations=60 steps=6 batchsize=32 layers=1 width=8 ";
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result macro = runner.run("run('InferJ Train...', '" + options + "modelfile=[" + folder.resolve(
				"from macro.onnx") + "]');", "");
			assertFalse(macro.aborted(), macro.output());
		}
		assertArrayEquals(expected, Files.readAllBytes(folder.resolve("from macro.onnx")));
		final ChildJvm.Result child = ChildJvm.headless("InferJ Train...", (options + "modelfile='" + folder.resolve(
			"child.onnx") + "'").replace("=two_moons", "='two_moons'").replace(' ', ','));
		assertTrue(child.output().contains("trained on 60 simulations"), child.output());
		assertArrayEquals(expected, Files.readAllBytes(folder.resolve("child.onnx")));
	}

	@Test
	void tellsModelsApartBySeed() throws Exception {
		assertFalse(Arrays.equals(Files.readAllBytes(train("a.onnx", "seed", "1")), Files.readAllBytes(train("b.onnx",
			"seed", "2"))));
	}

	@Test
	void takesStoredSimulationsAndCsvFiles() throws Exception {
		final Path stored = folder.resolve("simulations");
		final byte[] expected = Files.readAllBytes(train("simulated.onnx", "simulationfolder", stored.toFile()));
		assertTrue(Files.exists(stored.resolve("manifest.json")));
		assertArrayEquals(expected, Files.readAllBytes(train("stored.onnx", "simulationfolder", stored.toFile())));
		final Path csv = folder.resolve("simulations.csv");
		writeCsv(SimulationRun.of(new TwoMoons(), 60, 1).run(Progress.NONE), csv);
		assertArrayEquals(expected, Files.readAllBytes(train("csv.onnx", "simulationfolder", csv.toFile(), "simulations", "10")));
		assertEquals(60, JointModel.load(folder.resolve("csv.onnx")).provenance().simulations());
	}

	private static void writeCsv(final Simulations simulations, final Path file) throws IOException {
		final int columns = simulations.specification().size();
		final List<String> rows = IntStream.range(0, simulations.count()).mapToObj(row -> String.join(",", IntStream.range(0,
			columns).mapToObj(c -> String.format(Locale.ROOT, "%s", simulations.get(row, c))).toList())).toList();
		Files.writeString(file, String.join(",", simulations.specification().columnNames()) + "\n" + String.join("\n", rows));
	}

	/** Cancels a training that has taken a few steps, once. */
	private static final class Impatience {

		private boolean done;
		private String lastStatus;

		@EventHandler
		void onEvent(final TaskEvent event) {
			final String status = event.getTask().getStatusMessage();
			if (done || status == null || !status.contains("training loss") || event.getTask().getProgressValue() < 2) return;
			done = true;
			lastStatus = status;
			event.getTask().cancel("");
		}
	}

	/** @return what a training says of its progress while it takes its first steps */
	private String status(final Object... options) throws Exception {
		try (Context context = new Context()) {
			final Impatience impatience = new Impatience();
			final List<EventSubscriber<?>> subscribers = context.service(EventService.class).subscribe(impatience);
			Commands.run(context, "InferJ Train...", Stream.concat(Stream.of(options), Stream.of("layers", "1", "width", "8", "modelfile", folder
				.resolve(List.of(options).hashCode() + ".onnx").toFile())).toArray());
			context.service(EventService.class).unsubscribe(subscribers);
			return impatience.lastStatus;
		}
	}

	@Test
	void stepsFollowTheNumberOfSimulations() throws Exception {
		for (final int simulations : new int[] { 60, 240 }) {
			final String status = status("simulator", "two_moons", "simulations", "" + simulations);
			final int steps = TrainingSettings.defaults(new TwoMoons().specification(), simulations).steps();
			assertTrue((status + ",").contains(" of " + steps + ","), status);
			assertFalse(status.contains("NaN"), status);
		}
	}

	@Test
	void stepsFollowTheEdgeMasks() throws Exception {
		final Path script = folder.resolve("trace.js");
		Files.writeString(script, """
			const parameters = { a: { prior: "normal(0, 1)", parents: [] } };
			const data = { trace: { size: 120, parents: ["a"] } };
			function simulate(p, rng) { return { trace: Array.from({ length: 120 }, () => p.a + rng.normal()) }; }
			""");
		for (final String masks : new String[] { "dense", "undirected" }) {
			final String status = status("simulator", script.toString(), "simulations", "60", "edgemasks", masks);
			assertTrue((status + ",").contains(" of " + (masks.equals("dense") ? 4_134 : 3_000) + ","), masks + ": " + status);
		}
	}

	/** The model answers as many times as it was shown, and is checked by simulations that have more. */
	@Test
	void showsSomeTimesOfSimulationsThatHaveMore() throws Exception {
		final Path script = folder.resolve("decay.js");
		Files.writeString(script, """
			const parameters = { rate: "uniform(0, 1)" };
			const data = { signal: { over: { name: "time", from: 0, to: 5 }, places: 200 } };
			function simulate(p, rng, times) { return { signal: times.signal.map(t => Math.exp(-p.rate * t) + 0.1 * rng.normal()) }; }
			""");
		final Path model = train("decay.onnx", "simulator", script.toString(), "sampleplaces", "6");
		assertEquals(Map.of("signal", 6), JointModel.load(model).specification().places());
		final String status = status("simulator", script.toString(), "simulations", "60", "sampleplaces", "6");
		assertTrue((status + ",").contains(" of " + 4_134 + ","), status);
		final Path check = folder.resolve("check.csv");
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, "InferJ Check...", "simulator", script.toString(), "modelfile", model
				.toFile(), "simulations", "20", "checkfile", check.toFile());
			assertFalse(module.isCanceled(), module.getCancelReason());
		}
		assertTrue(Files.readAllLines(check).get(1).startsWith("rate,"));
		Files.writeString(script, Files.readString(script).replace("places: 200", "places: 5"));
		try (Context context = new Context()) {
			final CommandModule module = Commands.run(context, "InferJ Check...", "simulator", script.toString(), "modelfile", model
				.toFile(), "simulations", "20");
			assertTrue(module.isCanceled());
			assertTrue(module.getCancelReason().contains("decay has 5 places of signal, fewer than the 6 of the model"), module
				.getCancelReason());
		}
	}

	@Test
	void aCanceledTrainingKeepsItsModelAndGoesOn() throws Exception {
		final Path model = folder.resolve("model.onnx");
		final Object[] options = { "simulator", "two_moons", "simulations", "60", "steps", "400", "batchsize", "64", "layers", "1",
			"width", "8", "overwrite", true, "modelfile", model.toFile() };
		try (Context context = new Context()) {
			final Impatience impatience = new Impatience();
			final List<EventSubscriber<?>> subscribers = context.service(EventService.class).subscribe(impatience);
			Commands.run(context, "InferJ Train...", options);
			assertTrue(impatience.done);
			context.service(EventService.class).unsubscribe(subscribers);
			assertTrue(JointModel.load(model).provenance().steps() < 400);
			assertTrue(Files.exists(folder.resolve("model.onnx.checkpoint")));
			Commands.run(context, "InferJ Train...", options);
			assertFalse(Files.exists(folder.resolve("model.onnx.checkpoint")));
		}
		assertArrayEquals(Files.readAllBytes(train("straight.onnx", "steps", "400", "batchsize", "64")), Files.readAllBytes(model));
	}
}
