// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matrices of 64-bit floating-point numbers in NumPy's format, version 1.0 (NEP 1): little endian, rows
 * one after the other. {@code numpy.load} reads them.
 */
final class NpyFile {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 };
	private static final int ALIGNMENT = 64;
	private static final int BUFFER_BYTES = 1 << 16;
	private static final Pattern HEADER = Pattern.compile(
		"\\{'descr': '<f8', 'fortran_order': False, 'shape': \\((\\d+), (\\d+)\\), \\} *\n");

	private NpyFile() {}

	/**
	 * Writes some rows.
	 *
	 * @param first the first of them
	 * @param count number of rows to write
	 */
	static void write(final FileChannel channel, final SimulationRows rows, final int first, final int count)
		throws IOException
	{
		writeAll(channel, header(count, rows.width()));
		final double[] row = new double[rows.width()];
		final ByteBuffer buffer = buffer(row.length);
		for (int i = 0; i < count; i++) {
			rows.get(first + i, row);
			if (buffer.remaining() < row.length * Double.BYTES) writeAll(channel, buffer.flip()).clear();
			for (final double value : row) buffer.putDouble(value);
		}
		writeAll(channel, buffer.flip());
	}

	/** @return room for some whole rows */
	private static ByteBuffer buffer(final int columns) {
		final int bytes = columns * Double.BYTES;
		return ByteBuffer.allocateDirect(Math.max(1, BUFFER_BYTES / bytes) * bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Reads the first rows of a file.
	 *
	 * @param rows receives them
	 * @param first where the file's first row goes
	 * @param mostRows how many rows to read at most
	 * @return how many rows were read
	 * @throws IOException also if the file's rows have another number of columns, or its length is not the one
	 *           that its header tells
	 */
	static int read(final Path file, final SimulationRows rows, final int first, final int mostRows) throws IOException {
		final int columns = rows.width();
		try (FileChannel channel = FileChannel.open(file)) {
			final ByteBuffer start = readAll(channel, MAGIC.length + Short.BYTES);
			for (final byte expected : MAGIC) if (start.get() != expected) throw new IOException("not an NPY file of version 1.0");
			final int headerBytes = Short.toUnsignedInt(start.getShort());
			final Matcher matcher = HEADER.matcher(StandardCharsets.ISO_8859_1.decode(readAll(channel, headerBytes)));
			if (!matcher.matches()) throw new IOException("not a matrix of 64-bit floating-point numbers, row by row");
			final long present = Long.parseLong(matcher.group(1));
			if (Long.parseLong(matcher.group(2)) != columns) throw new IOException(matcher.group(2) + " columns where " +
				columns + " are expected");
			final long expectedBytes = MAGIC.length + Short.BYTES + headerBytes + present * columns * Double.BYTES;
			if (channel.size() != expectedBytes) throw new IOException(channel.size() + " bytes where " + expectedBytes +
				" are expected");
			final int wanted = (int) Math.min(present, mostRows);
			readRows(channel, rows, first, wanted);
			return wanted;
		}
	}

	private static ByteBuffer header(final int rows, final int columns) {
		final String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
		final int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
		final int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
		return ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).putShort((short) (total - MAGIC.length -
			Short.BYTES)).put((text + " ".repeat(total - unpadded) + "\n").getBytes(StandardCharsets.ISO_8859_1)).flip();
	}

	private static ByteBuffer writeAll(final FileChannel channel, final ByteBuffer buffer) throws IOException {
		while (buffer.hasRemaining()) channel.write(buffer);
		return buffer;
	}

	private static void readRows(final FileChannel channel, final SimulationRows rows, final int first, final int count)
		throws IOException
	{
		final double[] row = new double[rows.width()];
		final ByteBuffer buffer = buffer(row.length).limit(0);
		for (int i = 0; i < count; i++) {
			if (!buffer.hasRemaining()) readAll(channel, buffer.clear().limit((int) Math.min(buffer.capacity(), (long) (count - i)
				* row.length * Double.BYTES)));
			for (int c = 0; c < row.length; c++) row[c] = buffer.getDouble();
			rows.set(first + i, row);
		}
	}

	private static ByteBuffer readAll(final FileChannel channel, final int bytes) throws IOException {
		return readAll(channel, ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN));
	}

	private static ByteBuffer readAll(final FileChannel channel, final ByteBuffer buffer) throws IOException {
		while (buffer.hasRemaining()) if (channel.read(buffer) < 0) throw new EOFException("the file ends too early");
		return buffer.flip();
	}
}
