// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.inferj.SafeFile;

/** A CSV file of measurements, written anew as they come, so that a run that is stopped keeps its results. */
final class Results {

	private final Path file;
	private final List<String> rows;

	Results(final Path file, final String header) {
		this.file = file;
		rows = new ArrayList<>(List.of(header));
	}

	/** Adds a row; {@code format} as in {@link String#format}. */
	void add(final String format, final Object... values) {
		rows.add(String.format(Locale.ROOT, format, values));
	}

	/** @throws io.github.inferj.InvalidInputException if the file cannot be written */
	void write() {
		SafeFile.write(file, out -> out.write((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8)));
	}

	@Override
	public String toString() {
		return file.toString();
	}
}
