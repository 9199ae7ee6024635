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
	 * Writes {@code rows} rows of {@code columns} numbers.
	 *
	 * @param offset index of the first number in {@code values}
	 */
	static void write(final FileChannel channel, final double[] values, final int offset, final int rows,
		final int columns) throws IOException
	{
		writeAll(channel, header(rows, columns));
		final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
		final int end = offset + rows * columns;
		for (int i = offset; i < end;) {
			final int count = Math.min(BUFFER_BYTES / Double.BYTES, end - i);
			buffer.clear();
			buffer.asDoubleBuffer().put(values, i, count);
			buffer.limit(count * Double.BYTES);
			writeAll(channel, buffer);
			i += count;
		}
	}

	/**
	 * Reads the first rows of a file.
	 *
	 * @param offset index in {@code values} where the first number goes
	 * @param mostRows how many rows to read at most
	 * @param columns how many columns the file must have
	 * @return how many rows were read
	 * @throws IOException also if the file is not a matrix of so many columns, or its length is not the
	 *           one that its header tells
	 */
	static int read(final Path file, final double[] values, final int offset, final int mostRows, final int columns)
		throws IOException
	{
		try (FileChannel channel = FileChannel.open(file)) {
			final ByteBuffer start = readAll(channel, MAGIC.length + Short.BYTES);
			for (final byte expected : MAGIC) if (start.get() != expected) throw new IOException("not an NPY file of version 1.0");
			final int headerBytes = Short.toUnsignedInt(start.getShort());
			final Matcher matcher = HEADER.matcher(StandardCharsets.ISO_8859_1.decode(readAll(channel, headerBytes)));
			if (!matcher.matches()) throw new IOException("not a matrix of 64-bit floating-point numbers, row by row");
			final long rows = Long.parseLong(matcher.group(1));
			if (Long.parseLong(matcher.group(2)) != columns) throw new IOException(matcher.group(2) + " columns where " +
				columns + " are expected");
			final long expectedBytes = MAGIC.length + Short.BYTES + headerBytes + rows * columns * Double.BYTES;
			if (channel.size() != expectedBytes) throw new IOException(channel.size() + " bytes where " + expectedBytes +
				" are expected");
			final int wanted = (int) Math.min(rows, mostRows);
			readAll(channel, values, offset, wanted * columns);
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

	private static void writeAll(final FileChannel channel, final ByteBuffer buffer) throws IOException {
		while (buffer.hasRemaining()) channel.write(buffer);
	}

	private static void readAll(final FileChannel channel, final double[] values, final int offset, final int count)
		throws IOException
	{
		for (int done = 0; done < count;) {
			final int step = Math.min(BUFFER_BYTES / Double.BYTES, count - done);
			readAll(channel, step * Double.BYTES).asDoubleBuffer().get(values, offset + done, step);
			done += step;
		}
	}

	private static ByteBuffer readAll(final FileChannel channel, final int bytes) throws IOException {
		final ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
		while (buffer.hasRemaining()) if (channel.read(buffer) < 0) throw new EOFException("the file ends too early");
		return buffer.flip();
	}
}
