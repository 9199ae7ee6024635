// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.GaussianApproximation;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Shape;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.variable.Support;

/**
 * A model whose network has only some of its tokens: the others are left out, which costs less than
 * drawing them, and for a density averages over them. Its conditionals are right if the network was
 * trained on such marginals, which {@link JointModel#marginal} makes sure of and this constructor does
 * not. Rows of values still have one entry for each column of the model.
 *
 * @param model the model
 * @param columns the columns to keep, each once, ascending; a vector in a single token stays whole, and embedded
 *          variables stay, whether given or not
 */
public record Marginal(JointModel model, int[] columns) {

	/** Completes vectors that share a token. */
	public Marginal {
		final Tokens tokens = model.tokens();
		columns = tokens.columns(tokens.holding(set(columns))).stream().toArray();
		if (columns.length == 0) throw new InvalidInputException("columns: none is kept; name a variable of model " + model
			.specification().name());
	}

	/** @return the model with all its columns */
	public static Marginal whole(final JointModel model) {
		return new Marginal(model, IntStream.range(0, model.specification().size()).toArray());
	}

	private static BitSet set(final int[] columns) {
		return Arrays.stream(columns).collect(BitSet::new, BitSet::set, BitSet::or);
	}

	/**
	 * @return a graph of the denoiser of these columns with the weights as constants, for any batch size; if
	 *         {@link AttentionBias#isPerSample} it has the input {@link AttentionBias#INPUT}, with embedded variables
	 *         {@link DenoiserGraph#EMBEDDED}, and with functions {@link DenoiserGraph#PLACE_TOKENS}
	 */
	public Graph denoiser() {
		return denoiser(kept(), attention());
	}

	/**
	 * @param read the tokens whose columns are wanted; the estimates of the others are 0 where they are latent
	 * @param attention of these columns
	 * @return the same graph for questions that leave no other column latent, which needs less time
	 */
	Graph denoiser(final BitSet read, final AttentionBias attention) {
		final Graph graph = new Graph();
		final JointNetwork network = network(read);
		new DenoiserGraph(network, attention, model.prediction(), gaussian()).addDenoiser(graph, network.layout().constants(graph,
			model.weights()));
		return graph;
	}

	/** @param read the tokens whose columns are wanted */
	private JointNetwork network(final BitSet read) {
		return new JointNetwork(model.architecture(), model.tokens(), model.prediction().hints(), kept(), read);
	}

	/** @return a graph from {@link DenoiserGraph#PLACES} to {@link DenoiserGraph#PLACE_TOKENS}, for any batch size */
	Graph placeEmbedding() {
		final Graph graph = new Graph();
		final JointNetwork network = network(kept());
		final JointNetwork.Places.Indices places = new JointNetwork.Places.Indices(graph.input(DenoiserGraph.PLACES, ElementType.FLOAT,
			Shape.batch(columns.length)));
		graph.output(DenoiserGraph.PLACE_TOKENS, network.embedPlaces(places, network.layout().constants(graph, model.weights())));
		return graph;
	}

	/** @return of the kept columns, for models that have one */
	Optional<GaussianApproximation> gaussian() {
		return model.gaussian().map(gaussian -> gaussian.marginal(columns));
	}

	/** @return the attention biases of the denoiser's graph, a new object */
	public AttentionBias attention() {
		return hasFunctions() ? wholeAttention().grouped() : wholeAttention();
	}

	/** @return the same where no place of a function is absent */
	AttentionBias wholeAttention() {
		return new AttentionBias(model.edgeMasks(), model.specification()).marginal(kept());
	}

	/** @return whether the denoiser's graph has the input {@link DenoiserGraph#PLACE_TOKENS} */
	boolean hasFunctions() {
		return functionTokens() > 0;
	}

	/** @return number of tokens of functions */
	int functionTokens() {
		return (int) Arrays.stream(columns).filter(c -> model.specification().components().get(c).variable().isFunction()).count();
	}

	/**
	 * @param row as of {@link ModelSpecification#rowSize}
	 * @return the scaled index of each kept column: 0 for scalars, NaN for places that are absent
	 */
	double[] places(final double[] row) {
		final double[] all = new double[model.specification().size()];
		final int[] functions = model.specification().functionColumns();
		for (int k = 0; k < functions.length; k++) all[functions[k]] = model.specification().components().get(functions[k])
			.variable().index().orElseThrow().scaled(row[all.length + k]);
		return Arrays.stream(columns).mapToDouble(c -> all[c]).toArray();
	}

	/**
	 * @param places as {@link #places} gives them
	 * @return the tokens that see each other, and each absent one alone
	 */
	List<BitSet> groups(final double[] places) {
		final List<BitSet> groups = new ArrayList<>();
		final BitSet present = kept();
		for (int i = 0; i < places.length; i++) if (Double.isNaN(places[i])) {
			final BitSet absent = model.tokens().holding(set(new int[] { columns[i] }));
			present.andNot(absent);
			groups.add(absent);
		}
		groups.add(present);
		return groups;
	}

	/** @return the tokens that these columns have */
	BitSet kept() {
		return model.tokens().keeping(set(columns));
	}

	/** @return the tokens that hold any of these kept columns, numbered from 0 */
	BitSet holding(final BitSet positions) {
		return model.tokens().holding(set(positions.stream().map(position -> columns[position]).toArray()));
	}

	/** @return the name of a kept column, from 0 */
	String name(final int position) {
		return model.specification().columnNames().get(columns[position]);
	}

	/** @return the support of a kept column, from 0, in its own units */
	Support support(final int position) {
		return model.specification().components().get(columns[position]).variable().support();
	}

	/** @return the supports of the kept columns in the network's units */
	Support[] standardisedSupports() {
		return IntStream.range(0, columns.length).mapToObj(position -> model.standardisation().forward(columns[position], support(
			position))).toArray(Support[]::new);
	}

	/** @return a value of a kept column, from 0, in the network's units */
	double forward(final int position, final double x) {
		return model.standardisation().forward(columns[position], x);
	}

	/** @return a value of a kept column, from 0, in its own units, rounded if whole; the end of its support where it lies outside */
	double inverse(final int position, final double y) {
		final Standardisation scales = model.standardisation();
		return support(position).clip(scales.rounded(columns[position], scales.inverse(columns[position], y)));
	}

	/**
	 * @param wanted columns of the model
	 * @return their places among the kept ones
	 * @throws InvalidInputException if one is left out
	 */
	int[] positions(final int[] wanted) {
		return Arrays.stream(wanted).map(column -> {
			final int position = Arrays.binarySearch(columns, column);
			if (position < 0) throw new InvalidInputException("column " + model.specification().columnNames().get(column)
				+ " is wanted but left out of the network: keep it");
			return position;
		}).toArray();
	}

	/**
	 * @param row one value for each column of the model, NaN where latent or left out, and the places of
	 *          functions, NaN for absent ones
	 * @param index from 0, for the message
	 * @return the values of the kept columns
	 * @throws InvalidInputException if the row has another length, or a value of a column that is left out
	 */
	double[] keep(final double[] row, final int index) {
		if (row.length != model.specification().rowSize()) throw new InvalidInputException("row " + (index + 1) + " has "
			+ row.length + " values: the model has " + model.specification().rowSize() + " columns");
		for (int c = 0; c < model.specification().size(); c++) if (!Double.isNaN(row[c]) && Arrays.binarySearch(columns, c) < 0)
			throw new InvalidInputException("row " + (index + 1) + " has a value of " + model.specification().columnNames().get(c)
				+ ", which is left out of the network: keep the column, or leave the value blank");
		return Arrays.stream(columns).mapToDouble(c -> row[c]).toArray();
	}
}
