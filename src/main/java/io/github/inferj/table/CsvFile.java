// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import io.github.inferj.InvalidInputException;

/**
 * A CSV file with a header, read row by row and so of any length: separated by commas, semicolons or tabs, quoted or
 * not, in UTF-8, UTF-16 (with a byte order mark) or Windows-1252. In a file separated by semicolons a decimal comma is
 * understood. This is the only reader of CSV files, so that all of them may look alike.
 */
public final class CsvFile implements Columns {

	private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d*,\\d+([eE][-+]?\\d+)?");
	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final Path file;
	private final Charset charset;
	private final char separator;
	private final List<String> columns;

	private CsvFile(final Path file) throws IOException {
		this.file = file;
		charset = charset(file);
		separator = separator();
		try (CSVParser parser = parser()) {
			final Iterator<CSVRecord> lines = parser.iterator();
			columns = lines.hasNext() ? lines.next().stream().map(String::strip).toList() : List.of();
		}
		if (columns.stream().allMatch(String::isEmpty)) throw new InvalidInputException(source()
			+ " is empty: it needs a header line and at least one row");
	}

	/**
	 * Reads the header.
	 *
	 * @throws InvalidInputException naming the file, if it is missing, a directory, not readable, not text or empty
	 */
	public static CsvFile open(final Path file) {
		if (Files.isDirectory(file)) throw new InvalidInputException("file " + file + " is a directory: choose a CSV file");
		if (!Files.exists(file)) throw new InvalidInputException("file " + file + " does not exist: check its name and folder");
		try {
			return new CsvFile(file);
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
		catch (final UncheckedIOException exc) {
			throw unreadable(file, exc.getCause());
		}
	}

	private static InvalidInputException unreadable(final Path file, final IOException exc) {
		if (exc instanceof AccessDeniedException) return new InvalidInputException("file " + file
			+ " may not be read: change its permissions", exc);
		return new InvalidInputException("file " + file + " cannot be read as CSV (" + String.valueOf(exc.getMessage()).lines()
			.findFirst().orElse("") + "): check its quotes, or save it again", exc);
	}

	@Override
	public String source() {
		return "file " + file;
	}

	@Override
	public List<String> columns() {
		return columns;
	}

	/**
	 * Reads all rows, from the first to the last. Blank lines are no rows.
	 *
	 * @param action what to do with each
	 * @throws InvalidInputException naming the file and the line, if a row has more or fewer cells than the header or
	 *           its quotes are wrong
	 */
	public void forEach(final Consumer<Row> action) {
		try (CSVParser parser = parser()) {
			final Iterator<CSVRecord> lines = parser.iterator();
			lines.next();
			while (lines.hasNext()) {
				final CSVRecord line = lines.next();
				if (line.size() == 1 && columns.size() > 1 && line.get(0).isBlank()) continue;
				action.accept(new Row(this, parser.getCurrentLineNumber(), line.values()));
			}
		}
		catch (final IOException exc) {
			throw unreadable(file, exc);
		}
		catch (final UncheckedIOException exc) {
			throw unreadable(file, exc.getCause());
		}
	}

	/** A line below the header. */
	public static final class Row {

		private final CsvFile table;
		private final long line;
		private final String[] cells;

		private Row(final CsvFile table, final long line, final String[] cells) {
			this.table = table;
			this.line = line;
			this.cells = cells;
			final int width = table.columns.size();
			if (cells.length != width) throw new InvalidInputException(table.source() + ", " + place() + " has " + cells.length
				+ " cell(s) where the header has " + width + ": complete it, or quote text that contains '" + (table.separator == '\t'
					? "\\t" : table.separator) + "'");
		}

		/** @return where it is found, such as {@code line 4}, for messages */
		public String place() {
			return "line " + line;
		}

		/** @return the text of a cell; empty where blank */
		public String cell(final int column) {
			return cells[column].strip();
		}

		/**
		 * Reads a cell as a number.
		 *
		 * @return the number; NaN where the cell is blank or says NaN, NA, N/A or null
		 * @throws InvalidInputException naming the file, the line, the column and the text, if it is no number
		 */
		public double value(final int column) {
			return number(column).orElseThrow(() -> new InvalidInputException(table.source() + ", " + place() + ", column "
				+ table.columns.get(column) + ": '" + cell(column) + "' is not a number: correct it or leave the cell blank"));
		}

		/** @return the cell as a number; empty if it is text */
		OptionalDouble number(final int column) {
			final String text = cell(column);
			final boolean decimalComma = table.separator == ';' && DECIMAL_COMMA.matcher(text).matches();
			return Numbers.parse(decimalComma ? text.replace(',', '.') : text);
		}
	}

	private CSVParser parser() throws IOException {
		final BufferedReader reader = reader(file, charset);
		try {
			return CSVFormat.DEFAULT.builder().setDelimiter(separator).get().parse(reader);
		}
		catch (final IOException | RuntimeException exc) {
			reader.close();
			throw exc;
		}
	}

	/** Skips the byte order mark, which decoders leave in the text. */
	private static BufferedReader reader(final Path file, final Charset charset) throws IOException {
		final BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset));
		reader.mark(1);
		if (reader.read() != BYTE_ORDER_MARK) reader.reset();
		return reader;
	}

	/** The separator that the header has most of, outside quotes. */
	private char separator() throws IOException {
		final String header;
		try (BufferedReader reader = reader(file, charset)) {
			header = reader.lines().filter(line -> !line.isBlank()).findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
		}
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

	private static Charset charset(final Path file) throws IOException {
		final Charset marked = markedCharset(file);
		try (BufferedReader strict = Files.newBufferedReader(file, marked)) {
			requireText(file, strict);
			return marked;
		}
		catch (final CharacterCodingException exc) {
			final Charset windows = Charset.forName("windows-1252");
			try (BufferedReader reader = reader(file, windows)) {
				requireText(file, reader);
			}
			return windows;
		}
	}

	/** UTF-8 where there is no byte order mark of UTF-16. */
	private static Charset markedCharset(final Path file) throws IOException {
		final byte[] start;
		try (InputStream in = Files.newInputStream(file)) {
			start = in.readNBytes(2);
		}
		if (Arrays.equals(start, new byte[] { (byte) 0xFF, (byte) 0xFE })) return StandardCharsets.UTF_16LE;
		if (Arrays.equals(start, new byte[] { (byte) 0xFE, (byte) 0xFF })) return StandardCharsets.UTF_16BE;
		return StandardCharsets.UTF_8;
	}

	private static void requireText(final Path file, final Reader reader) throws IOException {
		final char[] buffer = new char[1 << 16];
		for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer))
			for (int i = 0; i < count; i++) if (buffer[i] == 0) throw new InvalidInputException("file " + file
				+ " is not text: save the table as CSV and choose that file");
	}
}
