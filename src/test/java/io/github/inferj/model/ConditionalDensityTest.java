// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.negate;
import static io.github.inferj.graph.Elementwise.square;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.LinearAlgebra;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.train.Trainer;
import io.github.inferj.train.TrainingSettings;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class ConditionalDensityTest {

	static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.logNormal(
		0, 1)), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x"));
	private static final NoiseLevels NOISE = new NoiseLevels(1e-3, 10);
	/** Column a is on a logarithmic scale with centre 0.5 and scale 2; b has heavy tails, centre 1 and scale 0.5. */
	private static final Standardisation SCALES = new Standardisation(new Transform[] { Transform.LOG, Transform.IDENTITY,
		Transform.IDENTITY }, new Scale[] { new Scale.Linear(0.5, 2), new Scale.HeavyTailed(1, 0.5), new Scale.Linear(0, 1) },
		new double[] { 0, -9, -9 }, new double[] { 9, 9, 9 });
	private static final double COS = Math.cos(0.6);
	private static final double SIN = Math.sin(0.6);
	private static final double LONG = 0.3;
	private static final double SHORT = 0.02;

	static JointModel untrained(final ModelSpecification specification, final EdgeMasks masks) {
		return untrained(specification, masks, SCALES);
	}

	/** The same, but a is a whole number. */
	static JointModel untrainedOfWholeNumbers() {
		return untrained(SPECIFICATION, EdgeMasks.DENSE, new Standardisation(SCALES.transforms(), SCALES.scales(), SCALES.lowest(),
			SCALES.highest(), Map.of(0, Support.REAL)));
	}

	private static JointModel untrained(final ModelSpecification specification, final EdgeMasks masks, final Standardisation scales) {
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		return new JointModel(specification, scales, architecture, masks, NOISE, Prediction.F, new Provenance(0, 1, 0, 1,
			"test"), new JointNetwork(architecture, Tokens.scalars(3)).layout().initialise(new SeededRandom(1, 2)));
	}

	/**
	 * The exact denoiser of (a, b) given x in the network's units, N(m, S) with m = (0.2 + 0.5 x, -0.4 +
	 * 0.3 x) and S of variances 0.3 and 0.02 along axes turned by 0.6: x - sigma^2 (S + sigma^2 I)^-1 (x -
	 * m).
	 */
	static Graph gaussian() {
		final Graph graph = new Graph();
		final Value x = graph.input("x", ElementType.FLOAT, Shape.batch(3));
		graph.input("observed", ElementType.FLOAT, Shape.batch(3));
		final Value variance = square(graph.input("sigma", ElementType.FLOAT, Shape.batch(1)));
		final Value deviation = LinearAlgebra.gemm(x, matrix(graph, 1, 0, 0, 0, 1, 0, -0.5, -0.3, 0), graph.constant(new float[] {
			-0.2f, 0.4f, 0 }, Shape.of(3)));
		final Value turn = matrix(graph, COS, -SIN, 0, SIN, COS, 0, 0, 0, 0);
		final Value turned = LinearAlgebra.gemm(deviation, turn, false, false);
		final Value variances = add(variance, graph.constant(new float[] { (float) LONG, (float) SHORT, 1 }, Shape.of(3)));
		final Value pulled = multiply(turned, negate(divide(variance, variances)));
		graph.output("denoised", add(x, LinearAlgebra.gemm(pulled, turn, false, true)));
		return graph;
	}

	private static Value matrix(final Graph graph, final double... elements) {
		final float[] floats = new float[elements.length];
		for (int i = 0; i < floats.length; i++) floats[i] = (float) elements[i];
		return graph.constant(floats, Shape.of(3, 3));
	}

	private static double logNormal(final double x, final double variance) {
		return -x * x / (2 * variance) - Math.log(2 * Math.PI * variance) / 2;
	}

	/** The log-density of a and b given x in their own units. */
	static double exact(final double a, final double b, final double x) {
		final double z = (b - 1) / 0.5;
		final double first = (Math.log(a) - 0.5) / 2 - 0.2 - 0.5 * x;
		final double second = Math.log(z + Math.sqrt(z * z + 1)) + 0.4 - 0.3 * x;
		final double noise = NOISE.smallest() * NOISE.smallest();
		return logNormal(COS * first + SIN * second, LONG + noise) + logNormal(COS * second - SIN * first, SHORT + noise) - Math
			.log(2 * a) - Math.log(0.5 * Math.sqrt(1 + z * z));
	}

	@Test
	void isExactOnAGaussianAndOfFourthOrder() {
		final double[][] rows = { { 2, 0.8, 0.3 }, { 0.5, 0.4, -1 }, { 9, 1.3, 0.3 }, { 3, 1.1, 2 }, { 0.1, -0.5, 0 } };
		final double coarse = worstError(rows, 16);
		final double fine = worstError(rows, 64);
		assertEquals(0, fine, 1e-3);
		assertEquals(4, Math.log(coarse / fine) / Math.log(4), 0.7);
	}

	private static double worstError(final double[][] rows, final int steps) {
		try (ConditionalDensity density = new ConditionalDensity(untrained(SPECIFICATION, EdgeMasks.DENSE), gaussian(), steps, 1,
			Device.CPU))
		{
			final double[] actual = density.logDensity(rows, new int[] { 0, 1 }, Progress.NONE);
			double worst = 0;
			for (int i = 0; i < rows.length; i++) worst = Math.max(worst, Math.abs(exact(rows[i][0], rows[i][1], rows[i][2])
				- actual[i]));
			return worst;
		}
	}

	@Test
	void valuesOutsideTheSupportHaveNoDensity() {
		try (ConditionalDensity density = new ConditionalDensity(untrained(SPECIFICATION, EdgeMasks.DENSE), gaussian(), 8, 1,
			Device.CPU))
		{
			final double[] values = density.logDensity(new double[][] { { -1, 0.8, 0.3 }, { 0, 0.8, 0.3 }, { 1, 0.8, 0.3 } },
				new int[] { 0, 1 }, Progress.NONE);
			assertEquals(Double.NEGATIVE_INFINITY, values[0]);
			assertEquals(Double.NEGATIVE_INFINITY, values[1]);
			assertTrue(Double.isFinite(values[2]));
		}
	}

	@Test
	void namesWhatIsMissing() {
		try (ConditionalDensity density = new ConditionalDensity(untrained(SPECIFICATION, EdgeMasks.DENSE), 4, 1, Device.CPU)) {
			assertRefused("row 2 has no value of b", density, new double[][] { { 1, 1, 1 }, { 1, Double.NaN, 1 } }, 0);
			assertRefused("none is latent", density, new double[][] { { 1, 1, 1 } });
			assertRefused("row 1 has 2 values", density, new double[][] { { 1, 1 } }, 0);
			assertRefused("observed value of a", density, new double[][] { { -1, 1, 1 } }, 1);
		}
	}

	private static void assertRefused(final String reason, final ConditionalDensity density, final double[][] rows,
		final int... latent)
	{
		final String message = assertThrows(InvalidInputException.class, () -> density.logDensity(rows, latent, Progress.NONE))
			.getMessage();
		assertTrue(message.contains(reason), message);
	}

	/** More rows than go through the network at once, one by one and together, for every kind of mask. */
	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void rowsDoNotDependOnEachOther(final EdgeMasks masks) {
		try (ConditionalDensity density = new ConditionalDensity(untrained(SPECIFICATION, masks), 2, 1, Device.CPU)) {
			final double[][] rows = new double[2_800][];
			for (int i = 0; i < rows.length; i++) rows[i] = new double[] { 1 + i % 7, 0.1 * (i % 5), 0.5 };
			final double[] together = density.logDensity(rows, new int[] { 0, 1 }, Progress.NONE);
			for (final int i : new int[] { 0, 1, 2_799 }) assertEquals(density.logDensity(new double[][] { rows[i] }, new int[] { 0,
				1 }, Progress.NONE)[0], together[i], 1e-4);
		}
	}

	/**
	 * Trained on theta ~ N(0, 1), x ~ N(theta, 0.5^2): theta given x is N(0.8 x, 0.2), x given theta is
	 * N(theta, 0.25). On average over simulations the log-densities exceed the network's by its
	 * Kullback-Leibler divergence, for which the tolerance stands.
	 */
	@Test
	void isCloseWithATrainedNetwork() {
		final ModelSpecification specification = ModelSpecification.of("gaussian", Variable.parameter("theta", Prior.normal(0, 1)),
			Variable.data("x"));
		final double[] values = new double[2 * 4_000];
		for (int i = 0; i < 4_000; i++) {
			final SeededRandom rng = new SeededRandom(3, i);
			values[2 * i] = rng.nextGaussian();
			values[2 * i + 1] = values[2 * i] + 0.5 * rng.nextGaussian();
		}
		final TrainingSettings settings = TrainingSettings.defaults(specification).withSteps(1_500).withBatchSize(64).withArchitecture(
			new Architecture(2, 16, 2, 2));
		final JointModel model = new Trainer(settings).train(new Simulations(specification, values, 0), Optional.empty(),
			Progress.NONE);
		final double[][] rows = new double[300][];
		for (int i = 0; i < rows.length; i++) rows[i] = new double[] { values[2 * i], values[2 * i + 1] };
		try (ConditionalDensity density = new ConditionalDensity(model)) {
			final double[] posterior = density.logDensity(rows, new int[] { 0 }, Progress.NONE);
			final double[] likelihood = density.logDensity(rows, new int[] { 1 }, Progress.NONE);
			final double[] joint = density.logDensity(rows, new int[] { 0, 1 }, Progress.NONE);
			final double[] excess = new double[3];
			for (int i = 0; i < rows.length; i++) {
				final double theta = rows[i][0];
				final double x = rows[i][1];
				excess[0] += (logNormal(theta - 0.8 * x, 0.2) - posterior[i]) / rows.length;
				excess[1] += (logNormal(x - theta, 0.25) - likelihood[i]) / rows.length;
				excess[2] += (logNormal(theta, 1) + logNormal(x - theta, 0.25) - joint[i]) / rows.length;
			}
			for (final double e : excess) assertEquals(0, e, 0.1);
		}
	}

	/** The density of a variable with bounded support integrates to 1 over it, and is 0 outside. */
	@Test
	void integratesToOne() {
		final ModelSpecification bounded = ModelSpecification.of("bounded", Variable.parameter("a", Prior.uniform(0, 4))
			.withTransform(Transform.IDENTITY), Variable.parameter("b", Prior.normal(0, 1)), Variable.data("x"));
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		final Standardisation scales = new Standardisation(new Transform[] { Transform.IDENTITY, Transform.IDENTITY,
			Transform.IDENTITY }, new Scale[] { new Scale.Linear(2, 1), new Scale.HeavyTailed(1, 0.5), new Scale.Linear(0, 1) },
			new double[] { 0, -9, -9 }, new double[] { 4, 9, 9 });
		final JointModel model = new JointModel(bounded, scales, architecture, EdgeMasks.DENSE, NOISE, Prediction.F,
			new Provenance(0, 1, 0, 1, "test"), new JointNetwork(architecture, Tokens.scalars(3)).layout().initialise(
				new SeededRandom(1, 2)));
		final double[][] rows = new double[400][];
		for (int i = 0; i < rows.length; i++) rows[i] = new double[] { (i + 0.5) / 100, 0.8, 0.3 };
		try (ConditionalDensity density = new ConditionalDensity(model, gaussian(), 64, 1, Device.CPU)) {
			double sum = 0;
			for (final double log : density.logDensity(rows, new int[] { 0 }, Progress.NONE)) sum += Math.exp(log) / 100;
			assertEquals(1, sum, 0.01);
			assertEquals(Double.NEGATIVE_INFINITY, density.logDensity(new double[][] { { 4.1, 0.8, 0.3 } }, new int[] { 0 },
				Progress.NONE)[0]);
		}
	}
}
