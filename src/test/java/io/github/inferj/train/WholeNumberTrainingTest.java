// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.model.Standardisation;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Three throws of a coin, heads with probability p ~ U(0, 1): n heads are as probable as any other number. */
class WholeNumberTrainingTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("coin", Variable.parameter("p", Prior.uniform(0,
		1)), Variable.data("n"));
	private static final int THROWS = 3;
	private static final int SIMULATIONS = 4_000;
	private static final int DRAWS = 4_000;
	private static final TrainingSettings SETTINGS = TrainingSettings.defaults(SPECIFICATION).withPrediction(Prediction.F)
		.withArchitecture(new Architecture(2, 24, 2, 2)).withSeed(1);

	private static Simulations simulations() {
		final double[] values = new double[2 * SIMULATIONS];
		final SeededRandom rng = new SeededRandom(3, 3);
		for (int i = 0; i < SIMULATIONS; i++) {
			values[2 * i] = rng.nextDouble();
			for (int k = 0; k < THROWS; k++) if (rng.nextDouble() < values[2 * i]) values[2 * i + 1]++;
		}
		return new Simulations(SPECIFICATION, values, 0);
	}

	@Test
	void latentValuesAreAnywhereNearAWholeNumberAndGivenOnesAreExact() {
		final AttentionBias attention = new AttentionBias(EdgeMasks.DENSE, SPECIFICATION);
		final TrainingData data = new TrainingData(simulations(), Optional.empty(), attention, SETTINGS);
		final Standardisation scales = data.standardisation();
		final DenoiserGraph denoiser = new DenoiserGraph(new JointNetwork(SETTINGS.architecture(), Tokens.of(SPECIFICATION,
			EdgeMasks.DENSE)), attention, data.prediction());
		final int[] latentNear = new int[THROWS + 1];
		int given = 0;
		double sum = 0;
		double square = 0;
		try (BatchTensors batch = BatchTensors.of(4_000, denoiser, Optional.empty())) {
			data.fill(List.of(batch), 1);
			for (int i = 0; i < batch.size(); i++) {
				final double n = scales.inverse(1, batch.x().data().get(2 * i + 1));
				final double off = n - scales.rounded(1, n);
				if (batch.observed().data().get(2 * i + 1) == 1) {
					assertEquals(0, off, 1e-6);
					given++;
					continue;
				}
				latentNear[(int) scales.rounded(1, n)]++;
				sum += off;
				square += off * off;
			}
		}
		final int latent = Arrays.stream(latentNear).sum();
		assertTrue(given > 500 && latent > 500);
		assertEquals(0, sum / latent, 5 * Math.sqrt(2 / 48.0 / latent), "mean; pairs share a value");
		assertEquals(1 / 48.0, square / latent, 5 * Math.sqrt(2 / 2880.0 / latent), "variance of U(-1/4, 1/4)");
	}

	/**
	 * For 5 seeds of training no probability is off by more than 0.066, and no mean by more than 0.014. Given n, p is Beta(n + 1,
	 * 4 - n).
	 */
	@Test
	void drawsHaveTheProbabilitiesOfWholeNumbers(@TempDir final Path folder) {
		final List<String> notes = new ArrayList<>();
		final JointModel model = new Trainer(SETTINGS.withSteps(1_500)).train(simulations(), Optional.empty(), new Progress() {

			@Override
			public void report(final String stage, final long done, final long total) {}

			@Override
			public void note(final String line) {
				notes.add(line);
			}
		});
		assertTrue(notes.contains("learned and drawn as whole numbers: n"), notes.toString());
		final Path file = folder.resolve("coin.onnx");
		model.save(file);
		try (ConditionalSampler sampler = new ConditionalSampler(JointModel.load(file))) {
			for (final double p : new double[] { 0.2, 0.5, 0.9 }) {
				final double[] share = new double[THROWS + 1];
				for (final double n : sampler.sample(new double[][] { { p, Double.NaN } }, new int[] { 1 }, DRAWS, 1, Progress.NONE).column(0,
					0))
				{
					assertEquals(Math.rint(n), n);
					share[(int) n] += 1.0 / DRAWS;
				}
				final double q = 1 - p;
				final double[] exact = { q * q * q, 3 * q * q * p, 3 * q * p * p, p * p * p };
				for (int n = 0; n <= THROWS; n++) assertEquals(exact[n], share[n], 0.1, n + " heads given p = " + p);
			}
			for (int n = 0; n <= THROWS; n++) {
				double mean = 0;
				for (final double p : sampler.sample(new double[][] { { Double.NaN, n } }, new int[] { 0 }, DRAWS, 1, Progress.NONE).column(0,
					0)) mean += p / DRAWS;
				assertEquals((n + 1) / 5.0, mean, 0.05, "p given " + n + " heads");
			}
		}
	}
}
