// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.graph.Shape;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.variable.EdgeMasks;

class ScaleTest {

	private static final int COUNT = 5_000;

	private final Random random = new Random(3);

	private static Scale of(final int count, final DoubleSupplier draw) {
		final double[] sorted = DoubleStream.generate(draw).limit(count).sorted().toArray();
		final double mean = Arrays.stream(sorted).average().orElseThrow();
		return Scale.of(sorted, mean, Math.sqrt(Arrays.stream(sorted).map(z -> (z - mean) * (z - mean)).average().orElseThrow()));
	}

	/** Two modes of standard deviations 0.4 and 0.1 around -5 and 8. */
	private double modes() {
		return random.nextBoolean() ? -5 + 0.4 * random.nextGaussian() : 8 + 0.1 * random.nextGaussian();
	}

	private Scale twoModes() {
		return of(COUNT, this::modes);
	}

	@Test
	void modesFarApartGetScores() {
		final Scale scale = twoModes();
		assertTrue(scale instanceof Scale.NormalScores);
		final double[] scores = DoubleStream.generate(this::modes).limit(4_000).map(scale::forward).toArray();
		assertEquals(0, Arrays.stream(scores).average().orElseThrow(), 0.12, "five standard errors of 4,000, and of the quantiles");
		assertEquals(1, Arrays.stream(scores).map(y -> y * y).average().orElseThrow(), 0.16);
		for (final double mode : new double[] { -5, 8 }) assertTrue(scale.forward(mode + 0.1) - scale.forward(mode - 0.1) > 0.2);
	}

	@Test
	void otherDistributionsDoNot() {
		assertTrue(of(COUNT, random::nextGaussian) instanceof Scale.Linear);
		assertTrue(of(COUNT, random::nextDouble) instanceof Scale.Linear);
		assertTrue(of(COUNT, () -> (random.nextBoolean() ? 2 : -2) + random.nextGaussian()) instanceof Scale.Linear);
		assertTrue(of(COUNT, () -> Math.exp(2 * random.nextGaussian())) instanceof Scale.HeavyTailed);
		assertTrue(of(COUNT, () -> random.nextBoolean() ? 0 : 1000 * random.nextDouble()) instanceof Scale.Linear, "half of it is 0");
		assertTrue(of(100, this::modes) instanceof Scale.Linear, "too few values");
		assertEquals(new Scale.Linear(3, 1), of(COUNT, () -> 3));
	}

	@Test
	void scoresIncreaseAndInvert() {
		final Scale scale = twoModes();
		double before = Double.NEGATIVE_INFINITY;
		for (double z = -40; z < 40; z += 0.05) {
			final double y = scale.forward(z);
			assertTrue(y > before);
			before = y;
			assertEquals(z, scale.inverse(y), 1e-9);
		}
		assertTrue(scale.forward(1e6) < 25, "far values stay near");
		assertArrayEquals(new double[] { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY }, new double[] { scale.forward(
			Double.POSITIVE_INFINITY), scale.forward(Double.NEGATIVE_INFINITY) });
	}

	@Test
	void knowsItsDerivative() {
		final Scale scale = twoModes();
		for (double z = -9.987; z < 12; z += 0.31) {
			final double h = 1e-7;
			assertEquals(Math.log((scale.forward(z + h) - scale.forward(z - h)) / (2 * h)), scale.logDerivative(z), 1e-4, "at " + z);
		}
	}

	@Test
	void graphInvertsAlike() {
		final Scale scale = twoModes();
		final Graph graph = new Graph();
		graph.output("z", scale.inverse(graph.input("y", ElementType.FLOAT, Shape.batch(1))));
		final float[] y = { -4.5f, -3, -1.3f, -0.2f, 0, 0.6f, 2.1f, 3.7f };
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor in = Tensor.of(y, y.length, 1);
				Tensor out = new Tensor(y.length, 1))
		{
			session.run(Map.of("y", in), Map.of("z", out));
			for (int i = 0; i < y.length; i++) assertEquals(scale.inverse(y[i]), out.data().get(i), 1e-4, "at " + y[i]);
		}
	}

	@Test
	void modelFilesKeepThem(@TempDir final Path folder) {
		final JointModel other = ConditionalDensityTest.untrained(ConditionalDensityTest.SPECIFICATION, EdgeMasks.DENSE);
		final Scale[] scales = { new Scale.Linear(0.5, 2), new Scale.HeavyTailed(1, 0.5), twoModes() };
		final Standardisation written = new Standardisation(other.standardisation().transforms(), scales, other.standardisation()
			.lowest(), other.standardisation().highest());
		final Path file = folder.resolve("model.onnx");
		new JointModel(other.specification(), written, other.architecture(), other.edgeMasks(), other.noise(), other.prediction(),
			other.provenance(), other.weights()).save(file);
		final Standardisation read = JointModel.load(file).standardisation();
		for (int c = 0; c < scales.length; c++) {
			assertEquals(scales[c].getClass(), read.scales()[c].getClass());
			for (final double x : new double[] { 0.1, 3, 70 }) assertEquals(written.forward(c, x), read.forward(c, x), "column " + c);
		}
	}
}
