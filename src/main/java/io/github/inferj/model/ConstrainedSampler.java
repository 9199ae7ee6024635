// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.maximum;
import static io.github.inferj.graph.Elementwise.minimum;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.constraint.Constraint;
import io.github.inferj.constraint.Interval;
import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.graph.Value;
import io.github.inferj.guidance.GaussianMoments;
import io.github.inferj.guidance.GaussianPotential;
import io.github.inferj.guidance.GraphMargin;
import io.github.inferj.guidance.Margin;
import io.github.inferj.guidance.ParticleSampler;
import io.github.inferj.guidance.Potential;
import io.github.inferj.guidance.SigmoidPotential;
import io.github.inferj.sample.DpmSolver;
import io.github.inferj.sample.NoiseSource;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Support;

/**
 * Draws from any conditional of a {@link JointModel} in which other columns are known only by
 * {@link Conditions}: the conditional given the observed values, restricted to where the conditions
 * hold. A pilot run without conditions finds the conditional's mean and covariance, which shape the
 * twisting function of {@link ParticleSampler}. Not safe for use from several threads; close it to free
 * ONNX Runtime's sessions.
 */
public final class ConstrainedSampler implements AutoCloseable {

	/** Network evaluations per draw, those of the pilot run included. */
	public static final int EVALUATIONS = ConditionalSampler.EVALUATIONS + ConstrainedSampler.LEVELS;

	private static final int LEVELS = 100;
	private static final int PILOT_DRAWS = 1_000;
	private static final int LEAST_PARTICLES = 1_000;
	private static final int MOST_PARTICLES = 20_000;

	private final JointModel model;
	private final Conditions conditions;
	private final ConditionalSampler unconstrained;
	private final List<GraphMargin> margins = new ArrayList<>();
	private final Support[] supports;

	/** Draws on the CPU with all its cores. */
	public ConstrainedSampler(final JointModel model, final Conditions conditions) {
		this(model, conditions, new ConditionalSampler(model));
	}

	/** @param unconstrained gives the denoiser; closed with this one */
	ConstrainedSampler(final JointModel model, final Conditions conditions, final ConditionalSampler unconstrained) {
		this.model = model;
		this.conditions = conditions;
		this.unconstrained = unconstrained;
		this.supports = model.specification().components().stream().map(c -> c.variable().support()).toArray(Support[]::new);
		for (final Constraint constraint : conditions.constraints()) margins.add(new GraphMargin(constraint, this::ownUnits,
			supports.length));
	}

	/**
	 * Draws the latent variables of each observation. Draws depend on the seed, on their number and on the
	 * observation's place.
	 *
	 * @param observations one row per observation with one entry per column of the model: the observed
	 *          values, NaN where latent
	 * @param wanted the columns to return, ascending; observed ones repeat their value
	 * @param draws number of draws for each observation
	 * @param seed seed of the random numbers
	 * @param progress told the number of network evaluations done; may cancel
	 * @return the draws, which all satisfy the conditions
	 * @throws InvalidInputException if a column with an interval has a value, or the conditions are so
	 *           improbable given an observation that no particle satisfies them
	 * @throws CancellationException if cancelled
	 */
	public ConstrainedDraws sample(final double[][] observations, final int[] wanted, final int draws, final long seed,
		final Progress progress)
	{
		for (int i = 0; i < observations.length; i++) requireLatent(observations[i], i);
		final int chunk = Math.max(1, Math.min(Math.max(draws, LEAST_PARTICLES), ConditionalSampler.CHUNK_VALUES
			/ supports.length));
		final double[] values = new double[Math.toIntExact((long) observations.length * draws * wanted.length)];
		final double[] probabilities = new double[observations.length];
		try (ConditionalDenoiser denoiser = unconstrained.denoiser(chunk)) {
			for (int i = 0; i < observations.length; i++) {
				for (int k = 0; k < chunk; k++) denoiser.observe(k, observations[i]);
				final Observation observation = new Observation(denoiser, observations[i], i, new SeededRandom(seed, i));
				probabilities[i] = observation.sample(wanted, draws, values, new Share(progress, i, observations.length));
			}
		}
		return new ConstrainedDraws(new Draws(model.specification(), wanted, observations.length, draws, values), probabilities);
	}

	/**
	 * The potential of the same conditions for guidance without particles, by a {@link
	 * io.github.inferj.guidance.GuidedDenoiser}.
	 *
	 * @return the potential, which can be used until this sampler is closed
	 */
	public Potential guidance() {
		final List<Margin> all = new ArrayList<>(margins);
		conditions.intervals().forEach((column, interval) -> {
			final Support support = model.standardisation().forward(column, interval.support());
			if (support.lower() > Double.NEGATIVE_INFINITY) all.add(Margin.bound(column, support.lower(), true));
			if (support.upper() < Double.POSITIVE_INFINITY) all.add(Margin.bound(column, support.upper(), false));
		});
		return new SigmoidPotential(all);
	}

	/** Nodes of a column's own units, clipped to its support. */
	private Value ownUnits(final int column, final Value standardised) {
		final Support support = model.standardisation().forward(column, supports[column]);
		Value y = standardised;
		if (support.lower() > Double.NEGATIVE_INFINITY) y = maximum(y, y.graph().constant((float) support.lower()));
		if (support.upper() < Double.POSITIVE_INFINITY) y = minimum(y, y.graph().constant((float) support.upper()));
		return model.standardisation().inverse(column, y);
	}

	private void requireLatent(final double[] row, final int index) {
		for (final int column : conditions.intervals().keySet()) if (!Double.isNaN(row[column])) throw new InvalidInputException(
			"row " + (index + 1) + ": " + model.specification().columnNames().get(column)
				+ " has a value and an interval; leave out one of them");
	}

	@Override
	public void close() {
		margins.forEach(GraphMargin::close);
		unconstrained.close();
	}

	/** One of several equal shares of the work. */
	private record Share(Progress whole, int index, int count) implements Progress {

		@Override
		public void report(final String stage, final long done, final long total) {
			whole.report("sampling", index * total + done, count * total);
		}

		@Override
		public boolean cancelled() {
			return whole.cancelled();
		}
	}

	private final class Observation {

		private final Denoiser denoiser;
		private final double[] row;
		private final int index;
		private final double[] standardised;
		private final RandomGenerator rng;

		Observation(final Denoiser denoiser, final double[] row, final int index, final RandomGenerator rng) {
			this.denoiser = denoiser;
			this.row = row;
			this.index = index;
			this.rng = rng;
			standardised = new double[row.length];
			for (int c = 0; c < row.length; c++) standardised[c] = model.standardisation().forward(c, row[c]);
		}

		/** @return the probability of the conditions */
		double sample(final int[] wanted, final int draws, final double[] values, final Progress progress) {
			final GaussianPotential potential = potential(pilot());
			final ParticleSampler sampler = new ParticleSampler(model.noise().grid(LEVELS), potential, (x, first) -> conditions
				.constraints().stream().allMatch(constraint -> constraint.holds(ownUnits(x, first))));
			double probability = 0;
			for (int done = 0; done < draws; done += MOST_PARTICLES) {
				final int count = Math.min(MOST_PARTICLES, draws - done);
				final int particles = Math.max(LEAST_PARTICLES, count);
				final ParticleSampler.Result result = sampler.sample(denoiser, standardised, particles, count, rng, progress);
				if (result.samples().capacity() == 0) throw new InvalidInputException(improbable(particles, result.logProbability()));
				probability += Math.exp(result.logProbability()) * count / draws;
				for (int i = 0; i < count; i++) {
					final double[] own = ownUnits(result.samples(), i * row.length);
					for (int w = 0; w < wanted.length; w++) values[((index * draws) + done + i) * wanted.length + w] = own[wanted[w]];
				}
			}
			return probability;
		}

		private GaussianMoments pilot() {
			final double largest = model.noise().largest();
			final FloatBuffer x = FloatBuffer.allocate(PILOT_DRAWS * row.length);
			final FloatBuffer mean = FloatBuffer.allocate(x.capacity());
			for (int k = 0; k < x.capacity(); k++) mean.put(k, isLatent(k) ? 0 : (float) standardised[k % row.length]);
			denoiser.denoise(mean, largest, mean);
			for (int k = 0; k < x.capacity(); k++) x.put(k, isLatent(k) ? mean.get(k) + (float) (largest * rng.nextGaussian())
				: (float) standardised[k % row.length]);
			new DpmSolver(model.noise().grid(ConditionalSampler.EVALUATIONS - 1)).sample(denoiser, NoiseSource.NONE, x);
			return GaussianMoments.of(x, row.length);
		}

		private boolean isLatent(final int k) {
			return Double.isNaN(row[k % row.length]);
		}

		private GaussianPotential potential(final GaussianMoments moments) {
			final Map<Integer, Support> intervals = conditions.intervals().entrySet().stream().collect(Collectors.toMap(
				Map.Entry::getKey, entry -> model.standardisation().forward(entry.getKey(), entry.getValue().support())));
			final List<GaussianPotential.Dependent> dependents = new ArrayList<>();
			for (int i = 0; i < margins.size(); i++) dependents.add(new GaussianPotential.Dependent(margins.get(i), conditions
				.constraints().get(i).columns()));
			return new GaussianPotential(moments, intervals, dependents);
		}

		/** @return a sample in its own units, inside supports and intervals */
		private double[] ownUnits(final FloatBuffer x, final int first) {
			final double[] own = row.clone();
			for (int c = 0; c < own.length; c++) {
				if (!isLatent(c)) continue;
				final Interval interval = conditions.intervals().getOrDefault(c, Interval.REAL);
				own[c] = interval.support().clip(supports[c].clip(model.standardisation().inverse(c, x.get(first + c))));
			}
			return own;
		}

		private String improbable(final int particles, final double logProbability) {
			return "row " + (index + 1) + ": none of " + particles + " particles satisfies " + conditions
				+ ", whose estimated probability is " + String.format(Locale.ROOT, "%.1e", Math.exp(logProbability))
				+ ": widen the intervals or constraints, or check the observed values";
		}
	}
}
