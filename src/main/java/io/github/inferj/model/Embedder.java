// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.graph.Dim;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Computes what does not change while an observation is answered, once for each: the tokens of a model's embedded variables,
 * and those of the places of its functions. Members of sets go through
 * the network in ascending order, so that the tokens do not depend on the order in which they were given, bit for
 * bit. Close it to free ONNX Runtime's sessions.
 */
final class Embedder implements AutoCloseable {

	/**
	 * What an observation says about embedded variables and places.
	 *
	 * @param given the numbers of the nodes of the embedded variables that are given
	 * @param tokens (E, width)
	 * @param placeTokens (F, width)
	 */
	record Embedded(BitSet given, float[] tokens, float[] placeTokens) {}

	private static final float[] NONE = {};
	private static final String TOKENS = "tokens";

	private final ModelSpecification specification;
	private final Optional<Network> network;
	private final Optional<PlaceEmbedder> places;

	/** The embedding networks for one observation at a time. */
	private record Network(Session session, EmbeddingInputs inputs, Tensor tokens, Session.Bindings bindings) {

		static Network of(final JointModel model, final int threads, final Device device) {
			final Graph graph = new Graph();
			final int width = model.architecture().width();
			graph.output(TOKENS, model.tokens().embeddings().addTo(graph, Dim.BATCH, width, model.layout().constants(graph, model
				.weights())).orElseThrow());
			final EmbeddingInputs inputs = new EmbeddingInputs(model.specification(), model.standardisation(), 1);
			final Tensor tokens = new Tensor(1, model.specification().embedded().size(), width);
			return new Network(new Session(OnnxWriter.write(graph, "InferJ embedding", Map.of()).toByteArray(), threads, device),
				inputs, tokens, new Session.Bindings(inputs.byName(), Map.of(TOKENS, tokens)));
		}

		void close() {
			session.close();
			inputs.close();
			tokens.close();
		}
	}

	/**
	 * @param marginal the trained network, with variables left out
	 * @param threads number of CPU threads
	 * @param device where the networks run
	 */
	Embedder(final Marginal marginal, final int threads, final Device device) {
		specification = marginal.model().specification();
		network = specification.embedded().isEmpty() ? Optional.empty() : Optional.of(Network.of(marginal.model(), threads, device));
		places = marginal.hasFunctions() ? Optional.of(new PlaceEmbedder(marginal, threads, device)) : Optional.empty();
	}

	/**
	 * @param row as of {@link ModelSpecification#rowSize}: a variable whose values are all NaN is not given, and
	 *          a member of a set whose values are all NaN is absent
	 * @param index of the row, from 0, for the message
	 * @throws InvalidInputException if a signal or a member has some values and lacks others, or a value is not
	 *           possible
	 */
	Embedded embed(final double[] row, final int index) {
		final BitSet given = new BitSet();
		for (int e = 0; e < specification.embedded().size(); e++) if (put(row, index, e)) given.set(specification.size() + e);
		network.ifPresent(embedding -> embedding.session.run(embedding.bindings));
		return new Embedded(given, network.map(embedding -> embedding.tokens.toArray()).orElse(NONE), places.map(place -> place.embed(
			row)).orElse(NONE));
	}

	private boolean put(final double[] row, final int index, final int number) {
		final EmbeddingInputs inputs = network.orElseThrow().inputs;
		final Variable variable = specification.embedded().get(number);
		final int from = specification.embeddedOffset(number);
		final float[] values = new float[variable.size()];
		for (int i = 0; i < values.length; i++) values[i] = (float) row[from + i];
		final int[] members = members(variable, values, index);
		if (members.length == 0) inputs.hide(0, number);
		else if (variable.isSet()) inputs.show(0, number, values, 0, members);
		else inputs.show(0, number, values, 0);
		return members.length > 0;
	}

	/** @return the numbers of the members that are there, those of smaller values first; of a signal 0 or nothing */
	private static int[] members(final Variable variable, final float[] values, final int index) {
		final int each = variable.isSet() ? variable.embedding().orElseThrow().each() : variable.size();
		return IntStream.range(0, variable.size() / each).filter(member -> isThere(variable, values, member, each, index)).boxed()
			.sorted(Comparator.comparing(member -> Arrays.copyOfRange(values, member * each, (member + 1) * each), Arrays::compare))
			.mapToInt(Integer::intValue).toArray();
	}

	private static boolean isThere(final Variable variable, final float[] values, final int member, final int each,
		final int index)
	{
		int there = 0;
		for (int i = member * each; i < (member + 1) * each; i++) {
			if (Float.isNaN(values[i])) continue;
			if (!Double.isFinite(variable.transform().forward(values[i]))) throw new InvalidInputException("row " + (index + 1) + ": "
				+ values[i] + " is not a value that " + variable.name() + " can take: correct it");
			there++;
		}
		if (there != 0 && there != each) throw new InvalidInputException("row " + (index + 1) + ": " + (variable.isSet() ? "member "
			+ (member + 1) + " of " + variable.name() : variable.name()) + " has " + there + " of " + each
			+ " values: give all of them, or none");
		return there > 0;
	}

	@Override
	public void close() {
		network.ifPresent(Network::close);
		places.ifPresent(PlaceEmbedder::close);
	}
}
