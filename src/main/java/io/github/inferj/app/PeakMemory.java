// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has had resident, as Linux counts it (proc(5)). */
final class PeakMemory {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final Path CLEAR = Path.of("/proc/self/clear_refs");
	private static final String RESET_PEAK = "5";

	private PeakMemory() {}

	/** @return whether the system lets it count from now on; if not, it goes on counting from the start of the process */
	static boolean reset() {
		try {
			if (!Files.isWritable(CLEAR)) return false;
			Files.writeString(CLEAR, RESET_PEAK);
			return true;
		}
		catch (final IOException exc) {
			return false;
		}
	}

	/** @return megabytes of 2^20 bytes; 0 where the system does not tell */
	static long megabytes() {
		try {
			if (!Files.exists(STATUS)) return 0;
			return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmHWM")).mapToLong(line -> Long.parseLong(line
				.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
		}
		catch (final IOException exc) {
			return 0;
		}
	}
}
