// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.maximum;
import static io.github.inferj.graph.Elementwise.minimum;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.github.inferj.InvalidInputException;
import io.github.inferj.Progress;
import io.github.inferj.constraint.Conditions;
import io.github.inferj.constraint.Constraint;
import io.github.inferj.constraint.Interval;
import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.graph.Value;
import io.github.inferj.guidance.Evidence;
import io.github.inferj.guidance.GaussianPotential;
import io.github.inferj.guidance.GraphMargin;
import io.github.inferj.guidance.GuidancePotential;
import io.github.inferj.guidance.Margin;
import io.github.inferj.guidance.ParticleSampler;
import io.github.inferj.guidance.Potential;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Support;

/**
 * Draws from any conditional of a {@link JointModel} in which other columns are known only by
 * {@link Conditions}: the conditional given the observed values, restricted to where the conditions
 * hold and weighted by the likelihood of what was measured with an error. A pilot run without conditions finds the
 * conditional's mean and covariance, which shape the twisting function of {@link ParticleSampler}. Intervals of places of
 * functions that an observation does not have say nothing about it. Supports that draws of the pilot run leave are intervals
 * too, but do not count in the probability of the conditions. Not safe for use from several threads; close it to free ONNX
 * Runtime's sessions.
 */
public final class ConstrainedSampler implements AutoCloseable {

	private static final int LEVELS = 100;
	/** Particles for each draw: of unevenly weighted particles, only those of more than this many times the mean weight are drawn twice. */
	private static final double SURPLUS = 1.6;

	private static final int LEAST_PARTICLES = 1_000;
	private static final int MOST_DRAWS = 20_000;

	private final Marginal marginal;
	private final Conditions conditions;
	private final ConditionalSampler unconstrained;
	private final Support[] supports;
	private final List<GraphMargin> margins = new ArrayList<>();

	/** Draws on the CPU with all its cores. */
	public ConstrainedSampler(final JointModel model, final Conditions conditions) {
		this(Marginal.whole(model), conditions);
	}

	/**
	 * The same for a model with variables left out.
	 *
	 * @throws InvalidInputException if the conditions are about a column that is left out
	 */
	public ConstrainedSampler(final Marginal marginal, final Conditions conditions) {
		this(conditions, new ConditionalSampler(holding(marginal, conditions)));
	}

	/** @param unconstrained gives the denoiser; closed with this one */
	ConstrainedSampler(final Conditions conditions, final ConditionalSampler unconstrained) {
		this.marginal = unconstrained.marginal();
		this.conditions = conditions;
		this.unconstrained = unconstrained;
		this.supports = marginal.standardisedSupports();
		for (final Constraint constraint : conditions.constraints()) margins.add(new GraphMargin(constraint, this::ownUnits,
			marginal.columns()));
	}

	private static Marginal holding(final Marginal marginal, final Conditions conditions) {
		final JointModel model = marginal.model();
		conditions.intervals().forEach((column, interval) -> {
			final Standardisation scales = model.standardisation();
			final String name = model.specification().columnNames().get(column);
			if (scales.isWhole(column) && scales.rounding(column, interval).isEmpty()) throw new InvalidInputException("'" + interval.of(
				name) + "' leaves none of the whole numbers that " + name + " can be: widen it");
		});
		for (final int column : conditions.columns()) if (Arrays.binarySearch(marginal.columns(), column) < 0)
			throw new InvalidInputException("column " + model.specification().columnNames().get(column)
				+ " has a condition but is left out of the network: keep it");
		return marginal;
	}

	/**
	 * Draws the latent variables of each observation. Draws depend on the seed, on their number and on the
	 * observation's place.
	 *
	 * @param observations one row per observation with one entry per column of the model: the observed
	 *          values, NaN where latent or left out; then the places of functions, NaN for those an
	 *          observation does not have
	 * @param wanted the columns to return, ascending; observed ones repeat their value, and places that an
	 *          observation does not have are NaN
	 * @param draws number of draws for each observation
	 * @param seed seed of the random numbers
	 * @param progress told how many noise levels are done; may cancel, which it is asked before each evaluation of
	 *          the network
	 * @return the draws, which all satisfy the conditions
	 * @throws InvalidInputException if a column that is left out is wanted or has a value, a column with an
	 *           interval has a value, or all those of a measurement, a constraint is about a place that an observation
	 *           does not have, or the conditions are so improbable given an observation that no particle satisfies them
	 * @throws CancellationException if cancelled
	 */
	public ConstrainedDraws sample(final double[][] observations, final int[] wanted, final int draws, final long seed,
		final Progress progress)
	{
		return sample(observations, i -> "row " + (i + 1), wanted, draws, seed, progress);
	}

	/**
	 * The same.
	 *
	 * @param labels what messages call an observation, from 0
	 */
	public ConstrainedDraws sample(final double[][] observations, final IntFunction<String> labels, final int[] wanted,
		final int draws, final long seed, final Progress progress)
	{
		marginal.positions(wanted);
		final List<Observation> all = new ArrayList<>();
		for (int i = 0; i < observations.length; i++) all.add(new Observation(observations[i], i, labels.apply(i),
			new SeededRandom(seed, i)));
		final int chunk = Math.min(particles(draws), unconstrained.chunk());
		final double[] values = new double[Math.toIntExact((long) observations.length * draws * wanted.length)];
		final double[] probabilities = new double[observations.length];
		try (ConditionalDenoiser denoiser = unconstrained.denoiser(chunk, progress)) {
			for (final Observation observation : all) {
				final Given given = new Given(observation.standardised, observation.places, observation.embedded);
				for (int k = 0; k < chunk; k++) denoiser.observe(k, given);
				probabilities[observation.index] = observation.sample(denoiser, wanted, draws, values, progress.part(
					observation.index, observations.length));
			}
		}
		return new ConstrainedDraws(new Draws(marginal.model().specification(), wanted, observations.length, draws, values), probabilities);
	}

	/**
	 * The potential of the same conditions for guidance without particles, by a {@link
	 * io.github.inferj.guidance.GuidedDenoiser}.
	 *
	 * @return the potential, which can be used until this sampler is closed
	 */
	public Potential guidance() {
		final List<GuidancePotential.Guide> guides = new ArrayList<>();
		for (int i = 0; i < margins.size(); i++) guides.add(new GuidancePotential.Guide(margins.get(i), evidence(i)));
		conditions.intervals().forEach((column, interval) -> {
			final Support support = scales().forward(column, interval);
			if (support.lower() > Double.NEGATIVE_INFINITY) guides.add(bound(column, support.lower(), true));
			if (support.upper() < Double.POSITIVE_INFINITY) guides.add(bound(column, support.upper(), false));
		});
		return new GuidancePotential(guides);
	}

	private GuidancePotential.Guide bound(final int column, final double end, final boolean isLower) {
		return new GuidancePotential.Guide(Margin.bound(position(column), end, isLower), Evidence.POSITIVE);
	}

	/** @return what is known about a margin */
	private Evidence evidence(final int margin) {
		final OptionalDouble error = conditions.constraints().get(margin).error();
		return error.isPresent() ? new Evidence.Measured(error.getAsDouble()) : Evidence.POSITIVE;
	}

	/** Nodes of a column's own units, clipped to its support. */
	private Value ownUnits(final int column, final Value standardised) {
		final Support support = supports[position(column)];
		Value y = standardised;
		if (support.lower() > Double.NEGATIVE_INFINITY) y = maximum(y, y.graph().constant((float) support.lower()));
		if (support.upper() < Double.POSITIVE_INFINITY) y = minimum(y, y.graph().constant((float) support.upper()));
		return scales().inverse(column, y);
	}

	private static int particles(final int draws) {
		return (int) Math.max(LEAST_PARTICLES, Math.ceil(SURPLUS * draws));
	}

	/** @return the place of a column of the model among the kept ones */
	private int position(final int column) {
		return Arrays.binarySearch(marginal.columns(), column);
	}

	private Standardisation scales() {
		return marginal.model().standardisation();
	}

	/** @return network evaluations per draw, those of the pilot run included */
	public static int evaluations(final JointModel model) {
		return new DefaultSolver(model).evaluations() + (int) Math.ceil(SURPLUS * LEVELS);
	}

	@Override
	public void close() {
		margins.forEach(GraphMargin::close);
		unconstrained.close();
	}

	private final class Observation {

		private final double[] row;
		private final double[] places;
		private final Embedder.Embedded embedded;
		private final int index;
		private final String label;
		/** Values of the kept columns in the network's units: NaN where latent, 0 for absent places. */
		private final double[] standardised;
		private final RandomGenerator rng;

		Observation(final double[] row, final int index, final String label, final RandomGenerator rng) {
			this.row = row;
			this.index = index;
			this.label = label;
			this.rng = rng;
			standardised = marginal.keep(row, index);
			places = marginal.places(row);
			embedded = unconstrained.embedder().embed(row, index);
			for (int c = 0; c < standardised.length; c++) standardised[c] = Double.isNaN(places[c]) ? 0 : marginal.forward(c,
				standardised[c]);
			requireLatent();
			requirePresent();
		}

		private void requireLatent() {
			for (final int column : conditions.intervals().keySet()) if (!Double.isNaN(row[column]))
				throw new InvalidInputException(label + ": " + name(column)
					+ " has a value and an interval; leave out one of them");
			for (final Constraint constraint : conditions.constraints()) if (constraint.error().isPresent() && constraint.columns().stream()
				.noneMatch(column -> Double.isNaN(row[column]))) throw new InvalidInputException(label + ": '" + constraint
					+ "' is about what is given exactly; leave out one of them");
		}

		private void requirePresent() {
			for (final Constraint constraint : conditions.constraints()) for (final int column : constraint.columns())
				if (Double.isNaN(places[position(column)])) throw new InvalidInputException(label + ": constraint '"
					+ constraint + "' needs " + name(column) + ", whose place is blank: give one, or leave out the constraint");
		}

		private String name(final int column) {
			return marginal.model().specification().columnNames().get(column);
		}

		/** @return the probability of the conditions */
		double sample(final Denoiser denoiser, final int[] wanted, final int draws, final double[] values,
			final Progress progress)
		{
			final Pilot pilot = Pilot.run(denoiser, marginal.model(), standardised, supports, rng);
			final GaussianPotential potential = potential(pilot);
			final ParticleSampler sampler = new ParticleSampler(marginal.model().noise().grid(LEVELS), potential,
				this::logLikelihood);
			double probability = 0;
			final int blocks = (draws + MOST_DRAWS - 1) / MOST_DRAWS;
			for (int done = 0; done < draws; done += MOST_DRAWS) {
				final int count = Math.min(MOST_DRAWS, draws - done);
				final int particles = particles(count);
				final ParticleSampler.Result result = sampler.sample(denoiser, standardised, particles, count, rng, progress.part(
					done / MOST_DRAWS, blocks));
				if (result.samples().capacity() == 0) throw new InvalidInputException(improbable(particles, result.logProbability()));
				probability += Math.exp(result.logProbability()) * count / draws;
				for (int i = 0; i < count; i++) {
					final double[] own = ownUnits(result.samples(), i * standardised.length);
					for (int w = 0; w < wanted.length; w++) values[((index * draws) + done + i) * wanted.length + w] = own[wanted[w]];
				}
			}
			return Math.min(1, probability / pilot.inside());
		}

		private double logLikelihood(final FloatBuffer x, final int first) {
			if (conditions.constraints().isEmpty()) return 0;
			final double[] own = ownUnits(x, first);
			return conditions.constraints().stream().mapToDouble(constraint -> constraint.logLikelihood(own)).sum();
		}

		private boolean isLatent(final int c) {
			return Double.isNaN(standardised[c]);
		}

		private GaussianPotential potential(final Pilot pilot) {
			final Map<Integer, Support> intervals = new TreeMap<>();
			for (final int position : pilot.crossed()) intervals.put(position, supports[position]);
			conditions.intervals().forEach((column, interval) -> {
				if (isLatent(position(column))) intervals.put(position(column), scales().forward(column, interval));
			});
			final List<GaussianPotential.Dependent> dependents = new ArrayList<>();
			for (int i = 0; i < margins.size(); i++) dependents.add(new GaussianPotential.Dependent(margins.get(i), conditions
				.constraints().get(i).columns().stream().map(ConstrainedSampler.this::position).collect(Collectors.toCollection(
					TreeSet::new)), evidence(i)));
			return new GaussianPotential(pilot.moments(), intervals, dependents);
		}

		/** @return a row with the latent columns of a sample in their own units, inside supports and intervals */
		private double[] ownUnits(final FloatBuffer x, final int first) {
			final double[] own = row.clone();
			for (int c = 0; c < standardised.length; c++) {
				if (!isLatent(c)) continue;
				final int column = marginal.columns()[c];
				final Interval interval = conditions.intervals().getOrDefault(column, Interval.REAL);
				final double value = marginal.inverse(c, supports[c].reflect(x.get(first + c)));
				own[column] = scales().isWhole(column) ? interval.nearestWhole(value) : interval.nearest(value);
			}
			return own;
		}

		private String improbable(final int particles, final double logProbability) {
			return label + ": none of " + particles + " trial draws satisfies " + conditions
				+ ", whose estimated probability is " + String.format(Locale.ROOT, "%.1e", Math.exp(logProbability))
				+ ": widen the intervals or constraints, or check the observed values";
		}
	}
}
