// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;

/**
 * Every prediction in ONNX Runtime, on random variables, noise and levels from 0.002 to 15. With a variable of unit
 * variance by itself, the Gaussian one is F.
 */
class PreconditioningTest {

	private static final int SAMPLES = 500;
	private static final NoiseLevels LEVELS = new NoiseLevels(2e-3, 15);
	/** Raised to unit variance by the approximation. */
	private static final GaussianApproximation UNIT = new GaussianApproximation(new double[1], new double[][] { { 0.999 } });

	private final float[] clean = new float[SAMPLES];
	private final float[] noise = new float[SAMPLES];
	private final float[] sigma = new float[SAMPLES];
	private final float[] noisy = new float[SAMPLES];

	PreconditioningTest() {
		final SeededRandom rng = new SeededRandom(5, 1);
		for (int i = 0; i < SAMPLES; i++) {
			clean[i] = (float) rng.nextGaussian();
			noise[i] = (float) rng.nextGaussian();
			sigma[i] = (float) LEVELS.at(rng.nextDouble());
			noisy[i] = clean[i] + sigma[i] * noise[i];
		}
	}

	/** The graph's input, target and estimate, the last from given outputs of a network. */
	private Map<String, float[]> run(final Prediction prediction, final float[] output) {
		final Graph graph = new Graph();
		final Shape column = Shape.of(SAMPLES, 1);
		final Value x = graph.input("x", ElementType.FLOAT, column);
		final Value levels = graph.input("sigma", ElementType.FLOAT, column);
		final boolean isGaussian = prediction == Prediction.GAUSSIAN;
		final Preconditioning preconditioning = isGaussian ? new GaussianPreconditioning(graph, UNIT.mean(), x, levels)
			: new IndependentPreconditioning(prediction, x, levels);
		graph.output("target", preconditioning.target(graph.input("clean", ElementType.FLOAT, column)));
		graph.output("scaled", preconditioning.input());
		graph.output("denoised", preconditioning.denoised(graph.input("output", ElementType.FLOAT, column)));
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor xs = Tensor.of(noisy, SAMPLES, 1);
				Tensor sigmas = Tensor.of(sigma, SAMPLES, 1);
				Tensor cleans = Tensor.of(clean, SAMPLES, 1);
				Tensor outputs = Tensor.of(output, SAMPLES, 1);
				Tensor target = new Tensor(SAMPLES, 1);
				Tensor scaled = new Tensor(SAMPLES, 1);
				Tensor denoised = new Tensor(SAMPLES, 1);
				GaussianTensors normal = GaussianTensors.of(SAMPLES, 1))
		{
			final BitSet all = new BitSet();
			all.set(0);
			for (int i = 0; i < SAMPLES; i++) normal.put(i, UNIT.at(new BitSet(), List.of(all), sigma[i]));
			final Map<String, Tensor> inputs = new HashMap<>(isGaussian ? normal.byName() : Map.of());
			inputs.putAll(Map.of("x", xs, "sigma", sigmas, "clean", cleans, "output", outputs));
			session.run(inputs, Map.of("target", target, "scaled",
				scaled, "denoised", denoised));
			return Map.of("target", target.toArray(), "scaled", scaled.toArray(), "denoised", denoised.toArray());
		}
	}

	/** What the network's output stands for, by the papers, of given variables and noise. */
	private static double published(final Prediction prediction, final double clean, final double noise, final double sigma) {
		return switch (prediction) {
			case F, GAUSSIAN -> (sigma * clean - noise) / Math.sqrt(1 + sigma * sigma);
			case VELOCITY -> (noise - sigma * clean) / Math.sqrt(1 + sigma * sigma);
			case EPSILON -> noise;
			case SCORE -> -noise;
		};
	}

	/** The tolerance is single precision's for x in units of the smallest level. */
	@ParameterizedTest
	@EnumSource(Prediction.class)
	void targetsAreThePublishedOnes(final Prediction prediction) {
		final float[] target = run(prediction, noise).get("target");
		for (int i = 0; i < SAMPLES; i++) assertEquals(published(prediction, clean[i], noise[i], sigma[i]), target[i], 1e-6
			/ sigma[i] + 1e-5);
	}

	@ParameterizedTest
	@EnumSource(Prediction.class)
	void targetsDenoiseToTheCleanVariables(final Prediction prediction) {
		final float[] denoised = run(prediction, run(prediction, noise).get("target")).get("denoised");
		for (int i = 0; i < SAMPLES; i++) assertEquals(clean[i], denoised[i], 2e-6 * (1 + Math.abs(noisy[i])));
	}

	/**
	 * Of Gaussian variables N(m, s^2), E[eps | x] = sigma (x - m) / (s^2 + sigma^2) and E[x_0 | x] = x - sigma
	 * E[eps | x]; targets are linear in both, so a network that has learned these must denoise to the
	 * latter.
	 */
	@ParameterizedTest
	@EnumSource(Prediction.class)
	void perfectNetworksDenoiseToTheConditionalExpectation(final Prediction prediction) {
		final double mean = 0.7;
		final double variance = 0.09;
		final float[] output = new float[SAMPLES];
		final double[] expected = new double[SAMPLES];
		for (int i = 0; i < SAMPLES; i++) {
			final double expectedNoise = sigma[i] * (noisy[i] - mean) / (variance + sigma[i] * sigma[i]);
			expected[i] = noisy[i] - sigma[i] * expectedNoise;
			output[i] = (float) published(prediction, expected[i], expectedNoise, sigma[i]);
		}
		final float[] denoised = run(prediction, output).get("denoised");
		for (int i = 0; i < SAMPLES; i++) assertEquals(expected[i], denoised[i], 2e-6 * (1 + Math.abs(noisy[i])));
	}

	@ParameterizedTest
	@EnumSource(Prediction.class)
	void inputsHaveUnitVarianceExceptForScores(final Prediction prediction) {
		final float[] scaled = run(prediction, noise).get("scaled");
		for (int i = 0; i < SAMPLES; i++) assertEquals(prediction == Prediction.SCORE ? noisy[i] : noisy[i] / Math.sqrt(1
			+ sigma[i] * sigma[i]), scaled[i], 1e-6 * (1 + Math.abs(noisy[i])));
	}
}
