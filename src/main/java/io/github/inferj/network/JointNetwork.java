// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.network;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.cos;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sin;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.github.inferj.graph.Dim;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;

/**
 * The network of the Simformer (Gloeckler et al. 2024, section 3): tokens, a transformer, and one
 * number per column ({@link ScalarNetwork}, {@link VectorNetwork}). The weights of tokens belong to the variable, or to
 * a group of exchangeable ones ({@link Tokens}).
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
		final List<Part.Inputs> inputs = inputs(values, observed, told);
		final Value all = join(Stream.concat(tokens(inputs, places, weights).stream(), embedded.stream()).toList());
		final int count = (int) all.shape().size(1);
		final Shape rows = new Shape(List.of(batch.times(count), width));
		final Value noise = embedNoise(logNoise, weights.scope("noise"));
		final boolean readsAll = parts.stream().allMatch(part -> part.read().length == part.kept().length);
		final Optional<long[]> read = readsAll ? Optional.empty() : Optional.of(readTokens());
		final Value transformed = new Transformer(architecture).apply(Layout.reshape(all, rows), count, noise, attention, read, weights);
		final int results = read.map(some -> some.length).orElse(count);
		final Value columns = columns(Layout.reshape(transformed, new Shape(List.of(batch, Dim.of(results), width))), inputs, weights);
		return readsAll ? columns : spread(columns);
	}

	private List<Part.Inputs> inputs(final Value values, final Value observed, final List<Value> told) {
		final List<Value> x = perPart(values);
		final List<Value> m = perPart(observed);
		final List<List<Value>> h = told.stream().map(this::perPart).toList();
		return IntStream.range(0, parts.size()).mapToObj(i -> new Part.Inputs(x.get(i), m.get(i), h.stream().map(hint -> hint.get(i))
			.toList())).toList();
	}

	/** @return (B, tokens of the part, width) for each part */
	private List<Value> tokens(final List<Part.Inputs> inputs, final Optional<Places> places, final Weights weights) {
		final List<Value> perFunction = places.map(this::perFunction).orElse(List.of());
		int function = 0;
		final List<Value> all = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			final Part part = parts.get(i);
			final Weights w = weights.scope("token" + part.run().weights());
			final Value tokens = part.network(width()).embed(inputs.get(i), w);
			all.add(part.isFunction() ? add(tokens, places.get() instanceof Places.Embedded ? perFunction.get(function++) : embedPlaces(
				perFunction.get(function++), w)) : tokens);
		}
		return all;
	}

	/** @return (B, columns that are read) of the tokens that are read, and those of embedded variables */
	private Value columns(final Value results, final List<Part.Inputs> inputs, final Weights weights) {
		final long[] counts = parts.stream().mapToLong(part -> part.read().length).filter(tokens -> tokens > 0).toArray();
		final long others = results.shape().size(1) - LongStream.of(counts).sum();
		final List<Value> pieces = pieces(results, 1, others == 0 ? counts : LongStream.concat(LongStream.of(counts), LongStream.of(
			others)).toArray());
		final List<Value> columns = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			final Part part = parts.get(i);
			if (part.read().length > 0) columns.add(part.network(width()).read(pieces.get(columns.size()), inputs.get(i), weights.scope(
				"head" + part.run().weights())));
		}
		return join(columns);
	}

	/** @return the positions among the kept tokens of those that are read */
	private long[] readTokens() {
		final LongStream.Builder read = LongStream.builder();
		int first = 0;
		for (final Part part : parts) {
			for (final int position : part.readAmongKept()) read.add(first + position);
			first += part.kept().length;
		}
		return read.build().toArray();
	}

	/** @return (B, C) of the columns that are read: 0 for the others */
	private Value spread(final Value read) {
		final IntStream.Builder columns = IntStream.builder();
		int first = 0;
		for (final Part part : parts) {
			for (final int position : part.readAmongKept()) for (int c = 0; c < part.columnsEach(); c++)
				columns.add(first + position * part.columnsEach() + c);
			first += part.columns();
		}
		return LinearAlgebra.matMul(read, LinearAlgebra.selection(read.graph(), columns.build().toArray(), columns()));
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
		for (final Part part : parts) if (part.isFunction()) embedded.add(embedPlaces(pieces.get(embedded.size()), weights.scope("token"
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

	private List<Value> perPart(final Value columns) {
		return pieces(columns, 1, parts.stream().mapToLong(Part::columns).toArray());
	}

	private static List<Value> pieces(final Value a, final int axis, final long... sizes) {
		return sizes.length == 1 ? List.of(a) : Layout.split(a, axis, sizes);
	}

	private static Value join(final List<Value> values) {
		return values.size() == 1 ? values.get(0) : Layout.concatenate(1, values);
	}

	/** Fourier features of learned frequencies (Tancik et al. 2020), mapped to a token. */
	private Value embedPlaces(final Value places, final Weights w) {
		final Dim batch = places.shape().dim(0);
		final Dim count = places.shape().dim(1);
		final Value t = Layout.reshape(places, new Shape(List.of(batch.times(count.size()), Dim.ONE)));
		final Value features = waves(t, w.normal("frequency", PLACE_FREQUENCY, 1, PLACE_FREQUENCIES));
		return Layout.reshape(Layers.twoLayers(features, 4 * width(), 1, width(), 1, w.scope("place")), new Shape(List.of(batch, count, Dim
			.of(width()))));
	}

	private Value embedNoise(final Value logNoise, final Weights w) {
		final float[] frequencies = new float[FREQUENCIES];
		for (int i = 0; i < FREQUENCIES; i++) frequencies[i] = (float) (0.5 * Math.pow(2, i / 2.0));
		final Value features = waves(logNoise, logNoise.graph().constant(frequencies, Shape.of(FREQUENCIES)));
		return Layers.twoLayers(features, width(), 1, width(), 1, w);
	}

	private static Value waves(final Value t, final Value frequencies) {
		final Value angles = multiply(t, frequencies);
		return Layout.concatenate(-1, List.of(t, sin(angles), cos(angles)));
	}
}
