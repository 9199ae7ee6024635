// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.task.event.TaskEvent;

import ij.IJ;
import io.github.inferj.model.JointModel;

/** Esc stops a command and the macro that runs it, whatever it is doing, and nothing is left half-written. */
class EscapeTest {

	@TempDir
	Path folder;

	@AfterEach
	void release() {
		IJ.resetEscape();
	}

	/** Presses Esc once a task has got somewhere. */
	public static final class Finger {

		private final String stage;
		private boolean pressed;

		Finger(final String stage) {
			this.stage = stage;
		}

		@EventHandler
		void onEvent(final TaskEvent event) {
			final String status = event.getTask().getStatusMessage();
			if (pressed || status == null || !status.contains(stage) || event.getTask().getProgressValue() < 2) return;
			pressed = true;
			IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		}
	}

	private String stopped(final String command, final String options, final String stage) throws Exception {
		final Finger finger = new Finger(stage);
		try (MacroRunner runner = new MacroRunner()) {
			runner.context().service(EventService.class).subscribe(finger);
			final MacroRunner.Result result = runner.run("run('InferJ " + command + "...', '" + options.replace("$", folder
				.toString()) + "');\nprint('went on');", "");
			assertTrue(finger.pressed, result.output());
			assertTrue(result.aborted(), result.output());
			assertFalse(result.output().contains("went on") || result.output().contains("Error") || result.output().contains(
				"\tat "), result.output());
			return result.output();
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
			return files.map(file -> folder.relativize(file).toString()).sorted().toList();
		}
	}

	@Test
	void whileSimulatingIntoAFolder() throws Exception {
		stopped("Simulate", "simulator=two_moons simulations=3000000 simulationfolder=[$/s]", "simulating");
		assertTrue(files().contains("s/manifest.json") && files().stream().noneMatch(file -> file.contains("tmp")), files()
			.toString());
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result again = runner.run("run('InferJ Simulate...', 'simulator=two_moons simulations=100 "
				+ "simulationfolder=[" + folder.resolve("s") + "]');\nreturn 'done';", "");
			assertEquals("done", again.value(), again.output());
		}
	}

	@Test
	void whileSimulatingForATraining() throws Exception {
		stopped("Train", "simulator=two_moons simulations=3000000 modelfile=[$/m.onnx]", "simulating");
		assertEquals(List.of(), files());
	}

	@Test
	void whileTraining() throws Exception {
		final String output = stopped("Train", "simulator=two_moons simulations=60 steps=100000 batchsize=32 layers=1 width=8 "
			+ "learningrate=0.0015 modelfile=[$/m.onnx]", "training loss");
		assertEquals(List.of("m.onnx", "m.onnx.checkpoint"), files());
		assertTrue(JointModel.load(folder.resolve("m.onnx")).provenance().steps() < 100_000);
		assertTrue(output.contains("stopped early"), output);
		final int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
		assertEquals(1, output.lines().filter(line -> line.equals("[INFO] InferJ Train: training on CPU, " + threads + " thread"
			+ (threads == 1 ? "" : "s") + ", at most 100000 steps of 32 samples, learning rate 0.0015, 1 layer(s) of width 8"))
			.count(), output);
	}

	@Test
	void whileSampling() throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Train...', 'simulator=two_moons simulations=60 steps=6 "
				+ "batchsize=32 layers=1 width=8 modelfile=[" + folder.resolve("m.onnx") + "]');", "");
			assertFalse(result.aborted(), result.output());
		}
		Files.writeString(folder.resolve("x.csv"), "x_1,x_2\n0,0\n");
		stopped("Posterior", "modelfile=[$/m.onnx] tablefile=[$/x.csv] draws=3000000 posteriorfile=[$/p.csv] summaryfile=[$/s.csv] "
			+ "plotfile=[$/p.png]", "sampling");
		assertEquals(List.of("m.onnx", "x.csv"), files());
	}

	/** The draws are there by then, and stay. */
	@Test
	void whileLookingForTheMostProbableValues() throws Exception {
		try (MacroRunner runner = new MacroRunner()) {
			final MacroRunner.Result result = runner.run("run('InferJ Train...', 'simulator=two_moons simulations=60 steps=6 "
				+ "batchsize=32 layers=1 width=8 modelfile=[" + folder.resolve("m.onnx") + "]');", "");
			assertFalse(result.aborted(), result.output());
		}
		Files.writeString(folder.resolve("x.csv"), "x_1,x_2\n" + "0,0\n".repeat(3_000));
		stopped("Posterior", "modelfile=[$/m.onnx] tablefile=[$/x.csv] draws=2 map=true posteriorfile=[$/p.csv] summaryfile=[$/s.csv]",
			"maxima");
		assertEquals(List.of("m.onnx", "p.csv", "x.csv"), files());
		assertEquals(6_001, Files.readAllLines(folder.resolve("p.csv")).size());
	}
}
