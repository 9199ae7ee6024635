// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.divide;
import static io.github.inferj.graph.Elementwise.log;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.sigmoid;
import static io.github.inferj.graph.Elementwise.square;
import static io.github.inferj.graph.Elementwise.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.ElementType;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.Layout;
import io.github.inferj.graph.Shape;
import io.github.inferj.graph.Value;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

class MaximumPosteriorTest {

	private static final double NAN = Double.NaN;
	private static final ModelSpecification BOUNDED = ModelSpecification.of("bounded", Variable.parameter("a", Prior.uniform(0,
		4)), Variable.data("x"));

	/**
	 * The most probable a and b in their own units, one on a logarithmic scale and one with heavy tails, by
	 * search on the exact density. In the network's units the maximum for the first x is at a = 3.3.
	 */
	@Test
	void isExactOnAGaussianOnOtherScales() {
		final JointModel model = ConditionalDensityTest.untrained(ConditionalDensityTest.SPECIFICATION, EdgeMasks.DENSE);
		try (MaximumPosterior search = new MaximumPosterior(model, ConditionalDensityTest::gaussian)) {
			final double[] xs = { 0.3, -0.5 };
			final List<MaximumPosterior.Mode> modes = search.find(new double[][] { { NAN, NAN, xs[0] }, { NAN, NAN, xs[1] } }, 1,
				Progress.NONE);
			for (int i = 0; i < 2; i++) {
				final double[] expected = climb(xs[i]);
				final double[] found = modes.get(i).values();
				assertEquals(1, found[0] / expected[0], 0.01);
				assertEquals(expected[1], found[1], 0.003);
				assertEquals(xs[i], found[2]);
				assertEquals(ConditionalDensityTest.exact(expected[0], expected[1], xs[i]), modes.get(i).logDensity(), 0.01);
			}
			final double[] inNetworkUnits = { Math.exp(0.5 + 2 * (0.2 + 0.5 * xs[0])), 1 + 0.5 * Math.sinh(-0.4 + 0.3 * xs[0]) };
			assertTrue(modes.get(0).values()[0] < 0.7 * inNetworkUnits[0]);
		}
	}

	private static double[] climb(final double x) {
		double a = 1;
		double b = 1;
		for (double step = 0.5; step > 1e-5; step *= 0.7) for (int repeat = 0; repeat < 50; repeat++) {
			for (final double factor : new double[] { 1 + step, 1 / (1 + step) }) if (ConditionalDensityTest.exact(a * factor, b,
				x) > ConditionalDensityTest.exact(a, b, x)) a *= factor;
			for (final double shift : new double[] { step, -step }) if (ConditionalDensityTest.exact(a, b + shift, x)
				> ConditionalDensityTest.exact(a, b, x)) b += shift;
		}
		return new double[] { a, b };
	}

	/** @return a model whose first variable lies in 0 ... 4, which is -2 ... 2 for the network */
	static JointModel bounded() {
		final Architecture architecture = new Architecture(1, 8, 2, 2);
		final Standardisation scales = new Standardisation(new Transform[] { Transform.IDENTITY, Transform.IDENTITY },
			new Scale[] { new Scale.Linear(2, 1), new Scale.Linear(0, 1) }, new double[] { 0, -9 }, new double[] { 4, 9 });
		return new JointModel(BOUNDED, scales, architecture, EdgeMasks.DENSE, new NoiseLevels(1e-3, 10), Prediction.F, new Provenance(0, 1, 0, 1,
			"test"), new JointNetwork(architecture, Tokens.scalars(2)).layout().initialise(new SeededRandom(1, 2)));
	}

	/** The exact denoiser of a mixture w N(m, s^2) + (1 - w) N(n, t^2) of the first variable, in the network's units. */
	static Graph mixture(final double w, final double m, final double s, final double n, final double t) {
		final Graph graph = new Graph();
		final Value both = graph.input("x", ElementType.FLOAT, Shape.batch(2));
		graph.input("observed", ElementType.FLOAT, Shape.batch(2));
		final Value variance = square(graph.input("sigma", ElementType.FLOAT, Shape.batch(1)));
		final List<Value> columns = Layout.split(both, 1, 1, 1);
		final Value x = columns.get(0);
		final Value first = add(variance, s * s);
		final Value second = add(variance, t * t);
		final Value logOdds = add(multiply(subtract(add(divide(square(add(x, -n)), second), log(second)), add(divide(square(add(x,
			-m)), first), log(first))), 0.5), Math.log(w / (1 - w)));
		final Value share = sigmoid(logOdds);
		final Value inFirst = add(multiply(divide(add(x, -m), first), s * s), m);
		final Value inSecond = add(multiply(divide(add(x, -n), second), t * t), n);
		final Value mean = add(inSecond, multiply(share, subtract(inFirst, inSecond)));
		graph.output("denoised", Layout.concatenate(1, List.of(mean, columns.get(1))));
		return graph;
	}

	/** The left hill has the mass, 0.7, and the right one the height: 0.3 / 0.1 against 0.7 / 0.5. */
	@Test
	void findsTheHigherOfTwoHills() {
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> mixture(0.7, -1, 0.5, 1, 0.1))) {
			final MaximumPosterior.Mode mode = search.find(new double[][] { { NAN, 0.5 } }, 1, Progress.NONE).get(0);
			assertEquals(3, mode.values()[0], 5e-3);
			assertEquals(Math.log(0.3 / 0.1 / Math.sqrt(2 * Math.PI)), mode.logDensity(), 0.02);
		}
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> mixture(0.9, -1, 0.2, 1, 0.1))) {
			assertEquals(1, search.find(new double[][] { { NAN, 0.5 } }, 1, Progress.NONE).get(0).values()[0], 5e-3);
		}
	}

	/** Both hills lie beyond the ends of the support, 0 and 4; estimates are clipped to it. */
	@Test
	void staysInsideTheSupport() {
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> mixture(0.5, 2.5, 0.3, 2.6, 0.3))) {
			assertEquals(4, search.find(new double[][] { { NAN, 0.5 } }, 1, Progress.NONE).get(0).values()[0], 1e-6);
		}
	}

	/** Estimates that move away from a point twice as fast as the noisy values. */
	@Test
	void aNetworkWithoutADensityIsAUsersError() {
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> {
			final Graph graph = new Graph();
			final Value x = graph.input("x", ElementType.FLOAT, Shape.batch(2));
			graph.input("observed", ElementType.FLOAT, Shape.batch(2));
			graph.input("sigma", ElementType.FLOAT, Shape.batch(1));
			graph.output("denoised", multiply(x, 2));
			return graph;
		})) {
			final String message = assertThrows(InvalidInputException.class, () -> search.find(new double[][] { { NAN, 1 } }, 1,
				Progress.NONE)).getMessage();
			assertTrue(message.contains("row 1 cannot be found"), message);
		}
	}

	/** Stopped while the draws are made to start from, and progress that never goes back. */
	@Test
	void canBeStoppedFromTheStart() {
		final double[][] rows = { { NAN, 0.5 }, { NAN, 1 } };
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> mixture(0.5, 0, 1, 1, 1))) {
			assertThrows(CancellationException.class, () -> search.find(rows, 1, new Progress() {

				@Override
				public void report(final String stage, final long done, final long total) {
					assertNotEquals("maxima", stage);
				}

				@Override
				public boolean cancelled() {
					return true;
				}
			}));
			final List<Double> shares = new ArrayList<>();
			search.find(rows, 1, (stage, done, total) -> shares.add((double) done / total));
			assertEquals(shares.stream().sorted().toList(), shares);
			assertEquals(1, shares.get(shares.size() - 1));
			assertTrue(shares.get(0) < 0.5, "draws are told too");
		}
	}

	@Test
	void needsSomethingLatent() {
		try (MaximumPosterior search = new MaximumPosterior(bounded(), () -> mixture(0.5, 0, 1, 1, 1))) {
			final String message = assertThrows(InvalidInputException.class, () -> search.find(new double[][] { { NAN, 1 }, { 1,
				1 } }, 1, Progress.NONE)).getMessage();
			assertTrue(message.contains("row 2 gives every variable"), message);
		}
	}
}
