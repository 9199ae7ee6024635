// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.InvalidInputException;

/**
 * A CSV file with a header: separated by commas, semicolons or tabs, quoted or not, in UTF-8, UTF-16 (with
 * a byte order mark) or Windows-1252. A column named Label, Row or Name gives the rows their names. In a
 * file separated by semicolons a decimal comma is understood.
 */
public final class CsvTable implements Table {

	private static final Set<String> LABELS = Set.of("label", "row", "name");
	private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");

	private final Path file;
	private final char separator;
	private final List<String> columns;
	private final List<String[]> cells = new ArrayList<>();
	private final List<Long> lines = new ArrayList<>();
	private final int labelColumn;

	private CsvTable(final Path file, final String text) throws IOException {
		this.file = file;
		this.separator = separator(text);
		final CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).get();
		try (CSVParser parser = format.parse(new StringReader(text))) {
			List<String> header = null;
			for (final CSVRecord line : parser) {
				if (header == null) header = line.stream().map(String::strip).toList();
				else add(line, header.size(), parser.getCurrentLineNumber());
			}
			columns = header == null ? List.of() : header;
		}
		if (columns.stream().allMatch(String::isEmpty)) throw new InvalidInputException(source()
			+ " is empty: it needs a header line and at least one row");
		if (cells.isEmpty()) throw new InvalidInputException(source() + " has a header but no rows: add at least one");
		labelColumn = columns.stream().filter(c -> LABELS.contains(c.toLowerCase(Locale.ROOT))).findFirst()
			.map(columns::indexOf).orElse(-1);
	}

	/**
	 * Reads a file.
	 *
	 * @throws InvalidInputException naming the file, and the line where there is one, if it is missing, a
	 *           directory, not readable, not text, empty, without rows, or a row does not fit the header
	 */
	public static CsvTable read(final Path file) {
		if (Files.isDirectory(file)) throw new InvalidInputException("file " + file + " is a directory: choose a CSV file");
		if (!Files.exists(file)) throw new InvalidInputException("file " + file + " does not exist: check its name and folder");
		try {
			return new CsvTable(file, text(file, Files.readAllBytes(file)));
		}
		catch (final AccessDeniedException exc) {
			throw new InvalidInputException("file " + file + " may not be read: change its permissions", exc);
		}
		catch (final IOException | UncheckedIOException exc) {
			throw new InvalidInputException("file " + file + " cannot be read as CSV ("
				+ String.valueOf(exc.getMessage()).lines().findFirst().orElse("") + "): check its quotes, or save it again", exc);
		}
	}

	private void add(final CSVRecord line, final int width, final long number) {
		if (line.size() == 1 && width > 1 && line.get(0).isBlank()) return;
		if (line.size() != width) throw new InvalidInputException(source() + ", line " + number + " has " + line.size()
			+ " cell(s) where the header has " + width + ": complete it, or quote text that contains '" + printable(separator) + "'");
		cells.add(line.values());
		lines.add(number);
	}

	@Override
	public String source() {
		return "file " + file;
	}

	@Override
	public List<String> columns() {
		return columns;
	}

	@Override
	public int rows() {
		return cells.size();
	}

	@Override
	public String rowName(final int row) {
		final String label = labelColumn < 0 ? "" : cell(row, labelColumn);
		return label.isEmpty() ? Integer.toString(row + 1) : label;
	}

	@Override
	public String place(final int row) {
		return "line " + lines.get(row);
	}

	@Override
	public String cell(final int row, final int column) {
		return cells.get(row)[column].strip();
	}

	@Override
	public double value(final int row, final int column) {
		final String text = cell(row, column);
		final boolean decimalComma = separator == ';' && DECIMAL_COMMA.matcher(text).matches();
		final OptionalDouble number = Numbers.parse(decimalComma ? text.replace(',', '.') : text);
		return number.orElseThrow(() -> new InvalidInputException(source() + ", " + place(row) + ", column "
			+ columns.get(column) + ": '" + text + "' is not a number: correct it or leave the cell blank"));
	}

	@Override
	public boolean isText(final int column) {
		return column == labelColumn || cells.stream().anyMatch(row -> Numbers.parse(row[column]).isEmpty());
	}

	private static String text(final Path file, final byte[] bytes) {
		final String text;
		if (startsWith(bytes, 0xFF, 0xFE)) text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
		else if (startsWith(bytes, 0xFE, 0xFF)) text = new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
		else text = utf8OrWindows(bytes);
		if (text.indexOf('\0') >= 0) throw new InvalidInputException("file " + file
			+ " is not text: save the table as CSV and choose that file");
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	private static String utf8OrWindows(final byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (final CharacterCodingException exc) {
			return new String(bytes, Charset.forName("windows-1252"));
		}
	}

	private static boolean startsWith(final byte[] bytes, final int first, final int second) {
		return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
	}

	/** The separator that the header has most of, outside quotes. */
	private static char separator(final String text) {
		final String header = text.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
		char best = ',';
		long most = 0;
		for (final char candidate : new char[] { ',', ';', '\t' }) {
			final long count = header.chars().filter(c -> c == candidate).count();
			if (count <= most) continue;
			best = candidate;
			most = count;
		}
		return best;
	}

	private static String printable(final char separator) {
		return separator == '\t' ? "\\t" : String.valueOf(separator);
	}
}
