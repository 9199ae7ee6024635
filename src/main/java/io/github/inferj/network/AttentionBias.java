// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.variable.Dependencies;
import io.github.inferj.variable.DependencyGraph;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;

/**
 * Edge masks as what is added to the logits of attention: 0 where a token may read another, and -60
 * elsewhere, which leaves a weight of 1e-26 after the softmax: nothing beside the others in single precision.
 * Much less would leave denormal numbers, with which softmax takes six times as long. Dense masks add nothing, undirected
 * ones a constant of the graph, (1, 1, T, T), and directed ones an input, (B, 1, T, T), that depends on
 * each sample's condition mask. Masks of groups, which are hidden from each other, are always an input, as
 * are those that follow the places of functions: they are made from the graph of the scalars and of the
 * places in the group, as if there were no others. A token that holds several components may read what any of them may.
 * Not safe for use from several threads.
 */
public final class AttentionBias {

	/** Name of the input (B, 1, T, T) of graphs whose masks differ between samples. */
	public static final String INPUT = "attention_bias";

	private static final float BLOCKED = -60;
	private static final int MOST_CACHED_VALUES = 1 << 22;

	/** What a mask depends on: the observed columns, of directed masks alone, the groups, and places if masks follow them. */
	private record Key(BitSet observed, List<BitSet> groups, List<Double> places) {}

	private final EdgeMasks masks;
	private final Dependencies dependencies;
	private final BitSet scalars;
	/** Of each token of the model, and the number of nodes. */
	private final int[] firstNodes;
	private final BitSet kept;
	private final boolean isGrouped;
	private final Map<Key, float[]> cache;

	/**
	 * The masks of all tokens of a model.
	 *
	 * @param masks the kind of masks
	 * @param specification the variables and their dependencies
	 */
	public AttentionBias(final EdgeMasks masks, final ModelSpecification specification) {
		this(masks, specification, Tokens.of(specification, masks));
	}

	private AttentionBias(final EdgeMasks masks, final ModelSpecification specification, final Tokens tokens) {
		this(masks, new Dependencies(specification), scalars(specification), tokens.firstNodes(), tokens.all(), false);
	}

	private AttentionBias(final EdgeMasks masks, final Dependencies dependencies, final BitSet scalars, final int[] firstNodes,
		final BitSet kept, final boolean isGrouped)
	{
		this.masks = masks;
		this.dependencies = dependencies;
		this.scalars = scalars;
		this.firstNodes = firstNodes;
		this.kept = kept;
		this.isGrouped = isGrouped;
		final int mostCached = Math.max(1, MOST_CACHED_VALUES / (tokens() * tokens()));
		this.cache = new LinkedHashMap<>(16, 0.75f, true) {

			@Override
			protected boolean removeEldestEntry(final Map.Entry<Key, float[]> eldest) {
				return size() > mostCached;
			}
		};
	}

	private static BitSet scalars(final ModelSpecification specification) {
		final BitSet scalars = new BitSet();
		scalars.set(0, specification.nodeCount());
		for (final int column : specification.functionColumns()) scalars.clear(column);
		return scalars;
	}

	/**
	 * @param tokens those to keep
	 * @return the masks of a network of these tokens alone: edge masks are those of the marginal distribution
	 */
	public AttentionBias marginal(final BitSet tokens) {
		return new AttentionBias(masks, dependencies, scalars, firstNodes, (BitSet) tokens.clone(), isGrouped);
	}

	/** @return the same for graphs in which each sample has its own groups of tokens */
	public AttentionBias grouped() {
		return new AttentionBias(masks, dependencies, scalars, firstNodes, kept, true);
	}

	/** @return number of tokens, T */
	public int tokens() {
		return kept.cardinality();
	}

	/** @return whether graphs have the input {@link #INPUT} */
	public boolean isPerSample() {
		return isGrouped || masks == EdgeMasks.DIRECTED || followsPlaces();
	}

	/** @return whether masks depend on where functions are known */
	public boolean followsPlaces() {
		return masks != EdgeMasks.DENSE && dependencies.followPlaces();
	}

	/**
	 * Adds the bias to a graph.
	 *
	 * @param batch the number of samples
	 * @return nothing, a constant or an input, as {@link JointNetwork#apply} takes it
	 */
	public Optional<Value> addTo(final Graph graph, final Dim batch) {
		final Dim tokens = Dim.of(tokens());
		if (isPerSample()) return Optional.of(graph.input(INPUT, ElementType.FLOAT, new Shape(List.of(batch, Dim.ONE, tokens,
			tokens))));
		return masks == EdgeMasks.DENSE ? Optional.empty() : Optional.of(graph.constant("edge_mask", of(new BitSet()), Shape.of(
			1, 1, tokens(), tokens())));
	}

	/**
	 * The bias of a sample, for graphs that take it as input.
	 *
	 * @param observed the columns of the model conditioned on
	 * @return (T, T), the row reads the column; not to be changed
	 */
	public float[] of(final BitSet observed) {
		return of(observed, List.of(kept));
	}

	/**
	 * The bias of a sample whose tokens are hidden from each other unless they share a group: within each
	 * group it is that of the group's marginal distribution.
	 *
	 * @param observed the columns of the model conditioned on
	 * @param groups disjoint sets of kept tokens, each token in one; not to be changed any more
	 * @return (T, T), the row reads the column; not to be changed
	 */
	public float[] of(final BitSet observed, final List<BitSet> groups) {
		return of(observed, groups, new double[0]);
	}

	/**
	 * The same for models with functions.
	 *
	 * @param places the index of each kept token of a function, in any units; of others it does not matter.
	 *          Not looked at unless {@link #followsPlaces}
	 * @throws IllegalArgumentException if there is not one place for each kept token where masks follow them
	 */
	public float[] of(final BitSet observed, final List<BitSet> groups, final double[] places) {
		if (followsPlaces() && places.length != tokens()) throw new IllegalArgumentException(places.length + " places for " + tokens()
			+ " tokens");
		final BitSet deciding = masks == EdgeMasks.DIRECTED ? (BitSet) observed.clone() : new BitSet();
		final List<Double> at = followsPlaces() ? Arrays.stream(places).boxed().toList() : List.of();
		return cache.computeIfAbsent(new Key(deciding, groups, at), this::bias);
	}

	private float[] bias(final Key key) {
		final int[] tokens = kept.stream().toArray();
		final double[] places = new double[kept.length()];
		for (int i = 0; i < key.places().size(); i++) places[tokens[i]] = key.places().get(i);
		final float[] bias = new float[tokens.length * tokens.length];
		Arrays.fill(bias, BLOCKED);
		for (final BitSet group : key.groups()) {
			final boolean[][] mask = mask(key.observed(), group, places);
			for (int i = 0; i < tokens.length; i++) for (int j = 0; j < tokens.length; j++)
				if (mask[tokens[i]][tokens[j]]) bias[i * tokens.length + j] = 0;
		}
		return bias;
	}

	private boolean[][] mask(final BitSet observed, final BitSet group, final double[] places) {
		if (masks == EdgeMasks.DENSE || group.cardinality() == 1) return complete(group);
		final BitSet nodes = new BitSet();
		group.stream().forEach(token -> nodes.set(firstNodes[token], firstNodes[token + 1]));
		final BitSet present = (BitSet) scalars.clone();
		present.or(nodes);
		final DependencyGraph graph = dependencies.at(places, present);
		final boolean[][] mask = masks == EdgeMasks.UNDIRECTED ? graph.moral(nodes) : graph.faithfulInverse(observed, nodes);
		final boolean[][] ofTokens = new boolean[kept.length()][kept.length()];
		group.stream().forEach(i -> group.stream().forEach(j -> ofTokens[i][j] = nodes(i).anyMatch(a -> nodes(j).anyMatch(
			b -> mask[a][b]))));
		return ofTokens;
	}

	private IntStream nodes(final int token) {
		return IntStream.range(firstNodes[token], firstNodes[token + 1]);
	}

	private boolean[][] complete(final BitSet group) {
		final int size = kept.length();
		final boolean[][] mask = new boolean[size][size];
		for (int i = group.nextSetBit(0); i >= 0; i = group.nextSetBit(i + 1))
			for (int j = group.nextSetBit(0); j >= 0; j = group.nextSetBit(j + 1)) mask[i][j] = true;
		return mask;
	}
}
