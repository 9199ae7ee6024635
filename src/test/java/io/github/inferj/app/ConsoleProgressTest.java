// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

	@Test
	void printsNotesAtOnceAndTheEnd() {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final ConsoleProgress progress = new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), "training");
		progress.note("training on CPU, 2 threads");
		progress.report("loss 2", 1, 10);
		progress.report("loss 1", 10, 10);
		final List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
		assertEquals(2, lines.size());
		assertEquals("  training on CPU, 2 threads", lines.get(0));
		assertTrue(lines.get(1).matches("  training 100 %  \\d+ s  \\(loss 1\\)"), lines.get(1));
	}
}
