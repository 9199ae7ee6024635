// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.InvalidInputException;

class ReferencePosteriorTest {

	@TempDir
	Path task;

	private Path observation(final int k, final String samples) throws IOException {
		final Path folder = Files.createDirectories(task.resolve("observation_" + k));
		Files.writeString(folder.resolve("observation.csv"), "data_1,data_2,data_3\n-0.5,1e-3," + k + "\n");
		Files.writeString(folder.resolve("true_parameters.csv"), "parameter_1,parameter_2\n7,8\n");
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("reference_posterior_samples.csv.gz")))) {
			out.write(samples.getBytes(StandardCharsets.UTF_8));
		}
		return folder;
	}

	@Test
	void readsAllObservationsOfATask() throws IOException {
		observation(1, "parameter_1,parameter_2\n1,2\n3,4\n");
		observation(2, "parameter_1,parameter_2\n5,6\n");
		final List<ReferencePosterior> all = ReferencePosterior.readAll(task);
		assertEquals(2, all.size());
		assertArrayEquals(new double[] { -0.5, 1e-3, 1 }, all.get(0).observation());
		assertArrayEquals(new double[] { 7, 8 }, all.get(0).trueParameters());
		assertArrayEquals(new double[][] { { 1, 2 }, { 3, 4 } }, all.get(0).samples());
		assertArrayEquals(new double[][] { { 5, 6 } }, all.get(1).samples());
	}

	@Test
	void namesTheLineThatIsNotNumbers() throws IOException {
		final Path folder = observation(1, "parameter_1,parameter_2\n1,2\n3,oops\n");
		final String message = assertThrows(InvalidInputException.class, () -> ReferencePosterior.read(folder)).getMessage();
		assertTrue(message.contains("reference_posterior_samples.csv.gz, line 3"), message);
	}

	@Test
	void namesWhatIsMissing() throws IOException {
		assertTrue(assertThrows(InvalidInputException.class, () -> ReferencePosterior.readAll(task)).getMessage()
			.contains("has no observation_1"));
		final Path folder = observation(1, "parameter_1,parameter_2\n1,2\n");
		Files.delete(folder.resolve("true_parameters.csv"));
		assertTrue(assertThrows(InvalidInputException.class, () -> ReferencePosterior.read(folder)).getMessage()
			.contains("true_parameters.csv cannot be read"));
	}
}
