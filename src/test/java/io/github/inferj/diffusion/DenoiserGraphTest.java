// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.network.WeightLayout;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class DenoiserGraphTest {

	private static final int TOKENS = 4;
	private static final float STEP = 2e-2f;
	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)).dependsOn(), Variable.parameter("b", Prior.normal(0, 1)).dependsOn(), Variable.data("x").dependsOn("a", "b"), Variable
			.data("y").dependsOn("x"));

	private static final GaussianApproximation GAUSSIAN = new GaussianApproximation(new double[] { 0.1, -0.2, 0, 0.3 },
		new double[][] { { 1, 0.5, -0.3, 0.4 }, { 0.5, 1.2, 0.2, 0.1 }, { -0.3, 0.2, 0.9, -0.6 }, { 0.4, 0.1, -0.6, 1.1 } });

	private static DenoiserGraph graph(final AttentionBias attention, final Prediction prediction) {
		final JointNetwork network = new JointNetwork(new Architecture(2, 8, 2, 2), Tokens.scalars(TOKENS), prediction.hints());
		return new DenoiserGraph(network, attention, prediction, prediction == Prediction.GAUSSIAN ? Optional.of(GAUSSIAN) : Optional
			.empty());
	}

	private static BitSet all() {
		final BitSet all = new BitSet();
		all.set(0, TOKENS);
		return all;
	}

	/** @return what the approximation fills in for each sample of a mask, or nothing for other predictions */
	private static Map<String, Tensor> normal(final Prediction prediction, final float[] mask, final float... levels) {
		if (prediction != Prediction.GAUSSIAN) return Map.of();
		final GaussianTensors tensors = GaussianTensors.of(levels.length, TOKENS);
		for (int i = 0; i < levels.length; i++) tensors.put(i, GAUSSIAN.at(given(mask, i), List.of(all()), levels[i]));
		return tensors.byName();
	}

	private static BitSet given(final float[] mask, final int sample) {
		final BitSet given = new BitSet();
		for (int c = 0; c < TOKENS; c++) given.set(c, mask[sample * TOKENS + c] == 1);
		return given;
	}

	/**
	 * All rows of the Jacobian in one run, each from a sample of its own, against differences of the
	 * estimates: their truncation and single precision stay below the tolerance.
	 */
	private static void assertVectorJacobian(final EdgeMasks masks, final Prediction prediction) {
		final AttentionBias attention = new AttentionBias(masks, SPECIFICATION);
		final DenoiserGraph parts = graph(attention, prediction);
		final WeightLayout layout = parts.network().layout();
		final Graph graph = new Graph();
		parts.addDenoiser(graph, layout.constants(graph, layout.initialise(new SeededRandom(3, 1))));
		DenoiserGraph.addVectorJacobian(graph);
		final BitSet given = new BitSet();
		given.set(3);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor x = new Tensor(TOKENS, TOKENS);
				Tensor observed = new Tensor(TOKENS, TOKENS);
				Tensor sigma = Tensor.of(new float[] { 0.7f, 0.7f, 0.7f, 0.7f }, TOKENS, 1);
				Tensor vector = new Tensor(TOKENS, TOKENS);
				Tensor bias = new Tensor(TOKENS, 1, TOKENS, TOKENS);
				Tensor denoised = new Tensor(TOKENS, TOKENS);
				Tensor product = new Tensor(TOKENS, TOKENS))
		{
			final Map<String, Tensor> inputs = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed,
				DenoiserGraph.SIGMA, sigma, DenoiserGraph.VECTOR, vector));
			if (attention.isPerSample()) inputs.put(AttentionBias.INPUT, bias);
			final float[] last = new float[TOKENS * TOKENS];
			for (int row = 0; row < TOKENS; row++) last[row * TOKENS + 3] = 1;
			inputs.putAll(normal(prediction, last, 0.7f, 0.7f, 0.7f, 0.7f));
			final Map<String, Tensor> outputs = Map.of(DenoiserGraph.DENOISED, denoised, DenoiserGraph.VECTOR_JACOBIAN, product);
			final float[] at = { 0.3f, -0.6f, 1.1f, 0.4f };
			for (int row = 0; row < TOKENS; row++) {
				observed.data().put(row * TOKENS + 3, 1);
				vector.data().put(row * TOKENS + row, 1);
				bias.data().put(row * TOKENS * TOKENS, attention.of(given));
				x.data().put(row * TOKENS, at);
			}
			session.run(inputs, outputs);
			final float[] jacobian = product.toArray();
			for (int j = 0; j < TOKENS; j++) {
				final float[] up = estimates(session, inputs, outputs, j, at[j] + STEP);
				final float[] down = estimates(session, inputs, outputs, j, at[j] - STEP);
				estimates(session, inputs, outputs, j, at[j]);
				for (int i = 0; i < TOKENS; i++) assertEquals((up[i] - down[i]) / (2 * STEP), jacobian[i * TOKENS + j], 2e-3, i + " by "
					+ j);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void vectorJacobianAgreesWithDifferences(final EdgeMasks masks) {
		assertVectorJacobian(masks, Prediction.F);
	}

	@ParameterizedTest
	@EnumSource(Prediction.class)
	void vectorJacobianAgreesWithDifferences(final Prediction prediction) {
		assertVectorJacobian(EdgeMasks.DENSE, prediction);
	}

	/**
	 * The loss on noisy values against what the denoiser makes of the same values: the error of its estimate,
	 * weighted as each prediction promises, over the latent variables.
	 */
	@ParameterizedTest
	@EnumSource(Prediction.class)
	void lossIsTheWeightedErrorOfTheEstimate(final Prediction prediction) {
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, SPECIFICATION);
		final DenoiserGraph parts = graph(attention, prediction);
		final WeightLayout layout = parts.network().layout();
		final float[] weights = layout.initialise(new SeededRandom(3, 1));
		final Graph denoiser = new Graph();
		parts.addDenoiser(denoiser, layout.constants(denoiser, weights));
		final Graph loss = new Graph();
		loss.output("loss", parts.addLoss(loss, 2, layout.constants(loss, weights)));
		final float[] clean = { 0.3f, -0.6f, 1.1f, 0.4f, -1.2f, 0.1f, 0.8f, -0.5f };
		final float[] mask = { 0, 0, 1, 0, 0, 1, 1, 1 };
		final float[] levels = { 0.4f, 3 };
		final float[] epsilon = { 0.5f, 1.3f, -0.2f, -0.9f, 0.7f, 0.1f, -0.6f, 2 };
		final float[] noisy = new float[clean.length];
		for (int k = 0; k < noisy.length; k++) noisy[k] = clean[k] + (1 - mask[k]) * levels[k / TOKENS] * epsilon[k];
		try (Session denoising = new Session(OnnxWriter.write(denoiser, "test", Map.of()).toByteArray(), 1);
				Session losing = new Session(OnnxWriter.write(loss, "test", Map.of()).toByteArray(), 1);
				Tensor x = Tensor.of(noisy, 2, TOKENS);
				Tensor values = Tensor.of(clean, 2, TOKENS);
				Tensor observed = Tensor.of(mask, 2, TOKENS);
				Tensor sigma = Tensor.of(levels, 2, 1);
				Tensor noise = Tensor.of(epsilon, 2, TOKENS);
				Tensor denoised = new Tensor(2, TOKENS);
				Tensor actual = new Tensor())
		{
			final Map<String, Tensor> inputs = new HashMap<>(normal(prediction, mask, levels));
			inputs.putAll(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, observed, DenoiserGraph.SIGMA, sigma));
			denoising.run(inputs, Map.of(DenoiserGraph.DENOISED, denoised));
			inputs.putAll(Map.of(DenoiserGraph.X, values, DenoiserGraph.NOISE, noise));
			losing.run(inputs, Map.of("loss", actual));
			final int[] latent = { 3, 1 };
			double expected = 0;
			for (int k = 0; k < clean.length; k++) if (mask[k] == 0) expected += weight(prediction, levels[k / TOKENS], given(mask, k
				/ TOKENS), k % TOKENS) * Math.pow(denoised.data().get(
				k) - clean[k], 2) / latent[k / TOKENS] / 2;
			assertEquals(expected, actual.data().get(0), 1e-5 * expected);
		}
	}

	private static double weight(final Prediction prediction, final double sigma, final BitSet given, final int column) {
		return switch (prediction) {
			case F, VELOCITY -> (1 + sigma * sigma) / (sigma * sigma);
			case EPSILON, SCORE -> 1 / (sigma * sigma);
			case GAUSSIAN -> Math.pow(GAUSSIAN.at(given, List.of(all()), sigma).spread()[column], -2);
		};
	}

	private static float[] estimates(final Session session, final Map<String, Tensor> inputs,
		final Map<String, Tensor> outputs, final int column, final float value)
	{
		for (int row = 0; row < TOKENS; row++) inputs.get(DenoiserGraph.X).data().put(row * TOKENS + column, value);
		session.run(inputs, outputs);
		return outputs.get(DenoiserGraph.DENOISED).toArray();
	}
}
