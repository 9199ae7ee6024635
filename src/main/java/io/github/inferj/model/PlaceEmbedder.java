// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.Arrays;
import java.util.Map;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;

/**
 * Computes what the tokens of functions owe to their places, once for all observations in a row that share them. Close it to
 * free ONNX Runtime's session.
 */
final class PlaceEmbedder implements AutoCloseable {

	private final Marginal marginal;
	private final Session session;
	private final Tensor places;
	private final Tensor tokens;
	private final Session.Bindings bindings;
	private double[] latestPlaces = {};
	private float[] latestTokens = {};

	/**
	 * @param marginal a model with functions
	 * @param threads number of CPU threads
	 * @param device where the network runs
	 */
	PlaceEmbedder(final Marginal marginal, final int threads, final Device device) {
		this.marginal = marginal;
		session = new Session(OnnxWriter.write(marginal.placeEmbedding(), "InferJ places", Map.of()).toByteArray(), threads, device);
		places = new Tensor(1, marginal.columns().length);
		tokens = new Tensor(1, marginal.functionTokens(), marginal.model().architecture().width());
		bindings = new Session.Bindings(Map.of(DenoiserGraph.PLACES, places), Map.of(DenoiserGraph.PLACE_TOKENS, tokens));
	}

	/**
	 * @param row as of {@link io.github.inferj.variable.ModelSpecification#rowSize}
	 * @return (F, width), not to be changed; for absent places anything finite
	 */
	float[] embed(final double[] row) {
		final double[] at = marginal.places(row);
		if (Arrays.equals(at, latestPlaces)) return latestTokens;
		for (int c = 0; c < at.length; c++) places.data().put(c, Double.isNaN(at[c]) ? 0 : (float) at[c]);
		session.run(bindings);
		latestPlaces = at;
		latestTokens = tokens.toArray();
		return latestTokens;
	}

	@Override
	public void close() {
		session.close();
		places.close();
		tokens.close();
	}
}
