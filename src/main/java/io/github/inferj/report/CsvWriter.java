// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.github.inferj.InvalidInputException;
import io.github.inferj.SafeFile;
import io.github.inferj.table.Table;

/** Writes tables as CSV: UTF-8, commas, one header line, blank for missing values. */
public final class CsvWriter {

	private CsvWriter() {}

	/**
	 * Writes a table row by row; the file appears only when it is complete.
	 *
	 * @throws InvalidInputException naming the file, if it cannot be written
	 */
	public static void write(final Table table, final Path file) {
		SafeFile.write(file, out -> {
			final Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
			final List<String> columns = table.columns();
			header(columns, writer);
			for (int row = 0; row < table.rows(); row++) {
				for (int column = 0; column < columns.size(); column++) {
					if (column > 0) writer.write(',');
					writer.write(quoted(table.cell(row, column)));
				}
				writer.write('\n');
			}
			writer.flush();
		});
	}

	private static void header(final List<String> names, final Writer writer) throws IOException {
		for (int i = 0; i < names.size(); i++) {
			if (i > 0) writer.write(',');
			writer.write(quoted(names.get(i)));
		}
		writer.write('\n');
	}

	private static String quoted(final String text) {
		for (int i = 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (c == ',' || c == '"' || c == '\n' || c == '\r') return '"' + text.replace("\"", "\"\"") + '"';
		}
		return text;
	}
}
