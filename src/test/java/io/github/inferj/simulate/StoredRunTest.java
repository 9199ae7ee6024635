// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.simulate.store.SimulationRows;
import io.github.inferj.simulate.store.SimulationStore;
import io.github.inferj.simulate.task.TwoMoons;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Simulations kept in a folder, in files of 100 rows unless said otherwise. */
class StoredRunTest {

	private static final int ROWS_PER_SHARD = 100;

	@TempDir
	Path temporary;

	/** A model that takes a fifth of a millisecond and fails for a tenth of the prior. */
	private static class Slow implements Simulator {

		final AtomicLong calls = new AtomicLong();

		@Override
		public ModelSpecification specification() {
			return ModelSpecification.of("slow", Variable.parameter("theta", Prior.uniform(0, 1)), Variable.data("x", 3));
		}

		@Override
		public double[] simulate(final double[] theta, final RandomGenerator rng) {
			calls.incrementAndGet();
			for (final long start = System.nanoTime(); System.nanoTime() - start < 200_000;) Thread.onSpinWait();
			return new double[] { theta[0] < 0.1 ? Double.NaN : theta[0], rng.nextGaussian(), rng.nextDouble() };
		}

		@Override
		public String fingerprint() {
			return "slow";
		}
	}

	@Test
	void storedRunGivesWhatARunInMemoryGives() {
		final Slow simulator = new Slow();
		final Simulations inMemory = SimulationRun.of(simulator, 450, 1).run(Progress.NONE);
		final Simulations stored = run(simulator, 450, 1, folder(), Progress.NONE);
		assertEqual(inMemory, stored);
		final long calls = simulator.calls.get();
		assertEqual(inMemory, run(simulator, 450, 1, folder(), Progress.NONE));
		assertEqual(inMemory, SimulationRun.of(simulator, 450, 1).withFolder(folder()).run(Progress.NONE));
		assertEquals(calls, simulator.calls.get(), "the third run reads and simulates nothing");
	}

	@Test
	void publicRunUsesTheFolder() throws IOException {
		final SimulationRun run = SimulationRun.of(new TwoMoons(), 11_000, 1).withFolder(folder().resolve("a/b"));
		final Simulations first = run.run(Progress.NONE);
		assertEqual(first, run.run((stage, done, total) -> {
			throw new AssertionError("simulates again");
		}));
		assertEquals("[manifest.json, simulations-000000.npy, simulations-000001.npy]", contents(folder().resolve("a/b"))
			.keySet().toString());
	}

	@Test
	void smallerCountReadsThePrefixAndLargerCountExtends() throws IOException {
		final Slow simulator = new Slow();
		final Simulations small = run(simulator, 130, 1, folder(), Progress.NONE);
		final Simulations large = run(simulator, 350, 1, folder(), Progress.NONE);
		assertEquals(350, simulator.calls.get());
		final Map<String, String> after = contents(folder());
		assertEqual(small, run(simulator, 130, 1, folder(), Progress.NONE));
		assertEqual(SimulationRun.of(simulator, 350, 1).run(Progress.NONE), large);
		assertEquals(after, contents(folder()), "reading a prefix changes nothing");
		run(simulator, 350, 1, temporary.resolve("once"), Progress.NONE);
		assertEquals(contents(temporary.resolve("once")), after);
	}

	@Test
	void filesAreNumPyArraysWithAManifest() throws IOException {
		final Simulations result = run(new Slow(), 150, 1, folder(), Progress.NONE);
		final JsonObject manifest = JsonParser.parseString(Files.readString(folder().resolve("manifest.json")))
			.getAsJsonObject();
		assertEquals(1, manifest.get("version").getAsInt());
		assertEquals("[\"theta\",\"x_1\",\"x_2\",\"x_3\"]", manifest.get("columns").toString());
		assertEquals(150, manifest.get("simulations").getAsInt());
		long rejected = 0;
		for (final var element : manifest.getAsJsonArray("rejected_per_shard")) rejected += element.getAsLong();
		assertEquals(result.rejected(), rejected);

		final byte[] bytes = Files.readAllBytes(folder().resolve("simulations-000001.npy"));
		final int headerBytes = Byte.toUnsignedInt(bytes[8]) + 256 * Byte.toUnsignedInt(bytes[9]);
		assertEquals("\u0093NUMPY\u0001\u0000", new String(bytes, 0, 8, StandardCharsets.ISO_8859_1));
		assertEquals(0, (10 + headerBytes) % 64);
		final String header = new String(bytes, 10, headerBytes, StandardCharsets.ISO_8859_1);
		assertEquals("{'descr': '<f8', 'fortran_order': False, 'shape': (50, 4), }", header.trim());
		assertTrue(header.endsWith("\n"));
		assertEquals(10 + headerBytes + 50 * 4 * 8, bytes.length);
		final double last = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble(bytes.length - 8);
		assertEquals(result.values()[result.values().length - 1], last);
	}

	@Test
	void cancelledRunGoesOn() throws IOException {
		final Slow simulator = new Slow();
		final AtomicLong reached = new AtomicLong();
		final Progress cancelling = new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {
				reached.set(done);
			}

			@Override
			public boolean cancelled() {
				return reached.get() > 1500;
			}
		};
		assertThrows(CancellationException.class, () -> run(simulator, 4000, 1, folder(), cancelling));
		final long before = simulator.calls.get();
		assertTrue(before < 4000, "cancelled too late");
		run(simulator, 4000, 1, folder(), Progress.NONE);
		assertTrue(simulator.calls.get() < before + 4000, "starts from the beginning");
		run(new Slow(), 4000, 1, temporary.resolve("once"), Progress.NONE);
		assertEquals(contents(temporary.resolve("once")), contents(folder()));
	}

	@Test
	void otherSeedModelOrSimulatorIsRefused() throws IOException {
		run(new Slow(), 100, 1, folder(), Progress.NONE);
		final Map<String, String> before = contents(folder());
		assertTrue(failure(new Slow(), 2, folder()).contains("of seed 1, not of seed 2"));
		assertTrue(failure(new TwoMoons(), 1, folder()).contains("of model slow, not of two_moons"));
		assertTrue(failure(new Slow() {

			@Override
			public String fingerprint() {
				return "slower";
			}
		}, 1, folder()).contains("of another simulator (slow, not slower)"));
		assertTrue(failure(new Slow() {

			@Override
			public ModelSpecification specification() {
				return ModelSpecification.of("slow", Variable.parameter("theta", Prior.uniform(0, 2)), Variable.data("x", 3));
			}
		}, 1, folder()).contains("with other variables"));
		assertEquals(before, contents(folder()));
	}

	@Test
	void unusableFoldersAreNamed() throws IOException {
		final Path file = Files.writeString(temporary.resolve("file"), "x");
		assertTrue(failure(new Slow(), 1, file).contains("is a file: give a folder"));
		Files.createDirectory(folder());
		Files.writeString(folder().resolve("thesis.docx"), "x");
		assertTrue(failure(new Slow(), 1, folder()).contains("holds other files, such as thesis.docx"));
		Files.delete(folder().resolve("thesis.docx"));

		run(new Slow(), 250, 1, folder(), Progress.NONE);
		final Path manifest = folder().resolve("manifest.json");
		final String text = Files.readString(manifest);
		Files.writeString(manifest, text.replace("\"version\": 1", "\"version\": 2"));
		assertTrue(failure(new Slow(), 1, folder()).contains("has format version 2, and this program reads up to 1: update"));
		for (final String broken : new String[] { "", "{", "[]", "{\"format\": 3}", text.substring(0, 80), text.replace(
			"uniform", "zipf") })
		{
			Files.writeString(manifest, broken);
			assertTrue(failure(new Slow(), 1, folder()).contains("manifest.json cannot be read"), broken);
		}
		Files.writeString(manifest, text);
		final Path shard = folder().resolve("simulations-000001.npy");
		final byte[] bytes = Files.readAllBytes(shard);
		Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));
		assertTrue(failure(new Slow(), 1, folder()).contains("simulations-000001.npy are damaged"));
		Files.delete(shard);
		run(new Slow(), 250, 1, folder(), Progress.NONE);
		assertArrayEquals(bytes, Files.readAllBytes(shard));
	}

	@Test
	void failedRunLeavesNothing() throws IOException {
		final Simulator nan = new Slow() {

			@Override
			public double[] simulate(final double[] theta, final RandomGenerator rng) {
				return new double[] { Double.NaN, 0, 0 };
			}
		};
		final SimulationRun run = SimulationRun.of(nan, 250, 1).withFolder(temporary.resolve("new/folder"));
		assertTrue(assertThrows(InvalidInputException.class, () -> run.run(Progress.NONE)).getMessage().contains(
			"200 of the first 200"));
		assertEquals(0, contents(temporary).size());
		assertFalse(Files.exists(temporary.resolve("new")));
	}

	@Test
	void readOnlyFolderIsNamed() throws IOException {
		final Path proc = Path.of("/proc/inferj-simulations");
		if (!Files.isDirectory(proc.getParent())) return;
		assertTrue(failure(new Slow(), 1, proc).contains("cannot write " + proc));
	}

	/** A lock file that cannot be created stands for a folder that cannot be written to. */
	@Test
	void readOnlyStoreIsRead() throws IOException {
		final Simulations expected = run(new Slow(), 250, 1, folder(), Progress.NONE);
		Files.createDirectory(folder().resolve(".lock"));
		final Map<String, String> before = contents(folder());
		assertEqual(expected, run(new Slow(), 250, 1, folder(), Progress.NONE));
		final Slow more = new Slow();
		assertTrue(assertThrows(InvalidInputException.class, () -> run(more, 251, 1, folder(), Progress.NONE)).getMessage().contains(
			folder() + " cannot be locked for writing"));
		assertEquals(before, contents(folder()));
		Files.delete(folder().resolve(before.keySet().stream().filter(name -> name.endsWith(".npy")).reduce((a, b) -> b).orElseThrow()));
		assertTrue(failure(more, 1, folder()).contains(folder() + " cannot be locked for writing"));
		assertEquals(0, more.calls.get());
	}

	/** Of the first 250 simulations 130 failed before the run was stopped, of the first 200 and 300 few enough. */
	@Test
	void aStoppedRunIsNotJudgedInTheMiddle() {
		final Simulator working = new Slow() {

			@Override
			public double[] simulate(final double[] theta, final RandomGenerator rng) {
				return new double[] { 1, 2, 3 };
			}
		};
		final SimulationRows rows = new SimulationRows(working.specification(), 250);
		for (int row = 0; row < 250; row++) rows.set(row, new double[] { 0.5, row < 80 || row >= 200 ? Double.NaN : 1, 2, 3 });
		try (SimulationStore store = SimulationStore.open(folder(), working.specification(), working.fingerprint(), 1, 600, 300)) {
			store.write(rows, 0, 250);
		}
		final Simulations result = new RunningSimulations(SimulationRun.of(working, 600, 1).withFolder(folder()), Progress.NONE, 300, 0)
			.complete();
		assertEquals(470, result.count());
		assertEquals(130, result.rejected());
	}

	@Test
	void secondRunInTheSameFolderIsRefused() {
		final Path folder = folder();
		final Simulator nested = new Slow() {

			private boolean tried;

			@Override
			public synchronized double[] simulate(final double[] theta, final RandomGenerator rng) {
				if (!tried) {
					tried = true;
					assertTrue(failure(new Slow(), 1, folder).contains("another run is writing simulations to " + folder));
				}
				return new double[3];
			}
		};
		run(nested, 10, 1, folder, Progress.NONE);
	}

	/** Kills a child program with SIGKILL at ten random moments; seed of the moments fixed. */
	@Test
	@Timeout(120)
	void killedRunEndsWithTheSameBytes() throws Exception {
		run(new Slow(), Child.COUNT, Child.SEED, temporary.resolve("once"), Progress.NONE);
		final Random random = new Random(1);
		int killed = 0;
		int patience = 100;
		while (killed < 10 || !Files.exists(folder().resolve("manifest.json"))) {
			final Process child = startChild();
			waitForProgress(child);
			if (!Files.exists(folder().resolve("manifest.json"))) patience += 50;
			if (child.waitFor(random.nextInt(patience), TimeUnit.MILLISECONDS)) continue;
			child.destroyForcibly().waitFor();
			assertEquals(137, child.exitValue(), "SIGKILL");
			killed++;
		}
		assertFalse(Files.readString(folder().resolve("manifest.json")).contains("rejected_per_shard"),
			"killed before its end each time");
		final Process last = startChild();
		assertEquals(0, last.waitFor());
		assertEquals(contents(temporary.resolve("once")), contents(folder()));
	}

	private Process startChild() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
			"-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Child.class.getName(), folder().toString())
				.redirectErrorStream(true).start();
	}

	private static void waitForProgress(final Process child) throws IOException {
		child.getInputStream().read();
	}

	/** Simulates into the folder given; says so once simulations come in. */
	static final class Child {

		static final int COUNT = 15_000;
		static final long SEED = 5;

		public static void main(final String[] arguments) {
			final boolean[] said = { false };
			run(new Slow(), COUNT, SEED, Path.of(arguments[0]), (stage, done, total) -> {
				if (!said[0]) System.out.println(done);
				System.out.flush();
				said[0] = true;
			});
		}
	}

	private Path folder() {
		return temporary.resolve("store");
	}

	private static Simulations run(final Simulator simulator, final int count, final long seed, final Path folder,
		final Progress progress)
	{
		return new RunningSimulations(SimulationRun.of(simulator, count, seed).withThreads(2).withFolder(folder), progress,
			ROWS_PER_SHARD, 0.01).complete();
	}

	private static String failure(final Simulator simulator, final long seed, final Path folder) {
		final String message = assertThrows(InvalidInputException.class, () -> run(simulator, 250, seed, folder,
			Progress.NONE)).getMessage();
		assertFalse(message.contains("\n"), message);
		return message;
	}

	private static void assertEqual(final Simulations expected, final Simulations actual) {
		assertArrayEquals(expected.values(), actual.values());
		assertEquals(expected.rejected(), actual.rejected());
	}

	private static Map<String, String> contents(final Path folder) throws IOException {
		final Map<String, String> contents = new TreeMap<>();
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) contents.put(folder.relativize(file).toString(),
				new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
		}
		return contents;
	}
}
