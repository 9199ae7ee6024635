// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.variable.DependencyGraph;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * Edge masks as what is added to the logits of attention: 0 where a token may read another, and -1e9
 * elsewhere, which leaves a weight of exactly 0 after the softmax. Dense masks add nothing, undirected
 * ones a constant of the graph, (1, 1, T, T), and directed ones an input, (B, 1, T, T), that depends on
 * each sample's condition mask. Not safe for use from several threads.
 */
public final class AttentionBias {

	/** Name of the input (B, 1, T, T) of graphs with directed edge masks. */
	public static final String INPUT = "attention_bias";

	private static final float BLOCKED = -1e9f;
	private static final int MOST_CACHED_VALUES = 1 << 22;

	private final EdgeMasks masks;
	private final DependencyGraph dependencies;
	private final Map<BitSet, float[]> cache;

	/**
	 * @param masks the kind of masks
	 * @param specification the variables and their dependencies
	 */
	public AttentionBias(final EdgeMasks masks, final ModelSpecification specification) {
		this.masks = masks;
		this.dependencies = DependencyGraph.of(specification);
		final int mostCached = Math.max(1, MOST_CACHED_VALUES / (tokens() * tokens()));
		this.cache = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(final Map.Entry<BitSet, float[]> eldest) {
				return size() > mostCached;
			}
		};
	}

	/** @return number of tokens, T */
	public int tokens() {
		return dependencies.size();
	}

	/** @return whether graphs have the input {@link #INPUT} */
	public boolean isPerSample() {
		return masks == EdgeMasks.DIRECTED;
	}

	/**
	 * Adds the bias to a graph.
	 *
	 * @param batch the number of samples
	 * @return nothing, a constant or an input, as {@link JointNetwork#apply} takes it
	 */
	public Optional<Value> addTo(final Graph graph, final Dim batch) {
		final Dim tokens = Dim.of(tokens());
		return switch (masks) {
			case DENSE -> Optional.empty();
			case UNDIRECTED -> Optional.of(graph.constant("edge_mask", bias(dependencies.moral()), Shape.of(1, 1, tokens(),
				tokens())));
			case DIRECTED -> Optional.of(graph.input(INPUT, ElementType.FLOAT, new Shape(List.of(batch, Dim.ONE, tokens,
				tokens))));
		};
	}

	/**
	 * The bias of a sample, for graphs that take it as input.
	 *
	 * @param observed the columns conditioned on
	 * @return (T, T), the row reads the column; not to be changed
	 */
	public float[] of(final BitSet observed) {
		float[] bias = cache.get(observed);
		if (bias == null) {
			bias = bias(dependencies.faithfulInverse(observed));
			cache.put((BitSet) observed.clone(), bias);
		}
		return bias;
	}

	private static float[] bias(final boolean[][] mask) {
		final float[] bias = new float[mask.length * mask.length];
		Arrays.fill(bias, BLOCKED);
		for (int i = 0; i < mask.length; i++) for (int j = 0; j < mask.length; j++) if (mask[i][j]) bias[i * mask.length + j] = 0;
		return bias;
	}
}
