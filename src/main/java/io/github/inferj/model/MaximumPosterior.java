// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.graph.Graph;
import io.github.inferj.runtime.Device;
import io.github.inferj.sample.ModeAscent;
import io.github.inferj.sample.NoDistributionException;
import io.github.inferj.sample.Start;
import io.github.inferj.variable.Support;

/**
 * The most probable values of all latent variables together given the observed ones: the maximum of the
 * model's conditional density, from several draws by {@link ModeAscent}, of which the one of largest
 * {@link ConditionalDensity} counts. As the maximum depends on the units in which a density is taken, it
 * is that of the density in the variables' own units, whatever their transforms. To average over a
 * variable that is neither observed nor wanted, leave it out ({@link JointModel#marginal}). Not safe for
 * use from several threads; close it to free ONNX Runtime's sessions.
 */
public final class MaximumPosterior implements AutoCloseable {

	/** Draws to start from. */
	private static final int STARTS = 32;
	/** The first noise level, in standard deviations of the most precisely known variable. */
	private static final double FIRST_LEVEL = 0.5;
	/** Points that differ less than this in standard deviations are the same maximum. */
	private static final double SAME = 0.02;

	/**
	 * The most probable values for one observation.
	 *
	 * @param values one for each column of the model; observed ones repeat their value, and columns that are
	 *          left out are NaN
	 * @param logDensity as {@link ConditionalDensity#logDensity} of all latent columns
	 */
	public record Mode(double[] values, double logDensity) {}

	private final Marginal marginal;
	private final ConditionalSampler sampler;
	private final ConditionalDensity density;

	/** On the preferred device, with all cores. */
	public MaximumPosterior(final JointModel model) {
		this(Marginal.whole(model));
	}

	/** The same for a model with variables left out. */
	public MaximumPosterior(final Marginal marginal) {
		this(marginal, new ConditionalSampler(marginal), new ConditionalDensity(marginal));
	}

	/** @param denoiser takes the place of the model's own */
	MaximumPosterior(final JointModel model, final Supplier<Graph> denoiser) {
		this(Marginal.whole(model), new ConditionalSampler(model, denoiser.get(), new DefaultSolver(model).ode(), Start.AT_MEAN, 1,
			Device.CPU), new ConditionalDensity(model, denoiser.get(),
				ConditionalDensity.STEPS, 1, Device.CPU));
	}

	private MaximumPosterior(final Marginal marginal, final ConditionalSampler sampler, final ConditionalDensity density) {
		this.marginal = marginal;
		this.sampler = sampler;
		this.density = density;
	}

	/**
	 * @param observations one row per observation with one entry per column of the model: the observed
	 *          values, NaN where latent or left out
	 * @param seed seed of the draws to start from
	 * @param progress told the number of observations done; may cancel
	 * @return the most probable values for each observation, inside the variables' supports
	 * @throws InvalidInputException if a row has nothing latent, or a value of a column that is left out, or the
	 *           network describes no distribution at the largest noise level
	 * @throws CancellationException if cancelled
	 */
	public List<Mode> find(final double[][] observations, final long seed, final Progress progress) {
		return find(observations, i -> "row " + (i + 1), seed, progress);
	}

	/**
	 * The same.
	 *
	 * @param labels what messages call an observation, from 0
	 */
	public List<Mode> find(final double[][] observations, final IntFunction<String> labels, final long seed,
		final Progress progress)
	{
		final Draws draws = sampler.sample(observations, marginal.columns(), STARTS, seed, progress.part(0, 2));
		final Progress climbs = progress.part(1, 2);
		final List<Mode> modes = new ArrayList<>();
		for (int i = 0; i < observations.length; i++) {
			if (progress.cancelled()) throw new CancellationException("the search for the maximum was cancelled");
			modes.add(find(observations[i], draws, i, labels.apply(i)));
			climbs.report("maxima", i + 1, observations.length);
		}
		return modes;
	}

	private Mode find(final double[] observed, final Draws draws, final int observation, final String label) {
		final double[] row = marginal.keep(observed, observation);
		final double[] places = marginal.places(observed);
		final int[] latent = IntStream.range(0, row.length).filter(c -> Double.isNaN(row[c]) && !Double.isNaN(places[c]))
			.toArray();
		if (latent.length == 0) throw new InvalidInputException(label
			+ " gives every variable: leave one blank to find its most probable value");
		final double[][] starts = new double[STARTS][row.length];
		for (int k = 0; k < STARTS; k++) for (int c = 0; c < row.length; c++)
			starts[k][c] = Double.isNaN(places[c]) ? 0
			: marginal.forward(c, Double.isNaN(row[c]) ? draws.get(observation, k, c) : row[c]);
		final double[] spreads = Arrays.stream(latent).mapToDouble(c -> spread(starts, c)).toArray();
		final double[][] candidates = distinct(climb(starts, places, density.embedder().embed(observed,
			observation), latent, spreads), spreads);
		final int[] columns = Arrays.stream(latent).map(c -> marginal.columns()[c]).toArray();
		final double[][] rows = new double[candidates.length][];
		for (int k = 0; k < rows.length; k++) rows[k] = complete(observed, latent, candidates[k]);
		final double[] logDensities = logDensities(rows, columns, label);
		final int best = IntStream.range(0, rows.length).reduce(0, (a, b) -> logDensities[b] > logDensities[a] ? b : a);
		return new Mode(rows[best], logDensities[best]);
	}

	private double[] logDensities(final double[][] rows, final int[] columns, final String label) {
		try {
			return density.logDensity(rows, columns, Progress.NONE);
		}
		catch (final NoDistributionException exc) {
			throw new InvalidInputException("the most probable values of " + label + " cannot be found: " + exc.getMessage()
				+ "; train the model longer, or do without them", exc);
		}
	}

	private double spread(final double[][] rows, final int column) {
		final double mean = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
		final double variance = Arrays.stream(rows).mapToDouble(row -> (row[column] - mean) * (row[column] - mean)).average()
			.orElseThrow();
		return Math.max(Math.sqrt(variance), marginal.model().noise().smallest());
	}

	private double[][] climb(final double[][] starts, final double[] places, final Embedder.Embedded embedded,
		final int[] latent, final double[] spreads)
	{
		final int n = latent.length;
		final double[] flat = new double[starts.length * n];
		for (int k = 0; k < flat.length; k++) flat[k] = starts[k / n][latent[k % n]];
		final Support[] all = marginal.standardisedSupports();
		final Support[] supports = Arrays.stream(latent).mapToObj(position -> all[position]).toArray(Support[]::new);
		final DoubleUnaryOperator[] tilts = Arrays.stream(latent).mapToObj(this::logJacobian).toArray(DoubleUnaryOperator[]::new);
		final double smallest = marginal.model().noise().smallest();
		final double first = Math.max(smallest, FIRST_LEVEL * Arrays.stream(spreads).min().orElseThrow());
		final double[][] points = new double[starts.length][];
		final int together = density.together(n);
		for (int from = 0; from < points.length; from += together) {
			final int count = Math.min(together, points.length - from);
			try (ConditionalDensity.Batch batch = density.batch(Arrays.copyOfRange(starts, from, from + count), Collections.nCopies(count,
				places).toArray(double[][]::new), Collections.nCopies(count, embedded), latent)) {
				final double[] tops = new ModeAscent(first, smallest).climb(batch, supports, tilts, Arrays.copyOfRange(flat, from * n, (from
					+ count) * n));
				for (int k = 0; k < count; k++) points[from + k] = Arrays.copyOfRange(tops, k * n, (k + 1) * n);
			}
		}
		return points;
	}

	/** @return log |dz/dx| of a kept column at z in the network's units, where x is in its own units */
	private DoubleUnaryOperator logJacobian(final int position) {
		final Standardisation scales = marginal.model().standardisation();
		final int column = marginal.columns()[position];
		return z -> scales.logDerivative(column, scales.inverse(column, z));
	}

	private static double[][] distinct(final double[][] points, final double[] spreads) {
		final List<double[]> found = new ArrayList<>();
		for (final double[] point : points) if (found.stream().noneMatch(other -> IntStream.range(0, spreads.length).allMatch(
			i -> Math.abs(point[i] - other[i]) < SAME * spreads[i]))) found.add(point);
		return found.toArray(double[][]::new);
	}

	/** @return an observation with its latent values filled in */
	private double[] complete(final double[] row, final int[] latent, final double[] values) {
		final double[] all = row.clone();
		for (int i = 0; i < latent.length; i++) all[marginal.columns()[latent[i]]] = marginal.inverse(latent[i], values[i]);
		return all;
	}

	@Override
	public void close() {
		sampler.close();
		density.close();
	}
}
