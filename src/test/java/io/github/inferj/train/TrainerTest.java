// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.protobuf.ByteString;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.Draws;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.SpecificationJson;
import io.github.inferj.variable.Variable;

/**
 * Trains small networks on theta ~ N(0, 1), x ~ N(theta, 0.5^2), whose conditionals are known: theta
 * given x is N(0.8 x, 0.2), x given theta is N(theta, 0.25), x alone is N(0, 1.25).
 */
class TrainerTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("gaussian", Variable.parameter("theta", Prior
		.normal(0, 1)), Variable.data("x"));
	private static final TrainingSettings QUICK = TrainingSettings.defaults(SPECIFICATION).withSteps(60).withBatchSize(64)
		.withArchitecture(new Architecture(2, 16, 2, 2)).withPrediction(Prediction.F);

	private static Simulations simulations;
	private static JointModel trained;

	@TempDir
	private Path folder;

	@BeforeAll
	static void train() {
		final double[] values = new double[2 * 4_000];
		for (int i = 0; i < 4_000; i++) {
			final SeededRandom rng = new SeededRandom(3, i);
			values[2 * i] = rng.nextGaussian();
			values[2 * i + 1] = values[2 * i] + 0.5 * rng.nextGaussian();
		}
		simulations = new Simulations(SPECIFICATION, values, 0);
		trained = new Trainer(QUICK.withSteps(1_500)).train(simulations, Optional.empty(), Progress.NONE);
	}

	/** Mean and sd of 20,000 draws; the tolerances are those of the small network, far above sampling error (sd/141). */
	private static void assertConditional(final double theta, final double x, final int wanted, final double mean,
		final double sd)
	{
		try (ConditionalSampler sampler = new ConditionalSampler(trained)) {
			final Draws draws = sampler.sample(new double[][] { { theta, x } }, new int[] { wanted }, 20_000, 5, Progress.NONE);
			final double[] values = draws.column(0, 0);
			final double actual = Arrays.stream(values).average().orElseThrow();
			assertEquals(mean, actual, 0.1);
			assertEquals(sd, Math.sqrt(Arrays.stream(values).map(v -> (v - actual) * (v - actual)).average().orElseThrow()), 0.08);
		}
	}

	@Test
	void answersEveryConditional() {
		assertConditional(Double.NaN, 1, 0, 0.8, Math.sqrt(0.2));
		assertConditional(Double.NaN, -0.5, 0, -0.4, Math.sqrt(0.2));
		assertConditional(0.7, Double.NaN, 1, 0.7, 0.5);
		assertConditional(Double.NaN, Double.NaN, 1, 0, Math.sqrt(1.25));
	}

	@Test
	void drawsDoNotDependOnHowManyAreAskedFor() {
		try (ConditionalSampler sampler = new ConditionalSampler(trained)) {
			final double[][] rows = { { Double.NaN, 1 }, { Double.NaN, 2 } };
			final Draws two = sampler.sample(rows, new int[] { 0, 1 }, 10, 5, Progress.NONE);
			final Draws one = sampler.sample(new double[][] { rows[0] }, new int[] { 0, 1 }, 10, 5, Progress.NONE);
			for (int i = 0; i < 10; i++) assertEquals(one.get(0, i, 0), two.get(0, i, 0), 1e-5);
			assertEquals(2, two.get(1, 0, 1), 1e-6);
		}
	}

	@Test
	void sameSeedSameWeights() {
		final JointModel a = new Trainer(QUICK).train(simulations, Optional.empty(), Progress.NONE);
		final JointModel b = new Trainer(QUICK).train(simulations, Optional.empty(), Progress.NONE);
		final JointModel c = new Trainer(QUICK.withSeed(2)).train(simulations, Optional.empty(), Progress.NONE);
		assertArrayEquals(a.weights(), b.weights());
		assertFalse(Arrays.equals(a.weights(), c.weights()));
	}

	@Test
	void resumesToTheSameModel() throws IOException {
		final Path whole = folder.resolve("whole.onnx");
		final Path resumed = folder.resolve("resumed.onnx");
		final Path checkpoint = folder.resolve("checkpoint");
		new Trainer(QUICK).train(simulations, Optional.empty(), Progress.NONE).save(whole);
		new Trainer(QUICK).train(simulations, Optional.of(checkpoint), new CancelAfter(37));
		assertTrue(Files.exists(checkpoint));
		new Trainer(QUICK).train(simulations, Optional.of(checkpoint), Progress.NONE).save(resumed);
		assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(resumed));
		final Path again = folder.resolve("again.onnx");
		new Trainer(QUICK).train(simulations, Optional.of(checkpoint), Progress.NONE).save(again);
		assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(again));
	}

	@Test
	void cancellingKeepsAWorkingModel() {
		final JointModel model = new Trainer(QUICK).train(simulations, Optional.empty(), new CancelAfter(5));
		assertTrue(model.provenance().steps() <= 5);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			assertEquals(3, sampler.sample(new double[][] { { Double.NaN, 0 } }, new int[] { 0 }, 3, 1, Progress.NONE)
				.values().length);
		}
	}

	@Test
	void refusesACheckpointOfAnotherRun() {
		final Path checkpoint = folder.resolve("checkpoint");
		new Trainer(QUICK).train(simulations, Optional.of(checkpoint), new CancelAfter(5));
		final Trainer other = new Trainer(QUICK.withSeed(9));
		assertTrue(assertThrows(InvalidInputException.class, () -> other.train(simulations, Optional.of(checkpoint),
			Progress.NONE)).getMessage().contains("other simulations or settings"));
	}

	@Test
	void refusesACheckpointOfVariablesThatWereNotExchangeable() {
		final ModelSpecification apart = ModelSpecification.of("pair", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("x"),
			Variable.data("y"));
		final double[] values = new SeededRandom(1, 1).doubles(3 * 40).toArray();
		final Path checkpoint = folder.resolve("checkpoint");
		new Trainer(QUICK).train(new Simulations(apart, values, 0), Optional.of(checkpoint), new CancelAfter(2));
		final Simulations alike = new Simulations(apart.withExchangeable("x", "y"), values, 0);
		assertTrue(assertThrows(InvalidInputException.class, () -> new Trainer(QUICK).train(alike, Optional.of(checkpoint),
			Progress.NONE)).getMessage().contains("other simulations or settings"));
	}

	@Test
	void modelsKnowWhatTheyWereTrainedFor() {
		final Path file = folder.resolve("model.onnx");
		new Trainer(QUICK.withSteps(2).withConditionals(ConditionalMixture.of(Conditional.POSTERIOR, Conditional.JOINT))).train(
			simulations, Optional.empty(), Progress.NONE).save(file);
		final JointModel model = JointModel.load(file);
		assertFalse(model.isTrainedForAny());
		assertTrue(model.isTrainedFor(1), "the data");
		assertTrue(model.isTrainedFor(), "nothing");
		assertFalse(model.isTrainedFor(0), "the parameter");
		assertTrue(trained.isTrainedForAny(), "by default");
	}

	@Test
	void savedModelsDrawTheSame() {
		final Path file = folder.resolve("model.onnx");
		trained.save(file);
		final JointModel loaded = JointModel.load(file);
		assertEquals(trained.specification(), loaded.specification());
		assertEquals(trained.provenance(), loaded.provenance());
		assertArrayEquals(trained.weights(), loaded.weights());
	}

	@Test
	void anyRuntimeOpensTheFile() throws Exception {
		final Path file = folder.resolve("model.onnx");
		trained.save(file);
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		try (OrtSession session = environment.createSession(file.toString());
				OnnxTensor x = OnnxTensor.createTensor(environment, new float[][] { { 0, 1 }, { 1, 1 }, { 2, 1 } });
				OnnxTensor observed = OnnxTensor.createTensor(environment, new float[][] { { 0, 1 }, { 0, 1 }, { 0, 1 } });
				OnnxTensor sigma = OnnxTensor.createTensor(environment, new float[][] { { 1 }, { 1 }, { 1 } });
				OrtSession.Result result = session.run(Map.of("x", x, "observed", observed, "sigma", sigma)))
		{
			final float[][] denoised = (float[][]) result.get(0).getValue();
			assertEquals(3, denoised.length);
			assertEquals(1, denoised[0][1]);
		}
	}

	@Test
	void refusesWhatIsNoModel() throws IOException {
		final Path good = folder.resolve("good.onnx");
		trained.save(good);
		final byte[] bytes = Files.readAllBytes(good);
		assertRefused("does not exist", folder.resolve("missing.onnx"));
		assertRefused("is a folder", folder);
		assertRefused("no complete ONNX file", Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, bytes.length / 2)));
		assertRefused("no complete ONNX file", Files.write(folder.resolve("text.onnx"), "hello, world".getBytes(
			StandardCharsets.UTF_8)));
		assertRefused("not made by InferJ", Files.write(folder.resolve("empty.onnx"), new byte[0]));
		assertRefused("update InferJ", Files.write(folder.resolve("newer.onnx"), with(bytes, "inferj.format", "99")));
		final ModelSpecification alike = ModelSpecification.of("alike", Variable.parameter("a", Prior.normal(0, 1)), Variable.data("x"),
			Variable.data("y")).withExchangeable("x", "y");
		assertRefused("train it again", Files.write(folder.resolve("older.onnx"), with(with(bytes, "inferj.format", "4"),
			"inferj.specification", SpecificationJson.write(alike))));
		assertRefused("damaged", Files.write(folder.resolve("wrong.onnx"), with(bytes, "inferj.architecture",
			"{\"layers\":3,\"width\":16,\"heads\":2,\"widening\":2}")));
		assertRefused("damaged", Files.write(folder.resolve("nan.onnx"), withWeight(bytes, Float.NaN)));
	}

	private static byte[] with(final byte[] model, final String key, final String value) throws IOException {
		final ModelProto.Builder builder = ModelProto.parseFrom(model).toBuilder();
		for (int i = 0; i < builder.getMetadataPropsCount(); i++) if (builder.getMetadataProps(i).getKey().equals(key))
			builder.setMetadataProps(i, StringStringEntryProto.newBuilder().setKey(key).setValue(value));
		return builder.build().toByteArray();
	}

	private static byte[] withWeight(final byte[] model, final float weight) throws IOException {
		final ModelProto.Builder builder = ModelProto.parseFrom(model).toBuilder();
		final var tensors = builder.getGraphBuilder();
		for (int i = 0; i < tensors.getInitializerCount(); i++) {
			if (!tensors.getInitializer(i).getName().equals("weight:head0.bias")) continue;
			final byte[] raw = tensors.getInitializer(i).getRawData().toByteArray();
			ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putFloat(weight);
			tensors.getInitializerBuilder(i).setRawData(ByteString.copyFrom(raw));
		}
		return builder.build().toByteArray();
	}

	private static void assertRefused(final String reason, final Path file) {
		final String message = assertThrows(InvalidInputException.class, () -> JointModel.load(file)).getMessage();
		assertTrue(message.contains(reason), message);
		assertTrue(message.contains(file.toString()), message);
		assertEquals(1, message.lines().count());
	}

	@Test
	void leavesNothingHalfWritten() throws IOException {
		final Path file = Files.createDirectory(folder.resolve("taken"));
		assertThrows(InvalidInputException.class, () -> trained.save(file));
		try (var files = Files.list(folder)) {
			assertEquals(Set.of(file), Set.copyOf(files.toList()));
		}
	}

	@Test
	void keepsDrawsInsideTheSupport() {
		final ModelSpecification bounded = ModelSpecification.of("bounded", Variable.parameter("u", Prior.uniform(-1, 1)), Variable
			.parameter("e", Prior.exponential(1)), Variable.data("x"));
		final double[] values = new double[3 * 1_000];
		for (int i = 0; i < 1_000; i++) {
			final SeededRandom rng = new SeededRandom(4, i);
			values[3 * i] = 2 * rng.nextDouble() - 1;
			values[3 * i + 1] = rng.nextExponential();
			values[3 * i + 2] = values[3 * i] + values[3 * i + 1];
		}
		final JointModel model = new Trainer(QUICK).train(new Simulations(bounded, values, 0), Optional.empty(), Progress.NONE);
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			final Draws draws = sampler.sample(new double[][] { { Double.NaN, Double.NaN, -0.9 } }, new int[] { 0, 1 }, 2_000, 1,
				Progress.NONE);
			for (int i = 0; i < 2_000; i++) {
				assertTrue(Math.abs(draws.get(0, i, 0)) <= 1);
				assertTrue(draws.get(0, i, 1) >= 0);
			}
		}
	}

	private static final class CancelAfter implements Progress {

		private final long steps;
		private long done;

		CancelAfter(final long steps) {
			this.steps = steps;
		}

		@Override
		public void report(final String stage, final long steps, final long total) {
			done = steps;
		}

		@Override
		public boolean cancelled() {
			return done >= steps;
		}
	}
}
