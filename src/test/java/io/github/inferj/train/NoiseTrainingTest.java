// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.NoiseSchedule;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.model.ConditionalSampler;
import io.github.inferj.model.JointModel;
import io.github.inferj.network.Architecture;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Every schedule with every prediction, on theta ~ N(0, 1), x ~ N(theta, 0.5^2): theta given x is N(0.8 x, 0.2). */
class NoiseTrainingTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("gaussian", Variable.parameter("theta", Prior
		.normal(0, 1)), Variable.data("x"));
	private static final NoiseLevels RANGE = new NoiseLevels(0.05, 2);
	private static final TrainingSettings QUICK = TrainingSettings.defaults(SPECIFICATION).withSteps(300).withBatchSize(64)
		.withLearningRate(1e-2).withArchitecture(new Architecture(1, 16, 2, 2)).withThreads(1).withNoise(RANGE).withPrediction(
			Prediction.F).withConditionals(ConditionalMixture.of(Conditional.POSTERIOR));
	private static final Simulations SIMULATIONS = simulate(2_000);

	@TempDir
	private Path folder;

	private static Simulations simulate(final int count) {
		final double[] values = new double[2 * count];
		for (int i = 0; i < count; i++) {
			final SeededRandom rng = new SeededRandom(3, i);
			values[2 * i] = rng.nextGaussian();
			values[2 * i + 1] = values[2 * i] + 0.5 * rng.nextGaussian();
		}
		return new Simulations(SPECIFICATION, values, 0);
	}

	private static JointModel train(final TrainingSettings settings) {
		return new Trainer(settings).train(SIMULATIONS, Optional.empty(), Progress.NONE);
	}

	static Stream<Arguments> combinations() {
		return Stream.of(NoiseSchedule.values()).flatMap(schedule -> Stream.of(Prediction.values()).map(prediction -> Arguments
			.of(schedule, prediction)));
	}

	/**
	 * The tolerances are those of a small network after 300 steps, far above the sampling error of 2,000
	 * draws (0.01); the prior has mean 0 and standard deviation 1, an untrained network 0 and about 2.
	 */
	@ParameterizedTest
	@MethodSource("combinations")
	void learnsThePosterior(final NoiseSchedule schedule, final Prediction prediction) {
		final JointModel model = train(QUICK.withNoise(RANGE.with(schedule, schedule)).withPrediction(prediction));
		final double[] draws;
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			draws = sampler.sample(new double[][] { { Double.NaN, 1 } }, new int[] { 0 }, 2_000, 5, Progress.NONE).column(0, 0);
		}
		final double mean = Arrays.stream(draws).average().orElseThrow();
		assertEquals(0.8, mean, 0.2);
		assertEquals(Math.sqrt(0.2), Math.sqrt(Arrays.stream(draws).map(v -> (v - mean) * (v - mean)).average().orElseThrow()),
			0.2);
	}

	@Test
	void modelFilesKeepSchedulesAndPrediction() {
		final NoiseLevels noise = RANGE.with(NoiseSchedule.EDM, NoiseSchedule.COSINE);
		final JointModel model = train(QUICK.withSteps(5).withNoise(noise).withPrediction(Prediction.EPSILON));
		final Path file = folder.resolve("model.onnx");
		model.save(file);
		final JointModel loaded = JointModel.load(file);
		assertEquals(noise, loaded.noise());
		assertEquals(Prediction.EPSILON, loaded.prediction());
		assertArrayEquals(draw(model), draw(loaded));
	}

	@Test
	void samplersVisitTheModelsGrid() {
		final JointModel model = train(QUICK.withSteps(5));
		final JointModel edm = model.withSampling(NoiseSchedule.EDM);
		assertEquals(RANGE.with(NoiseSchedule.LOG_UNIFORM, NoiseSchedule.EDM), edm.noise());
		assertFalse(Arrays.equals(draw(model), draw(edm)));
		assertArrayEquals(draw(model), draw(edm.withSampling(NoiseSchedule.LOG_UNIFORM)));
	}

	private static double[] draw(final JointModel model) {
		try (ConditionalSampler sampler = new ConditionalSampler(model)) {
			return sampler.sample(new double[][] { { Double.NaN, 1 } }, new int[] { 0 }, 5, 5, Progress.NONE).values();
		}
	}

	/** Files of format 1 hold the range alone. */
	@Test
	void filesOfFormatOneAreLogUniformWithF() throws IOException {
		final JointModel model = train(QUICK.withSteps(5));
		final Path file = folder.resolve("model.onnx");
		model.save(file);
		final ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
		final List<StringStringEntryProto> entries = List.copyOf(proto.getMetadataPropsList());
		proto.clearMetadataProps();
		for (final StringStringEntryProto entry : entries) {
			if (entry.getKey().equals("inferj.format")) proto.addMetadataProps(entry.toBuilder().setValue("1"));
			else if (!entry.getKey().endsWith("_schedule") && !entry.getKey().equals("inferj.prediction")) proto.addMetadataProps(
				entry);
		}
		assertEquals(entries.size() - 3, proto.getMetadataPropsCount());
		Files.write(file, proto.build().toByteArray());
		final JointModel loaded = JointModel.load(file);
		assertEquals(RANGE.with(NoiseSchedule.LOG_UNIFORM, NoiseSchedule.LOG_UNIFORM), loaded.noise());
		assertEquals(Prediction.F, loaded.prediction());
		assertArrayEquals(draw(model), draw(loaded));
	}

	@ParameterizedTest
	@ValueSource(strings = { "inferj.training_schedule", "inferj.sampling_schedule", "inferj.prediction" })
	void refusesWhatItDoesNotKnow(final String key) throws IOException {
		final Path file = folder.resolve("model.onnx");
		train(QUICK.withSteps(5)).save(file);
		final ModelProto.Builder proto = ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
		proto.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue("round"));
		Files.write(file, proto.build().toByteArray());
		final String message = assertThrows(InvalidInputException.class, () -> JointModel.load(file)).getMessage();
		assertTrue(message.contains(file.toString()) && message.contains("damaged"), message);
	}

	@Test
	void checkpointsBelongToTheirPrediction() {
		final Path checkpoint = folder.resolve("checkpoint");
		final TrainingSettings few = QUICK.withSteps(5);
		new Trainer(few).train(SIMULATIONS, Optional.of(checkpoint), Progress.NONE);
		for (final TrainingSettings other : List.of(few.withPrediction(Prediction.SCORE), few.withNoise(RANGE.with(
			NoiseSchedule.VP, NoiseSchedule.LOG_UNIFORM))))
			assertThrows(InvalidInputException.class, () -> new Trainer(other).train(SIMULATIONS, Optional.of(checkpoint),
				Progress.NONE));
	}

	@Test
	void trainingSeesTheScheduleNotTheGrid() {
		final TrainingSettings few = QUICK.withSteps(5);
		final float[] weights = train(few).weights();
		assertArrayEquals(weights, train(few.withNoise(RANGE.with(NoiseSchedule.LOG_UNIFORM, NoiseSchedule.EDM))).weights());
		assertFalse(Arrays.equals(weights, train(few.withNoise(RANGE.with(NoiseSchedule.EDM, NoiseSchedule.LOG_UNIFORM)))
			.weights()));
	}
}
