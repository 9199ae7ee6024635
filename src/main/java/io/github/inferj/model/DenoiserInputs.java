// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.GaussianApproximation;
import io.github.inferj.diffusion.GaussianTensors;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Tensor;

/** The inputs of a denoiser's graph, for as many samples as go through the network at once. Close it to free its tensors. */
final class DenoiserInputs implements AutoCloseable {

	private final Marginal marginal;
	private final AttentionBias attention;
	private final int size;
	private final int columns;
	private final Tensor x;
	private final Tensor observed;
	private final Tensor sigma;
	private final Optional<Tensor> placeTokens;
	private final Optional<Tensor> bias;
	private final Optional<Tensor> tokens;
	private final Optional<GaussianApproximation> gaussian;
	private final Optional<GaussianTensors> normal;
	private final Map<BitSet, BitSet> samplesByGiven = new HashMap<>();

	/**
	 * @param marginal whose denoiser it is
	 * @param attention of that marginal
	 * @param size number of samples
	 */
	DenoiserInputs(final Marginal marginal, final AttentionBias attention, final int size) {
		this.marginal = marginal;
		this.attention = attention;
		this.size = size;
		columns = marginal.columns().length;
		x = new Tensor(size, columns);
		observed = new Tensor(size, columns);
		sigma = new Tensor(size, 1);
		final int width = marginal.model().architecture().width();
		placeTokens = marginal.hasFunctions() ? Optional.of(new Tensor(size, marginal.functionTokens(), width)) : Optional.empty();
		bias = attention.isPerSample() ? Optional.of(new Tensor(size, 1, attention.tokens(), attention.tokens())) : Optional.empty();
		final int embedded = marginal.model().specification().embedded().size();
		tokens = embedded == 0 ? Optional.empty() : Optional.of(new Tensor(size, embedded, width));
		gaussian = marginal.gaussian();
		normal = gaussian.map(approximation -> GaussianTensors.of(size, columns));
	}

	/**
	 * Tells what a sample is conditioned on.
	 *
	 * @param sample from 0
	 * @param given positions of the observed columns among the kept ones
	 * @param at as {@link Marginal#places} gives them
	 * @param embedded what is given of embedded variables, and the tokens of places
	 */
	void observe(final int sample, final BitSet given, final double[] at, final Embedder.Embedded embedded) {
		final BitSet givenColumns = (BitSet) embedded.given().clone();
		tokens.ifPresent(tensor -> tensor.data().put(sample * embedded.tokens().length, embedded.tokens()));
		placeTokens.ifPresent(tensor -> tensor.data().put(sample * embedded.placeTokens().length, embedded.placeTokens()));
		for (int c = 0; c < columns; c++) {
			givenColumns.set(marginal.columns()[c], given.get(c));
			observed.data().put(sample * columns + c, given.get(c) ? 1 : 0);
		}
		if (bias.isPresent()) bias.get().data().put(sample * attention.tokens() * attention.tokens(), attention.of(givenColumns,
			marginal.groups(at), Arrays.copyOf(at, attention.tokens())));
		if (normal.isPresent()) {
			samplesByGiven.values().removeIf(samples -> {
				samples.clear(sample);
				return samples.isEmpty();
			});
			samplesByGiven.computeIfAbsent((BitSet) given.clone(), pattern -> new BitSet()).set(sample);
		}
	}

	/** Sets the noise level of all samples. */
	void level(final double level) {
		for (int i = 0; i < size; i++) sigma.data().put(i, (float) level);
		if (normal.isPresent()) samplesByGiven.forEach((given, samples) -> {
			final GaussianApproximation.Conditional conditional = gaussian.orElseThrow().at(given, List.of(all()), (float) level);
			samples.stream().forEach(sample -> normal.get().put(sample, conditional));
		});
	}

	private BitSet all() {
		final BitSet all = new BitSet();
		all.set(0, columns);
		return all;
	}

	/** @return the noisy values, (samples x columns), to be filled in */
	FloatBuffer x() {
		return x.data();
	}

	/** @return (samples x columns): 1 where observed, 0 where latent */
	FloatBuffer observed() {
		return observed.data();
	}

	/** @return the tensors by the names of the graph's inputs, a new map */
	Map<String, Tensor> tensors() {
		final Map<String, Tensor> tensors = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed,
			DenoiserGraph.SIGMA, sigma));
		placeTokens.ifPresent(tensor -> tensors.put(DenoiserGraph.PLACE_TOKENS, tensor));
		normal.ifPresent(values -> tensors.putAll(values.byName()));
		bias.ifPresent(tensor -> tensors.put(AttentionBias.INPUT, tensor));
		tokens.ifPresent(tensor -> tensors.put(DenoiserGraph.EMBEDDED, tensor));
		return tensors;
	}

	@Override
	public void close() {
		x.close();
		observed.close();
		sigma.close();
		placeTokens.ifPresent(Tensor::close);
		normal.ifPresent(GaussianTensors::close);
		bias.ifPresent(Tensor::close);
		tokens.ifPresent(Tensor::close);
	}
}
