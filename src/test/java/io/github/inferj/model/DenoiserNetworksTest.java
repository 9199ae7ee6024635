// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.diffusion.NoiseLevels;
import io.github.inferj.diffusion.Prediction;
import io.github.inferj.graph.OnnxWriter;
import io.github.inferj.network.Architecture;
import io.github.inferj.network.AttentionBias;
import io.github.inferj.network.JointNetwork;
import io.github.inferj.network.Tokens;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.runtime.Workers;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.EdgeMasks;
import io.github.inferj.variable.Index;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/** Networks of random weights, asked for some of their columns. */
class DenoiserNetworksTest {

	private static final double NAN = Double.NaN;
	private static final double LEVEL = 0.7;
	private static final Architecture ARCHITECTURE = new Architecture(2, 8, 2, 2);
	private static final ModelSpecification SCALARS = ModelSpecification.of("scalars", Variable.parameter("a", Prior.normal(0, 1))
		.dependsOn(), Variable.parameter("b", Prior.normal(0, 1)).dependsOn(), Variable.data("trace", 17).dependsOn("a"), Variable.data(
			"x").dependsOn("a", "b"));
	private static final ModelSpecification FUNCTIONS = ModelSpecification.of("functions", Variable.parameter("a", Prior.normal(0,
		1)), Variable.data("f").over(new Index("time", "s", 0, 10), 3), Variable.data("x"), Variable.data("g").over(new Index("time",
			"s", 0, 10), 2));

	private static JointModel untrained(final ModelSpecification specification, final EdgeMasks masks) {
		final float[] weights = new JointNetwork(ARCHITECTURE, Tokens.of(specification, masks)).layout().initialise(new SeededRandom(1,
			2));
		final SeededRandom rng = new SeededRandom(1, 3);
		for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * (float) rng.nextGaussian();
		return new JointModel(specification, Standardisation.of(new Simulations(specification, new SeededRandom(1, 1).doubles(50
			* specification.rowSize()).toArray(), 0)), ARCHITECTURE, masks, new NoiseLevels(0.01, 5), Prediction.F, new Provenance(50, 1,
				0, 1, "test"), weights);
	}

	/** A row of values, all of which are latent but these. */
	private static double[] given(final ModelSpecification specification, final int... columns) {
		final double[] row = new double[specification.rowSize()];
		Arrays.fill(row, 0, specification.size(), NAN);
		for (final int column : columns) row[column] = 0.3 + 0.02 * column;
		return row;
	}

	/** The latent columns, 0 elsewhere. */
	private static float[] denoise(final Marginal marginal, final DenoiserNetworks.Network network, final Embedder embedder,
		final double[] row)
	{
		final Given given = Given.of(marginal, embedder, row, 0);
		final int columns = given.row().length;
		final FloatBuffer values = FloatBuffer.allocate(columns);
		try (Workers workers = new Workers("test", 1);
				ConditionalDenoiser denoiser = new ConditionalDenoiser(marginal, network, workers, 1, Progress.NONE))
		{
			denoiser.observe(0, given);
			for (int c = 0; c < columns; c++) values.put(c, (float) noisy(marginal, given.row(), c));
			denoiser.denoise(values, LEVEL, values);
			for (int c = 0; c < columns; c++) if (isAnswer(given, c)) values.put(c, 0);
		}
		return values.array();
	}

	private static boolean isAnswer(final Given given, final int column) {
		return !Double.isNaN(given.row()[column]) || Double.isNaN(given.places()[column]);
	}

	private static double noisy(final Marginal marginal, final double[] row, final int column) {
		return Double.isNaN(row[column]) ? Math.sin(column + 1) : marginal.forward(column, row[column]);
	}

	/** The same from the graph of a model's file, whose inputs are places. */
	private static float[] denoiseWhole(final JointModel model, final double[] row) {
		final Marginal marginal = Marginal.whole(model);
		final int columns = model.specification().size();
		final float[] x = new float[columns];
		final float[] condition = new float[columns];
		final float[] places = new float[columns];
		final BitSet observed = new BitSet();
		final double[] at = marginal.places(row);
		for (int c = 0; c < columns; c++) {
			x[c] = (float) noisy(marginal, row, c);
			condition[c] = Double.isNaN(row[c]) ? 0 : 1;
			observed.set(c, condition[c] == 1);
			places[c] = Double.isNaN(at[c]) ? 0 : (float) at[c];
		}
		final AttentionBias attention = model.attention();
		final Map<String, Tensor> inputs = new HashMap<>(Map.of(DenoiserGraph.X, Tensor.of(x, 1, columns), DenoiserGraph.OBSERVED,
			Tensor.of(condition, 1, columns), DenoiserGraph.SIGMA, Tensor.of(new float[] { (float) LEVEL }, 1, 1)));
		if (marginal.hasFunctions()) inputs.put(DenoiserGraph.PLACES, Tensor.of(places, 1, columns));
		if (attention.isPerSample()) inputs.put(AttentionBias.INPUT, Tensor.of(attention.of(observed, marginal.groups(at), Arrays.copyOf(
			at, attention.tokens())), 1, 1, attention.tokens(), attention.tokens()));
		try (Session session = new Session(OnnxWriter.write(model.network(), "network", Map.of()).toByteArray(), 1);
				Tensor denoised = new Tensor(1, columns))
		{
			session.run(inputs, Map.of(DenoiserGraph.DENOISED, denoised));
			final float[] estimates = denoised.toArray();
			for (int c = 0; c < columns; c++) if (condition[c] == 1 || Double.isNaN(at[c])) estimates[c] = 0;
			return estimates;
		}
		finally {
			inputs.values().forEach(Tensor::close);
		}
	}

	private static void assertSameAnswers(final JointModel model, final double[]... rows) {
		final Marginal marginal = Marginal.whole(model);
		try (DenoiserNetworks networks = new DenoiserNetworks(marginal, Device.CPU);
				Embedder embedder = new Embedder(marginal, 1, Device.CPU))
		{
			for (final double[] row : rows) {
				final float[] expected = denoiseWhole(model, row);
				final DenoiserNetworks.Network network = networks.of(List.of(Given.of(marginal, embedder, row, 0)));
				assertNotSame(networks.whole(), network);
				final float[] found = denoise(marginal, network, embedder, row);
				final float[] general = denoise(marginal, networks.whole(), embedder, row);
				for (int c = 0; c < expected.length; c++) {
					assertEquals(expected[c], found[c], 1e-5, "column " + c);
					assertEquals(expected[c], general[c], 1e-5, "column " + c + " of the whole denoiser");
				}
			}
		}
	}

	@ParameterizedTest
	@EnumSource(EdgeMasks.class)
	void whatIsLatentComesOutTheSame(final EdgeMasks masks) {
		final int[] allData = new int[18];
		Arrays.setAll(allData, c -> c + 2);
		assertSameAnswers(untrained(SCALARS, masks), given(SCALARS, allData), given(SCALARS, 0, 19), given(SCALARS, 0, 1, 3, 19));
	}

	@Test
	void placesComeOutTheSameWhetherSomeAreAbsentOrNot() {
		final double[] whole = given(FUNCTIONS, 1, 2, 3, 5);
		for (int k = 0; k < 5; k++) whole[7 + k] = 1 + 1.5 * k;
		final double[] ragged = whole.clone();
		ragged[8] = NAN;
		ragged[2] = NAN;
		assertSameAnswers(untrained(FUNCTIONS, EdgeMasks.DENSE), whole, ragged);
	}

	@Test
	void observationsThatSharePlacesShareTheirTokens() {
		final double[] row = given(FUNCTIONS, 1, 2, 3, 5);
		for (int k = 0; k < 5; k++) row[7 + k] = 1 + 1.5 * k;
		final double[] otherValue = row.clone();
		otherValue[1] = -0.4;
		final double[] otherPlace = row.clone();
		otherPlace[9] = 9.5;
		try (Embedder embedder = new Embedder(Marginal.whole(untrained(FUNCTIONS, EdgeMasks.DENSE)), 1, Device.CPU)) {
			final float[] tokens = embedder.embed(row, 0).placeTokens();
			assertSame(tokens, embedder.embed(otherValue, 1).placeTokens());
			assertFalse(Arrays.equals(tokens, embedder.embed(otherPlace, 2).placeTokens()));
			assertArrayEquals(tokens, embedder.embed(row, 3).placeTokens());
		}
	}

	@Test
	void questionsOfOneKindShareANetworkAndManyKindsShareTheWhole() {
		final Marginal marginal = Marginal.whole(untrained(SCALARS, EdgeMasks.UNDIRECTED));
		try (DenoiserNetworks networks = new DenoiserNetworks(marginal, Device.CPU);
				Embedder embedder = new Embedder(marginal, 1, Device.CPU))
		{
			final double[] row = given(SCALARS, 0, 5);
			final double[] other = row.clone();
			other[5] = -1;
			final DenoiserNetworks.Network network = networks.of(List.of(Given.of(marginal, embedder, row, 0)));
			assertSame(network, networks.of(List.of(Given.of(marginal, embedder, other, 0))));
			for (int c = 1; c < 15; c++) networks.of(List.of(Given.of(marginal, embedder, given(SCALARS, c), 0)));
			assertSame(networks.whole(), networks.of(List.of(Given.of(marginal, embedder, given(SCALARS, 15), 0))));
			assertSame(network, networks.of(List.of(Given.of(marginal, embedder, row, 0))));
		}
	}
}
