// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first.
 *
 * @param dims the extents; none for a scalar
 */
public record Shape(List<Dim> dims) {

	/** The shape of a scalar. */
	public static final Shape SCALAR = new Shape(List.of());

	public Shape {
		dims = List.copyOf(dims);
	}

	/** @return a shape of known extents */
	public static Shape of(final long... sizes) {
		return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
	}

	/** @return a shape whose first extent is the batch size */
	public static Shape batch(final long... sizes) {
		return of(sizes).prepend(Dim.BATCH);
	}

	/** @return number of extents */
	public int rank() {
		return dims.size();
	}

	/** @return an extent; negative axes count from the end */
	public Dim dim(final int axis) {
		return dims.get(axis < 0 ? axis + rank() : axis);
	}

	/** @return a known extent; negative axes count from the end */
	public long size(final int axis) {
		final Dim dim = dim(axis);
		if (dim.batch()) throw new IllegalStateException("extent " + axis + " of " + this + " depends on the batch size");
		return dim.size();
	}

	/** @return whether no extent depends on the batch size */
	public boolean isKnown() {
		return dims.stream().noneMatch(Dim::batch);
	}

	/** @return number of elements for a batch size */
	public long count(final long batchSize) {
		return dims.stream().mapToLong(d -> d.batch() ? d.size() * batchSize : d.size()).reduce(1, Math::multiplyExact);
	}

	/** @return the extents for a batch size */
	public long[] sizes(final long batchSize) {
		return dims.stream().mapToLong(d -> d.batch() ? d.size() * batchSize : d.size()).toArray();
	}

	/** @return the product of all extents, or null if the batch size enters twice */
	Dim product() {
		if (dims.stream().filter(Dim::batch).count() > 1) return null;
		return new Dim(dims.stream().mapToLong(Dim::size).reduce(1, Math::multiplyExact), !isKnown());
	}

	/** @return this shape with another extent in front */
	public Shape prepend(final Dim dim) {
		final List<Dim> result = new ArrayList<>(dims);
		result.add(0, dim);
		return new Shape(result);
	}

	/** @return this shape with one extent replaced; negative axes count from the end */
	public Shape with(final int axis, final Dim dim) {
		final List<Dim> result = new ArrayList<>(dims);
		result.set(axis < 0 ? axis + rank() : axis, dim);
		return new Shape(result);
	}

	/**
	 * The shape of an elementwise operation on tensors of this and another shape, by NumPy's rule:
	 * aligned at the last axis, extents must agree or be 1.
	 *
	 * @return the common shape, or null if there is none
	 */
	public Shape broadcast(final Shape other) {
		final int rank = Math.max(rank(), other.rank());
		final List<Dim> result = new ArrayList<>();
		for (int axis = -rank; axis < 0; axis++) {
			final Dim a = -axis > rank() ? Dim.ONE : dim(axis);
			final Dim b = -axis > other.rank() ? Dim.ONE : other.dim(axis);
			if (a.equals(b) || b.isOne()) result.add(a);
			else if (a.isOne()) result.add(b);
			else return null;
		}
		return new Shape(result);
	}

	@Override
	public String toString() {
		return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "(", ")"));
	}
}
