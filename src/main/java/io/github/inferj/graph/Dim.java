// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

/**
 * One extent of a tensor: a known number, or a known multiple of the batch size, which is only known
 * when the graph is run.
 *
 * @param size the number, or the factor in front of the batch size
 * @param batch whether the batch size is a factor
 */
public record Dim(long size, boolean batch) {

	/** The batch size itself. */
	public static final Dim BATCH = new Dim(1, true);

	/** The extent 1, which broadcasts. */
	public static final Dim ONE = new Dim(1, false);

	/** @return a known extent */
	public static Dim of(final long size) {
		return new Dim(size, false);
	}

	/** @return whether this is the known extent 1 */
	public boolean isOne() {
		return !batch && size == 1;
	}

	/** @return this extent times a factor */
	public Dim times(final long factor) {
		return new Dim(size * factor, batch);
	}

	/**
	 * @param parts divides this extent
	 * @return the extent of each of so many equal parts
	 * @throws IllegalArgumentException if it does not
	 */
	public Dim split(final long parts) {
		if (size % parts != 0) throw new IllegalArgumentException(this + " cannot be split into " + parts + " equal parts");
		return new Dim(size / parts, batch);
	}

	@Override
	public String toString() {
		if (!batch) return Long.toString(size);
		return size == 1 ? "B" : size + "B";
	}
}
