// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;

import io.github.inferj.InvalidInputException;
import io.github.inferj.variable.ModelSpecification;

/**
 * Rows of simulations in memory. The columns and the places of functions are 64-bit numbers; the values of
 * embedded variables, which are many, are 32-bit numbers, and take no memory before they are set. Different rows
 * may be set from several threads at once.
 */
public final class SimulationRows {

	private static final float[] NONE = {};
	private static final double GIGABYTE = 1e9;

	private final int exact;
	private final int rounded;
	private final double[] values;
	private final float[][] embedded;

	/** Rows of zeros. */
	public SimulationRows(final ModelSpecification specification, final int count) {
		this(specification.embeddedOffset(0), specification.rowSize() - specification.embeddedOffset(0), count);
	}

	/**
	 * Rows of zeros.
	 *
	 * @param exact number of 64-bit numbers of a row; they come first
	 * @param rounded number of 32-bit numbers of a row
	 * @param count number of rows
	 */
	SimulationRows(final int exact, final int rounded, final int count) {
		this(exact, rounded, new double[Math.multiplyExact(count, exact)], new float[rounded == 0 ? 0 : count][]);
	}

	private SimulationRows(final int exact, final int rounded, final double[] values, final float[][] embedded) {
		this.exact = exact;
		this.rounded = rounded;
		this.values = values;
		this.embedded = embedded;
	}

	/**
	 * @param values {@code count x specification.rowSize()}, row by row; not copied where nothing is embedded
	 */
	public static SimulationRows of(final ModelSpecification specification, final double[] values) {
		final int width = specification.rowSize();
		if (values.length % width != 0) throw new IllegalArgumentException(values.length + " values do not fill rows of " + width);
		if (specification.embedded().isEmpty()) return new SimulationRows(width, 0, values, new float[0][]);
		final SimulationRows rows = new SimulationRows(specification, values.length / width);
		for (int row = 0; row < rows.count(); row++) rows.set(row, Arrays.copyOfRange(values, row * width, (row + 1) * width));
		return rows;
	}

	/** @throws InvalidInputException if so many rows are more than one table or this program's memory can hold */
	public static void requireRoom(final ModelSpecification specification, final long count) {
		final int exact = specification.embeddedOffset(0);
		final long most = (Integer.MAX_VALUE - 8L) / exact;
		if (count > most) throw new InvalidInputException("number of simulations " + count + ": with " + exact + " columns at most "
			+ most + " fit into one table");
		final long bytes = bytes(specification, count);
		final long memory = Runtime.getRuntime().maxMemory();
		if (bytes > memory) throw new InvalidInputException(String.format(Locale.ROOT,
			"number of simulations %d: their %d values each take %.1f GB, and this program may use %.1f GB of memory; simulate fewer, "
				+ "or give it more memory", count, specification.rowSize(), bytes / GIGABYTE, memory / GIGABYTE));
	}

	/** @return how much memory so many rows take */
	private static long bytes(final ModelSpecification specification, final long count) {
		final int exact = specification.embeddedOffset(0);
		return Math.multiplyExact(count, (long) Double.BYTES * exact + (long) Float.BYTES * (specification.rowSize() - exact));
	}

	/** @return number of rows */
	public int count() {
		return values.length / exact;
	}

	/** @return number of values of a row */
	public int width() {
		return exact + rounded;
	}

	/** @return one of the 64-bit numbers of a row */
	public double get(final int row, final int column) {
		return values[row * exact + column];
	}

	/** @return the values of the embedded variables in a row; not to be changed */
	public float[] embedded(final int row) {
		return rounded == 0 || embedded[row] == null ? NONE : embedded[row];
	}

	/** @return all values, row by row; not to be changed. A new array where there are 32-bit numbers */
	public double[] values() {
		if (rounded == 0) return values;
		final double[] all = new double[Math.multiplyExact(count(), width())];
		final double[] row = new double[width()];
		for (int i = 0; i < count(); i++) {
			get(i, row);
			System.arraycopy(row, 0, all, i * width(), width());
		}
		return all;
	}

	/** Copies all values of a row. */
	public void get(final int row, final double[] to) {
		System.arraycopy(values, row * exact, to, 0, exact);
		final float[] from = embedded(row);
		for (int i = 0; i < rounded; i++) to[exact + i] = from.length == 0 ? 0 : from[i];
	}

	/** Sets all values of a row. */
	public void set(final int row, final double[] from) {
		System.arraycopy(from, 0, values, row * exact, exact);
		if (rounded == 0) return;
		final float[] to = new float[rounded];
		for (int i = 0; i < rounded; i++) to[i] = (float) from[exact + i];
		embedded[row] = to;
	}

	/** @return the rows that pass, in order; 32-bit numbers are shared, not copied */
	public SimulationRows filter(final IntPredicate passes) {
		final double[] keptValues = new double[values.length];
		final float[][] keptEmbedded = new float[embedded.length][];
		int kept = 0;
		for (int row = 0; row < count(); row++) {
			if (!passes.test(row)) continue;
			System.arraycopy(values, row * exact, keptValues, kept * exact, exact);
			if (rounded > 0) keptEmbedded[kept] = embedded[row];
			kept++;
		}
		return new SimulationRows(exact, rounded, Arrays.copyOf(keptValues, kept * exact), rounded == 0 ? embedded : Arrays.copyOf(
			keptEmbedded, kept));
	}
}
