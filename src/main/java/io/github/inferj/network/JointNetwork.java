// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.cos;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.sin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Reduction;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * The network of the Simformer (Gloeckler et al. 2024, section 3): tokens, a transformer, and one
 * number per variable. The token of a scalar is the sum of a learned identifier, the value times a
 * learned vector, and, if observed, a learned condition vector and the value times another one. The
 * token of a long vector comes from a small network of its values and condition states, and another
 * one reads the results for all its components from it. All these weights belong to the variable, or to a group of
 * exchangeable ones ({@link Tokens}).
 */
public final class JointNetwork {

	private static final int FREQUENCIES = 12;
	private static final int PLACE_FREQUENCIES = 24;
	/** Standard deviation of the initial frequencies: several periods over the whole index. */
	private static final double PLACE_FREQUENCY = 8;

	private final Architecture architecture;
	private final Tokens tokens;
	private final int hints;
	private final List<Part> parts;

	/**
	 * What is kept of a run of tokens.
	 *
	 * @param run what kind of tokens it has
	 * @param kept those kept, as positions in the run
	 * @param read those whose columns are read from the network, as positions in the run
	 */
	private record Part(Tokens.Run run, int[] kept, int[] read) {

		int columns() {
			return kept.length * columnsEach();
		}

		int columnsEach() {
			return run.columnsEach();
		}

		/** @return whether the tokens differ in their index alone */
		boolean isFunction() {
			return run.function() > 0;
		}

		/** @return number of rows of its weights */
		int rows() {
			return Collections.max(run.rows()) + 1;
		}
	}

	/** Where functions are known. */
	public sealed interface Places {

		/**
		 * The index of functions.
		 *
		 * @param indices (B, C): scaled to -1 ... 1; other columns do not matter
		 */
		record Indices(Value indices) implements Places {}

		/**
		 * The same as tokens.
		 *
		 * @param tokens (B, F, width), as {@link JointNetwork#embedPlaces} makes them, which takes a tenth of the network's time
		 */
		record Embedded(Value tokens) implements Places {}
	}

	/**
	 * A network without hints.
	 *
	 * @param architecture its size
	 * @param tokens which columns share a token
	 */
	public JointNetwork(final Architecture architecture, final Tokens tokens) {
		this(architecture, tokens, 0);
	}

	/**
	 * @param architecture its size
	 * @param tokens which columns share a token
	 * @param hints how many further values it is told about each latent column
	 */
	public JointNetwork(final Architecture architecture, final Tokens tokens, final int hints) {
		this(architecture, tokens, hints, tokens.all());
	}

	/**
	 * A network of some of the tokens, with the same weights.
	 *
	 * @param architecture its size
	 * @param tokens which columns share a token
	 * @param hints how many further values it is told about each latent column
	 * @param kept the tokens it has, at least one with columns, and all of embedded variables
	 */
	public JointNetwork(final Architecture architecture, final Tokens tokens, final int hints, final BitSet kept) {
		this(architecture, tokens, hints, kept, kept);
	}

	/**
	 * A network of some of the tokens, with the same weights, of which only the results of some matter.
	 *
	 * @param architecture its size
	 * @param tokens which columns share a token
	 * @param hints how many further values it is told about each latent column
	 * @param kept the tokens it has, at least one with columns, and all of embedded variables
	 * @param read those of them whose columns are wanted, at least one with columns; the results for the others are 0
	 */
	public JointNetwork(final Architecture architecture, final Tokens tokens, final int hints, final BitSet kept, final BitSet read) {
		if (kept.isEmpty()) throw new IllegalArgumentException("a network without tokens");
		this.architecture = architecture;
		this.tokens = tokens;
		this.hints = hints;
		this.parts = new ArrayList<>();
		int first = 0;
		for (final Tokens.Run run : tokens.runs()) {
			final int[] positions = kept.get(first, first + run.tokens()).stream().toArray();
			final int[] results = read.get(first, first + run.tokens()).stream().toArray();
			if (positions.length > 0) parts.add(new Part(run, positions, results));
			first += run.tokens();
		}
	}

	/** @return number of columns, C */
	public int columns() {
		return parts.stream().mapToInt(Part::columns).sum();
	}

	/** @return the layout of the weights of a network of all tokens */
	public WeightLayout layout() {
		final Shape columns = Shape.batch(tokens.columns());
		return WeightLayout.of((graph, weights) -> new JointNetwork(architecture, tokens, hints).apply(graph.input("values",
			ElementType.FLOAT, columns), graph.input("observed", ElementType.FLOAT, columns), IntStream.range(0, hints).mapToObj(
				k -> graph.input("hint" + k, ElementType.FLOAT, columns)).toList(), hasFunctions() ? Optional.of(new Places.Indices(graph
					.input("places", ElementType.FLOAT, columns))) : Optional.empty(), tokens.embeddings().addTo(graph, Dim.BATCH, architecture.width(),
						weights), graph.input("noise", ElementType.FLOAT, Shape.batch(1)), Optional.empty(), weights));
	}

	/** @return the embedded variables, E of them */
	public Embeddings embeddings() {
		return tokens.embeddings();
	}

	/** @return numbers per token */
	public int width() {
		return architecture.width();
	}

	/**
	 * @param values (B, C): observed values as they are, noisy ones as the denoiser scales them
	 * @param observed (B, C): 1 where the column is conditioned on, 0 where it is latent
	 * @param told (B, C) each: as many further values as the network has hints, 0 where observed
	 * @param places where functions are known; for networks with {@link #functionTokens}
	 * @param embedded (B, E, width): the tokens of embedded variables, if there are any
	 * @param logNoise (B, 1): a quarter of the log noise level (Karras et al. 2022, table 1)
	 * @param attention as in {@link Transformer#apply}
	 * @return (B, C)
	 */
	public Value apply(final Value values, final Value observed, final List<Value> told, final Optional<Places> places,
		final Optional<Value> embedded, final Value logNoise, final Optional<Value> attention, final Weights weights)
	{
		final Dim batch = values.shape().dim(0);
		final Dim width = Dim.of(architecture.width());
		final List<Value> x = perPart(values);
		final List<Value> m = perPart(observed);
		final List<List<Value>> h = told.stream().map(this::perPart).toList();
		final Value all = join(Stream.concat(tokens(x, m, h, places, weights).stream(), embedded.stream()).toList());
		final int count = (int) all.shape().size(1);
		final Shape rows = new Shape(List.of(new Dim(batch.size() * count, batch.batch()), width));
		final Value noise = embedNoise(logNoise, weights.scope("noise"));
		final boolean readsAll = parts.stream().allMatch(part -> part.read().length == part.kept().length);
		final Optional<long[]> read = readsAll ? Optional.empty() : Optional.of(readTokens());
		final Value transformed = new Transformer(architecture).apply(Layout.reshape(all, rows), count, noise, attention, read, weights);
		final int results = read.map(some -> some.length).orElse(count);
		final Value columns = columns(Layout.reshape(transformed, new Shape(List.of(batch, Dim.of(results), width))), x, m, h, weights);
		return readsAll ? columns : spread(columns);
	}

	/** @return (B, tokens of the part, width) for each part */
	private List<Value> tokens(final List<Value> x, final List<Value> m, final List<List<Value>> h, final Optional<Places> places,
		final Weights weights)
	{
		final List<Value> perFunction = places.map(this::perFunction).orElse(List.of());
		int function = 0;
		final List<Value> all = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			final Part part = parts.get(i);
			final List<Value> hints = ofPart(h, i);
			final Weights w = weights.scope("token" + part.run().weights());
			if (part.columnsEach() > 1) all.add(embedVectors(features(part, x.get(i), m.get(i), hints), part.kept().length, w));
			else {
				final Value scalars = embedScalars(x.get(i), m.get(i), hints, part, w);
				all.add(part.isFunction() ? add(scalars, places.get() instanceof Places.Embedded ? perFunction.get(function++) : embedPart(
					perFunction.get(function++), w)) : scalars);
			}
		}
		return all;
	}

	/** @return (B, columns that are read) of the tokens that are read, and those of embedded variables */
	private Value columns(final Value results, final List<Value> x, final List<Value> m, final List<List<Value>> h,
		final Weights weights)
	{
		final long[] counts = parts.stream().mapToLong(part -> part.read().length).filter(tokens -> tokens > 0).toArray();
		final long others = results.shape().size(1) - LongStream.of(counts).sum();
		final List<Value> pieces = pieces(results, 1, others == 0 ? counts : LongStream.concat(LongStream.of(counts), LongStream.of(
			others)).toArray());
		final List<Value> columns = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			final Part part = parts.get(i);
			if (part.read().length == 0) continue;
			final Weights w = weights.scope("head" + part.run().weights());
			final Value piece = pieces.get(columns.size());
			columns.add(part.columnsEach() == 1 ? readScalars(piece, part, w) : readVectors(piece, part, features(part, x.get(i), m.get(i),
				ofPart(h, i)), w));
		}
		return join(columns);
	}

	private static List<Value> ofPart(final List<List<Value>> perPart, final int part) {
		return perPart.stream().map(parts -> parts.get(part)).toList();
	}

	/** @return the positions among the kept tokens of those that are read */
	private long[] readTokens() {
		final LongStream.Builder read = LongStream.builder();
		int first = 0;
		for (final Part part : parts) {
			for (int k = 0; k < part.kept().length; k++) if (Arrays.binarySearch(part.read(), part.kept()[k]) >= 0) read.add(first + k);
			first += part.kept().length;
		}
		return read.build().toArray();
	}

	/** @return (B, C) of the columns that are read: 0 for the others */
	private Value spread(final Value read) {
		final int count = (int) read.shape().size(1);
		final float[] places = new float[count * columns()];
		int column = 0;
		int row = 0;
		for (final Part part : parts) for (final int token : part.kept()) for (int c = 0; c < part.columnsEach(); c++, column++)
			if (Arrays.binarySearch(part.read(), token) >= 0) places[row++ * columns() + column] = 1;
		return LinearAlgebra.matMul(read, read.graph().constant(places, Shape.of(count, columns())));
	}

	/** @return number of tokens of functions, F */
	public int functionTokens() {
		return parts.stream().filter(Part::isFunction).mapToInt(part -> part.kept().length).sum();
	}

	private boolean hasFunctions() {
		return functionTokens() > 0;
	}

	/**
	 * @param places for networks with {@link #functionTokens}
	 * @return (B, F, width): what the tokens of functions owe to their places alone
	 */
	public Value embedPlaces(final Places.Indices places, final Weights weights) {
		final List<Value> pieces = perFunction(places);
		final List<Value> embedded = new ArrayList<>();
		for (final Part part : parts) if (part.isFunction()) embedded.add(embedPart(pieces.get(embedded.size()), weights.scope("token"
			+ part.run().weights())));
		return join(embedded);
	}

	/** @return the columns or the tokens of each function */
	private List<Value> perFunction(final Places places) {
		if (places instanceof Places.Embedded embedded) return pieces(embedded.tokens(), 1, parts.stream().filter(Part::isFunction)
			.mapToLong(part -> part.kept().length).toArray());
		final List<Value> all = perPart(((Places.Indices) places).indices());
		return IntStream.range(0, parts.size()).filter(i -> parts.get(i).isFunction()).mapToObj(all::get).toList();
	}

	/**
	 * @param weight of a part, row by row
	 * @return the rows of some of its tokens; the weight itself where they are its rows, or where it has only one
	 */
	private static Value rows(final Value weight, final Part part, final int[] tokens) {
		final int rows = part.rows();
		final int[] wanted = Arrays.stream(tokens).map(part.run().rows()::get).toArray();
		if (rows == 1 || Arrays.equals(wanted, IntStream.range(0, rows).toArray())) return weight;
		final float[] choice = new float[wanted.length * rows];
		for (int i = 0; i < wanted.length; i++) choice[i * rows + wanted[i]] = 1;
		return LinearAlgebra.matMul(weight.graph().constant(choice, Shape.of(wanted.length, rows)), weight);
	}

	private static Value rows(final Value weight, final Part part) {
		return rows(weight, part, part.kept());
	}

	private List<Value> perPart(final Value columns) {
		return pieces(columns, 1, parts.stream().mapToLong(Part::columns).toArray());
	}

	private static List<Value> pieces(final Value a, final int axis, final long... sizes) {
		return sizes.length == 1 ? List.of(a) : Layout.split(a, axis, sizes);
	}

	private static Value join(final List<Value> values) {
		return values.size() == 1 ? values.get(0) : Layout.concatenate(1, values);
	}

	private Value embedScalars(final Value values, final Value observed, final List<Value> told, final Part part,
		final Weights w)
	{
		final int width = architecture.width();
		final Shape column = new Shape(List.of(values.shape().dim(0), Dim.of(part.kept().length), Dim.ONE));
		final Value m = Layout.reshape(observed, column);
		final Value x = Layout.reshape(values, column);
		final Value latentPart = add(multiply(x, rows(w.normal("value", 1, part.rows(), width), part)), rows(w.normal(
			"identifier", 1, part.rows(), width), part));
		final Value observedPart = add(multiply(x, rows(w.normal("observed_value", 0.5, part.rows(), width), part)), rows(w
			.normal("observed", 0.5, part.rows(), width), part));
		Value token = add(latentPart, multiply(m, observedPart));
		for (int k = 0; k < told.size(); k++) token = add(token, multiply(Layout.reshape(told.get(k), column), rows(w.normal("hint"
			+ k, 0.5, part.rows(), width), part)));
		return token;
	}

	/** Fourier features of learned frequencies (Tancik et al. 2020), mapped to a token. */
	private Value embedPart(final Value places, final Weights w) {
		final int width = architecture.width();
		final Dim batch = places.shape().dim(0);
		final Dim count = places.shape().dim(1);
		final Value t = Layout.reshape(places, new Shape(List.of(new Dim(batch.size() * count.size(), batch.batch()), Dim.ONE)));
		final Value angles = multiply(t, w.normal("frequency", PLACE_FREQUENCY, 1, PLACE_FREQUENCIES));
		final Value features = Layout.concatenate(-1, List.of(t, sin(angles), cos(angles)));
		return Layout.reshape(twoLayers(features, width, 1, w.scope("place")), new Shape(List.of(batch, count, Dim.of(width))));
	}

	/** @return (B tokens, features), the tokens of each sample one after another */
	private static Value features(final Part part, final Value values, final Value observed, final List<Value> told) {
		final Value x = perToken(values, part);
		final Value m = perToken(observed, part);
		return Layout.concatenate(1, Stream.concat(Stream.of(x, multiply(x, m), m), told.stream().map(hint -> perToken(hint, part)))
			.toList());
	}

	private static Value perToken(final Value columns, final Part part) {
		final Dim batch = columns.shape().dim(0);
		return part.kept().length == 1 ? columns : Layout.reshape(columns, new Shape(List.of(new Dim(batch.size() * part
			.kept().length, batch.batch()), Dim.of(part.columnsEach()))));
	}

	/** @return (B, count, width) */
	private Value embedVectors(final Value features, final int count, final Weights w) {
		final int width = architecture.width();
		final Value tokens = add(Transformer.linear(features, width, 1, w.scope("direct")), twoLayers(features, width, 1, w));
		final Dim rows = features.shape().dim(0);
		return Layout.reshape(tokens, new Shape(List.of(new Dim(rows.size() / count, rows.batch()), Dim.of(count), Dim.of(width))));
	}

	private Value readScalars(final Value h, final Part part, final Weights w) {
		final int width = architecture.width();
		final Value head = rows(w.normal("vector", 0.1 / Math.sqrt(width), part.rows(), width), part, part.read());
		final Value bias = rows(Layout.reshape(w.constant("bias", 0, part.rows()), Shape.of(part.rows(), 1)), part, part.read());
		return add(Reduction.sum(multiply(h, head), false, -1), Layout.reshape(bias, Shape.of(bias.shape().size(0))));
	}

	private Value readVectors(final Value h, final Part part, final Value features, final Weights w) {
		final Dim batch = h.shape().dim(0);
		final Dim rows = new Dim(batch.size() * part.read().length, batch.batch());
		final Value tokens = Layout.reshape(h, new Shape(List.of(rows, Dim.of(architecture.width()))));
		final Value all = Layout.concatenate(1, List.of(tokens, ofRead(features, part)));
		final int columns = part.columnsEach();
		final Value results = add(Transformer.linear(all, columns, 0.1, w.scope("direct")), twoLayers(all, columns, 0.1, w));
		return Layout.reshape(results, new Shape(List.of(batch, Dim.of(part.read().length * columns))));
	}

	/** @return (B tokens read, features) of those of all tokens */
	private static Value ofRead(final Value features, final Part part) {
		final int count = part.kept().length;
		if (part.read().length == count) return features;
		final Dim rows = features.shape().dim(0);
		final Dim batch = new Dim(rows.size() / count, rows.batch());
		final Dim each = features.shape().dim(1);
		final long[] read = Arrays.stream(part.read()).mapToLong(token -> Arrays.binarySearch(part.kept(), token)).toArray();
		final Value some = Layout.gather(Layout.reshape(features, new Shape(List.of(batch, Dim.of(count), each))), 1, features.graph()
			.constant(read));
		return Layout.reshape(some, new Shape(List.of(new Dim(batch.size() * read.length, batch.batch()), each)));
	}

	private Value twoLayers(final Value rows, final int outputs, final double gain, final Weights w) {
		final Value hidden = Transformer.linear(rows, 4 * architecture.width(), 1, w.scope("up"));
		return Transformer.linear(multiply(hidden, sigmoid(hidden)), outputs, gain, w.scope("down"));
	}

	private Value embedNoise(final Value logNoise, final Weights w) {
		final Graph graph = logNoise.graph();
		final float[] frequencies = new float[FREQUENCIES];
		for (int i = 0; i < FREQUENCIES; i++) frequencies[i] = (float) (0.5 * Math.pow(2, i / 2.0));
		final Value angles = multiply(logNoise, graph.constant(frequencies, Shape.of(FREQUENCIES)));
		final Value features = Layout.concatenate(-1, List.of(logNoise, sin(angles), cos(angles)));
		final Value hidden = Transformer.linear(features, architecture.width(), 1, w.scope("up"));
		return Transformer.linear(multiply(hidden, sigmoid(hidden)), architecture.width(), 1, w.scope("down"));
	}
}
