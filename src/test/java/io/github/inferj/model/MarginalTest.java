// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.Graph;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.Grouping;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Networks of random weights with tokens left out; the vector {@code trace} has one token without edge masks. */
class MarginalTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0,
		1)).dependsOn(), Variable.parameter("b", Prior.normal(0, 1)).dependsOn("a"), Variable.data("trace", 16).dependsOn("b"),
		Variable.data("x").dependsOn("a"), Variable.data("y").dependsOn("x", "trace"));
	private static final int COLUMNS = 20;
	private static final int A = 0;
	private static final int B = 1;
	private static final int TRACE = 2;
	private static final int X = 18;
	private static final int Y = 19;

	@TempDir
	private Path folder;

	private static JointModel untrained(final EdgeMasks masks, final Grouping... groupings) {
		return untrained(SPECIFICATION, masks, groupings);
	}

	private static JointModel untrained(final ModelSpecification specification, final EdgeMasks masks, final Grouping... groupings) {
		final Architecture architecture = new Architecture(2, 8, 2, 2);
		final Standardisation standardisation = Standardisation.of(new Simulations(specification, new SeededRandom(1, 1).doubles(50
			* specification.size()).toArray(), 0));
		return new JointModel(specification, standardisation, architecture, masks, Set.of(groupings), new NoiseLevels(0.01, 5),
			Prediction.F, Optional.empty(), new Provenance(50, 1, 0, 1, "test"), new JointNetwork(architecture, Tokens.of(specification,
				masks)).layout().initialise(new SeededRandom(1, 2)));
	}

	private static BitSet set(final int... members) {
		return Arrays.stream(members).collect(BitSet::new, BitSet::set, BitSet::or);
	}

	/**
	 * What training shows the network is what sampling runs: within a group that is hidden from the others,
	 * the whole network's estimates are those of the network of that group alone.
	 */
	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void leavingTokensOutIsHidingThem(final EdgeMasks masks) {
		requireThatLeavingOutIsHiding(untrained(masks), new int[][] { { A }, { A, X }, { B, Y }, { A, B, X, Y }, IntStream.range(TRACE, Y)
			.toArray() });
	}

	/** The same of exchangeable points; without their common cause all of them depend on each other. */
	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void leavingOutExchangeablePointsIsHidingThem(final EdgeMasks masks) {
		final ModelSpecification points = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)).dependsOn(), Variable
			.data("x", 2).dependsOn("a"), Variable.data("y", 2).dependsOn("a"), Variable.data("z", 2).dependsOn("a")).withExchangeable("x", "y",
				"z");
		requireThatLeavingOutIsHiding(untrained(points, masks), new int[][] { { 0 }, { 0, 3, 4 }, { 1, 2, 5, 6 }, { 0, 1, 2, 5, 6 } });
	}

	private static void requireThatLeavingOutIsHiding(final JointModel model, final int[][] marginals) {
		for (final int[] columns : marginals) {
			final Marginal marginal = new Marginal(model, columns);
			assertArrayEquals(columns, marginal.columns());
			final BitSet observed = set(columns[columns.length - 1]);
			if (columns.length == 1) observed.clear();
			final float[] hidden = hidden(model, columns, observed);
			final float[] alone = alone(marginal, observed);
			for (int i = 0; i < columns.length; i++) assertEquals(hidden[columns[i]], alone[i], 1e-5);
		}
	}

	private static float[] values(final int... columns) {
		final float[] values = new float[columns.length];
		for (int i = 0; i < columns.length; i++) values[i] = (float) Math.sin(3 + 2 * columns[i]);
		return values;
	}

	private static float[] mask(final BitSet observed, final int... columns) {
		final float[] mask = new float[columns.length];
		for (int i = 0; i < columns.length; i++) mask[i] = observed.get(columns[i]) ? 1 : 0;
		return mask;
	}

	private static float[] hidden(final JointModel model, final int[] columns, final BitSet observed) {
		final BitSet group = model.tokens().holding(set(columns));
		final BitSet others = model.tokens().all();
		others.andNot(group);
		final AttentionBias attention = model.attention().grouped();
		final JointNetwork network = new JointNetwork(model.architecture(), model.tokens());
		final Graph graph = new Graph();
		new DenoiserGraph(network, attention, model.prediction()).addDenoiser(graph, network.layout().constants(graph, model.weights()));
		final int[] all = IntStream.range(0, model.specification().size()).toArray();
		return run(graph, values(all), mask(observed, all), attention.of(observed, List.of(group, others)));
	}

	private static float[] alone(final Marginal marginal, final BitSet observed) {
		final AttentionBias attention = marginal.attention();
		return run(marginal.denoiser(), values(marginal.columns()), mask(observed, marginal.columns()), attention.isPerSample()
			? attention.of(observed) : new float[0]);
	}

	private static float[] run(final Graph graph, final float[] values, final float[] observed, final float[] bias) {
		final int columns = values.length;
		final int tokens = (int) Math.sqrt(bias.length);
		try (Session session = new Session(OnnxWriter.write(graph, "test", Map.of()).toByteArray(), 1);
				Tensor x = Tensor.of(values, 1, columns);
				Tensor condition = Tensor.of(observed, 1, columns);
				Tensor sigma = Tensor.of(new float[] { 0.7f }, 1, 1);
				Tensor masks = Tensor.of(bias, 1, 1, tokens, tokens);
				Tensor denoised = new Tensor(1, columns))
		{
			final Map<String, Tensor> inputs = new HashMap<>(Map.of(DenoiserGraph.X, x, DenoiserGraph.OBSERVED, condition,
				DenoiserGraph.SIGMA, sigma));
			if (tokens > 0) inputs.put(AttentionBias.INPUT, masks);
			session.run(inputs, Map.of(DenoiserGraph.DENOISED, denoised));
			return denoised.toArray();
		}
	}

	@Test
	void aVectorInOneTokenStaysWhole() {
		assertArrayEquals(IntStream.range(TRACE, X).toArray(), new Marginal(untrained(EdgeMasks.DENSE), new int[] { TRACE + 3 })
			.columns());
		assertArrayEquals(new int[] { TRACE + 3 }, new Marginal(untrained(EdgeMasks.UNDIRECTED), new int[] { TRACE + 3 }).columns());
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void samplesAndMeasuresWithoutTheOthers(final EdgeMasks masks) {
		final Marginal marginal = untrained(masks, Grouping.SUBSETS).marginal(A, X);
		final double[] row = new double[COLUMNS];
		Arrays.fill(row, Double.NaN);
		row[X] = 0.4;
		try (ConditionalSampler sampler = new ConditionalSampler(marginal); ConditionalDensity density = new ConditionalDensity(
			marginal))
		{
			final Draws draws = sampler.sample(new double[][] { row }, new int[] { A, X }, 5, 1, Progress.NONE);
			assertEquals("a", draws.name(0));
			assertEquals(0.4, draws.get(0, 4, 1), 1e-6);
			final double[] drawn = row.clone();
			drawn[A] = draws.get(0, 0, 0);
			assertTrue(Double.isFinite(density.logDensity(new double[][] { drawn }, new int[] { A }, Progress.NONE)[0]));
			assertRefused("y is wanted but left out", () -> sampler.sample(new double[][] { row }, new int[] { Y }, 5, 1,
				Progress.NONE));
			row[Y] = 1;
			assertRefused("row 1 has a value of y", () -> sampler.sample(new double[][] { row }, new int[] { A }, 5, 1,
				Progress.NONE));
		}
	}

	@Test
	void onlyWhatWasTrainedCanBeLeftOut() {
		assertRefused("to keep a, x alone, train it with marginals", () -> untrained(EdgeMasks.DENSE).marginal(A, X));
		assertTrue(untrained(EdgeMasks.DENSE).covers(IntStream.range(0, COLUMNS).toArray()));
		final JointModel small = untrained(EdgeMasks.DENSE, Grouping.SINGLES, Grouping.PAIRS);
		assertEquals(1, small.marginal(A).columns().length);
		assertEquals(17, small.marginal(A, TRACE).columns().length);
		assertRefused("train it with marginals", () -> small.marginal(A, B, X));
		assertEquals(3, untrained(EdgeMasks.DENSE, Grouping.SUBSETS).marginal(A, B, X).columns().length);
	}

	@Test
	void modelFilesKeepWhatWasTrained() {
		final Path file = folder.resolve("model.onnx");
		untrained(EdgeMasks.DENSE, Grouping.SUBSETS, Grouping.SINGLES).save(file);
		assertEquals(Set.of(Grouping.SUBSETS, Grouping.SINGLES), JointModel.load(file).groupings());
		untrained(EdgeMasks.DENSE).save(file);
		assertEquals(Set.of(), JointModel.load(file).groupings());
	}

	private static void assertRefused(final String reason, final Runnable action) {
		final String message = assertThrows(InvalidInputException.class, action::run).getMessage();
		assertTrue(message.contains(reason), message);
	}
}
