// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import java.util.Optional;

/**
 * A tensor in a {@link Graph}: an input, an initialiser, or an output of an operation. Two values are
 * equal only if they are the same object.
 */
public final class Value {

	private final Graph graph;
	private final String name;
	private final ElementType type;
	private final Shape shape;
	private final Operation operation;

	Value(final Graph graph, final String name, final ElementType type, final Shape shape, final Operation operation) {
		this.graph = graph;
		this.name = name;
		this.type = type;
		this.shape = shape;
		this.operation = operation;
	}

	/** @return the graph it belongs to */
	public Graph graph() {
		return graph;
	}

	/** @return its unique name in the graph */
	public String name() {
		return name;
	}

	/** @return its element type */
	public ElementType type() {
		return type;
	}

	/** @return its extents */
	public Shape shape() {
		return shape;
	}

	/** @return the operation that computes it; empty for inputs and initialisers */
	public Optional<Operation> operation() {
		return Optional.ofNullable(operation);
	}

	/**
	 * @return the elements of an integer constant
	 * @throws IllegalStateException if this is not one
	 */
	public long[] integers() {
		return graph.integers(this);
	}

	@Override
	public String toString() {
		return name + shape;
	}
}
