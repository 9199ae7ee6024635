// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * The weights of a network, one after another in a single vector: their names, extents and initial
 * distributions in the order in which the network first asks for them.
 */
public final class WeightLayout {

	/**
	 * One weight.
	 *
	 * @param name unique
	 * @param shape its extents
	 * @param scale standard deviation of its initial values
	 * @param mean mean of its initial values
	 * @param offset its place in the vector
	 */
	public record Entry(String name, Shape shape, double scale, double mean, int offset) {

		/** @return number of elements */
		public int count() {
			return (int) shape.count(1);
		}

		/** @return whether it is the matrix of a linear layer, (inputs, outputs) */
		public boolean isMatrix() {
			return name.endsWith("." + Layers.MATRIX);
		}
	}

	private final List<Entry> entries = new ArrayList<>();
	private int count;

	private WeightLayout() {}

	/**
	 * Builds a network once on a scratch graph to see which weights it asks for, some of them perhaps more than once.
	 *
	 * @param network takes a graph and weights and builds itself
	 */
	public static WeightLayout of(final BiConsumer<Graph, Weights> network) {
		final WeightLayout layout = new WeightLayout();
		final Graph scratch = new Graph();
		final Map<String, Value> asked = new HashMap<>();
		network.accept(scratch, (name, scale, mean, sizes) -> asked.computeIfAbsent(name, none -> {
			final Shape shape = Shape.of(sizes);
			layout.entries.add(new Entry(name, shape, scale, mean, layout.count));
			layout.count += (int) shape.count(1);
			return scratch.input(name, ElementType.FLOAT, shape);
		}));
		return layout;
	}

	/** @return the weights in order */
	public List<Entry> entries() {
		return List.copyOf(entries);
	}

	/** @return length of the vector */
	public int count() {
		return count;
	}

	/** @return a vector of initial values */
	public float[] initialise(final RandomGenerator rng) {
		final float[] vector = new float[count];
		for (final Entry entry : entries) for (int i = 0; i < entry.count(); i++)
			vector[entry.offset() + i] = (float) (entry.mean() + (entry.scale() == 0 ? 0 : entry.scale() * rng.nextGaussian()));
		return vector;
	}

	/** @return the weights as pieces of a vector in the graph, of shape ({@link #count()}) */
	public Weights cut(final Value vector) {
		final List<Value> pieces = Layout.split(vector, 0, entries.stream().mapToLong(Entry::count).toArray());
		final Map<String, Value> values = new HashMap<>();
		for (int i = 0; i < pieces.size(); i++)
			values.put(entries.get(i).name(), Layout.reshape(pieces.get(i), entries.get(i).shape()));
		return (name, scale, mean, sizes) -> values.get(name);
	}

	/** @return the weights as constants of the graph, named {@code weight:NAME} when written */
	public Weights constants(final Graph graph, final float[] vector) {
		final Map<String, Entry> byName = new HashMap<>();
		for (final Entry entry : entries) byName.put(entry.name(), entry);
		final Map<String, Value> constants = new HashMap<>();
		return (name, scale, mean, sizes) -> constants.computeIfAbsent(name, none -> {
			final Entry entry = byName.get(name);
			return graph.constant(WEIGHT_PREFIX + name, Arrays.copyOfRange(vector, entry.offset(), entry.offset() + entry.count()),
				entry.shape());
		});
	}

	/** What the names of weights start with in an exported model. */
	public static final String WEIGHT_PREFIX = "weight:";
}
