// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Small networks on a -> b -> x and, apart from these, c -> y: a ~ N(0, 1), b ~ N(a, 1), x ~ N(b, 1),
 * c ~ N(0, 1), y ~ N(c, 0.5^2).
 */
class EdgeMaskTrainingTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("chain", Variable.parameter("a", Prior.normal(0,
		1)).dependsOn(), Variable.parameter("b", Prior.drawnBySimulator()).dependsOn("a"), Variable.parameter("c", Prior.normal(0,
			1)).dependsOn(), Variable.data("x").dependsOn("b"), Variable.data("y").dependsOn("c"));
	private static final int A = 0;
	private static final int B = 1;
	private static final int C = 2;
	private static final int X = 3;
	private static final int Y = 4;
	private static final Simulations SIMULATIONS = simulate(4_000);
	private static final TrainingSettings QUICK = TrainingSettings.defaults(SPECIFICATION).withSteps(40).withBatchSize(64)
		.withArchitecture(new Architecture(2, 16, 2, 2)).withPrediction(Prediction.F);

	@TempDir
	private Path folder;

	private static Simulations simulate(final int count) {
		final double[] values = new double[5 * count];
		for (int i = 0; i < count; i++) {
			final SeededRandom rng = new SeededRandom(3, i);
			values[5 * i + A] = rng.nextGaussian();
			values[5 * i + B] = values[5 * i + A] + rng.nextGaussian();
			values[5 * i + C] = rng.nextGaussian();
			values[5 * i + X] = values[5 * i + B] + rng.nextGaussian();
			values[5 * i + Y] = values[5 * i + C] + 0.5 * rng.nextGaussian();
		}
		return new Simulations(SPECIFICATION, values, 0);
	}

	private static JointModel train(final TrainingSettings settings) {
		return new Trainer(settings).train(SIMULATIONS, Optional.empty(), Progress.NONE);
	}

	/** The network's estimates at one noise level. */
	private static float[] denoise(final JointModel model, final float[] values, final int... observed) {
		final BitSet given = new BitSet();
		final float[] mask = new float[5];
		for (final int column : observed) {
			given.set(column);
			mask[column] = 1;
		}
		final AttentionBias attention = model.attention();
		try (Session session = new Session(OnnxWriter.write(model.denoiser(), "denoiser", Map.of()).toByteArray(), 1);
				Tensor x = Tensor.of(values, 1, 5);
				Tensor condition = Tensor.of(mask, 1, 5);
				Tensor sigma = Tensor.of(new float[] { 0.5f }, 1, 1);
				Tensor bias = Tensor.of(attention.of(given), 1, 1, 5, 5);
				Tensor denoised = new Tensor(1, 5))
		{
			final Map<String, Tensor> inputs = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, condition,
				DenoiserGraph.SIGMA, sigma));
			if (attention.isPerSample()) inputs.put(AttentionBias.INPUT, bias);
			session.run(inputs, Map.of(DenoiserGraph.DENOISED, denoised));
			return denoised.toArray();
		}
	}

	/** @return which estimates change, however little, with the value of a column */
	private static BitSet influencedBy(final JointModel model, final int column, final int... observed) {
		final float[] values = { 0.3f, -0.5f, 0.8f, 1.1f, 0.2f };
		final float[] before = denoise(model, values, observed);
		values[column] = -1.4f;
		final float[] after = denoise(model, values, observed);
		final BitSet influenced = new BitSet();
		for (int c = 0; c < 5; c++) influenced.set(c, before[c] != after[c]);
		return influenced;
	}

	private static BitSet columns(final int... columns) {
		return Arrays.stream(columns).collect(BitSet::new, BitSet::set, BitSet::or);
	}

	@Test
	void denseTokensReadEachOther() {
		final JointModel model = train(QUICK);
		assertEquals(columns(A, B, C, X, Y), influencedBy(model, X));
		assertEquals(columns(A, B, C, X), influencedBy(model, X, Y));
	}

	@Test
	void undirectedTokensReadWhatTheyAreConnectedTo() {
		final JointModel model = train(QUICK.withEdgeMasks(EdgeMasks.UNDIRECTED));
		assertEquals(columns(A, B, X), influencedBy(model, X));
		assertEquals(columns(C, Y), influencedBy(model, Y, Y));
		final JointModel oneLayer = train(QUICK.withEdgeMasks(EdgeMasks.UNDIRECTED).withArchitecture(new Architecture(1, 16, 2,
			2)));
		assertEquals(columns(B, X), influencedBy(oneLayer, X));
	}

	@Test
	void directedTokensReadWhatTheyDependOnGivenTheObserved() {
		final JointModel model = train(QUICK.withEdgeMasks(EdgeMasks.DIRECTED));
		assertEquals(columns(X), influencedBy(model, X));
		assertEquals(columns(A, B, X), influencedBy(model, A));
		assertEquals(columns(B, X, A), influencedBy(model, X, X));
		assertEquals(columns(C, Y), influencedBy(model, C));
		final JointModel oneLayer = train(QUICK.withEdgeMasks(EdgeMasks.DIRECTED).withArchitecture(new Architecture(1, 16, 2,
			2)));
		assertEquals(columns(B), influencedBy(oneLayer, B, X));
		assertEquals(columns(A, B), influencedBy(oneLayer, A, X));
	}

	@Test
	void directedConditionalsAreRight() {
		final JointModel model = train(QUICK.withEdgeMasks(EdgeMasks.DIRECTED).withSteps(1_500));
		final double nan = Double.NaN;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws draws = sampler.sample(new double[][] { { nan, nan, nan, 1.5, 0.5 } }, new int[] { A, B, C }, 10_000, 5,
				Progress.NONE);
			assertMoments(draws.column(0, 0), 0.5, Math.sqrt(2 / 3.0));
			assertMoments(draws.column(0, 1), 1, Math.sqrt(2 / 3.0));
			assertMoments(draws.column(0, 2), 0.4, Math.sqrt(0.2));
		}
	}

	/** The tolerance is that of the small network, far above sampling error (sd/100). */
	private static void assertMoments(final double[] values, final double mean, final double sd) {
		final double actual = Arrays.stream(values).average().orElseThrow();
		assertEquals(mean, actual, 0.15);
		assertEquals(sd, Math.sqrt(Arrays.stream(values).map(v -> (v - actual) * (v - actual)).average().orElseThrow()), 0.1);
	}

	@Test
	void observationsKeepTheirOwnMasks() {
		final JointModel model = train(QUICK.withEdgeMasks(EdgeMasks.DIRECTED));
		final double nan = Double.NaN;
		final double[][] rows = { { nan, nan, nan, 1, 2 }, { 0.5, nan, nan, nan, nan } };
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws both = sampler.sample(rows, new int[] { A, B, X }, 20, 4, Progress.NONE);
			final Draws first = sampler.sample(new double[][] { rows[0] }, new int[] { A, B, X }, 20, 4, Progress.NONE);
			for (int i = 0; i < 20; i++) for (int c = 0; c < 3; c++) assertEquals(first.get(0, i, c), both.get(0, i, c), 1e-5);
		}
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void modelFilesKeepTheMasks(final EdgeMasks masks) throws IOException {
		final JointModel model = train(QUICK.withEdgeMasks(masks).withSteps(5));
		final Path file = folder.resolve("model.onnx");
		model.save(file);
		final JointModel loaded = JointModel.load(file);
		assertEquals(masks, loaded.edgeMasks());
		assertArrayEquals(model.weights(), loaded.weights());
		assertEquals(masks != EdgeMasks.DENSE, ModelProto.parseFrom(Files.readAllBytes(file)).getMetadataPropsList().stream()
			.anyMatch(entry -> entry.getKey().equals("inferj.edge_masks")));
		try (Session session = new Session(Files.readAllBytes(file), 1)) {
			assertEquals(masks == EdgeMasks.DIRECTED, session.inputNames().contains(AttentionBias.INPUT));
		}
	}

	@Test
	void refusesUnknownMasks() throws IOException {
		final Path file = folder.resolve("model.onnx");
		train(QUICK.withSteps(5)).save(file);
		final ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder().addMetadataProps(
			StringStringEntryProto.newBuilder().setKey("inferj.edge_masks").setValue("round")).build();
		Files.write(file, proto.toByteArray());
		assertThrows(InvalidInputException.class, () -> JointModel.load(file));
	}

	@Test
	void masksChangeWhatIsLearned() {
		assertNotEquals(Arrays.hashCode(train(QUICK).weights()), Arrays.hashCode(train(QUICK.withEdgeMasks(
			EdgeMasks.UNDIRECTED)).weights()));
	}
}
