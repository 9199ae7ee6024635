// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.guidance;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.inferj.variable.Support;

/**
 * The probability of intervals and constraints if x_0 given x_sigma were normal, with the denoised
 * estimate as mean and the covariance V of {@link GaussianMoments#posterior}. An interval [a, b] of
 * variable i has Phi((b - D_i) / v) - Phi((a - D_i) / v), v^2 = V_ii. A constraint of margin c has what
 * {@link Evidence} says of a normal c, with mean and variance found by the unscented transform (Julier and
 * Uhlmann 2004): c at points around the estimate, at most 2 n + 1 for n variables, that have the
 * moments of the normal distribution; for a linear c it is exact. Several are multiplied as if
 * independent.
 */
public final class GaussianPotential implements Potential {

	private static final double LEAST_SD = 1e-3;
	/** Derivatives of a margin that are computed at a time, 16 MB. */
	private static final int MOST_SLOPES = 1 << 22;

	/** A margin, the variables it depends on, and what is known about it. */
	public record Dependent(Margin margin, SortedSet<Integer> variables, Evidence evidence) {}

	private record Point(double[] offset, double weight) {}

	private final GaussianMoments moments;
	private final SortedMap<Integer, Support> intervals;
	private final List<Dependent> margins;
	private final int[] variables;
	private double sigma = Double.NaN;
	private double[][] covariance;

	/**
	 * @param moments of the conditional distribution
	 * @param intervals by variable, in standardised units
	 * @param margins of the constraints
	 */
	public GaussianPotential(final GaussianMoments moments, final Map<Integer, Support> intervals,
		final List<Dependent> margins)
	{
		this.moments = moments;
		this.intervals = new TreeMap<>(intervals);
		this.margins = List.copyOf(margins);
		final SortedSet<Integer> all = new TreeSet<>(intervals.keySet());
		margins.forEach(margin -> all.addAll(margin.variables()));
		variables = all.stream().mapToInt(Integer::intValue).toArray();
	}

	/** @return the moments it was given */
	GaussianMoments moments() {
		return moments;
	}

	/** @return the intervals by variable */
	SortedMap<Integer, Support> intervals() {
		return intervals;
	}

	/** @return the variables it depends on, ascending */
	int[] variables() {
		return variables.clone();
	}

	/** @return the covariance of x_0 given x_sigma; not to be changed */
	double[][] covariance(final double level) {
		if (level != sigma) {
			covariance = moments.posterior(level);
			sigma = level;
		}
		return covariance;
	}

	@Override
	public void add(final FloatBuffer estimates, final double level, final double[] logarithms, final double[] gradients) {
		addIntervals(estimates, level, logarithms, gradients);
		for (final Dependent margin : margins) addMargin(margin, estimates, level, logarithms, gradients);
	}

	private void addIntervals(final FloatBuffer estimates, final double level, final double[] logarithms,
		final double[] gradients)
	{
		final int size = moments.size();
		for (int i = 0; i < logarithms.length; i++) for (final int variable : intervals.keySet()) {
			final NormalInterval interval = interval(variable, estimates.get(i * size + variable), level);
			logarithms[i] += interval.logMass();
			gradients[i * size + variable] += interval.slope();
		}
	}

	/** @return a variable's interval and its distribution given its estimate */
	NormalInterval interval(final int variable, final double estimate, final double level) {
		final Support support = intervals.get(variable);
		final double sd = Math.max(LEAST_SD * level, Math.sqrt(covariance(level)[variable][variable]));
		return new NormalInterval(estimate, sd, support.lower(), support.upper());
	}

	/** Adds what a margin says of as many samples at a time as memory is set aside for. */
	private void addMargin(final Dependent dependent, final FloatBuffer estimates, final double level,
		final double[] logarithms, final double[] gradients)
	{
		final List<Point> points = points(dependent.variables(), level);
		final int most = Math.max(1, MOST_SLOPES / (points.size() * moments.size()));
		for (int from = 0; from < logarithms.length; from += most) new MarginBlock(dependent, points, from, Math.min(most,
			logarithms.length - from)).add(estimates, logarithms, gradients);
	}

	/** A margin at all points around some samples. */
	private final class MarginBlock {

		private final Dependent dependent;
		private final List<Point> points;
		private final int from;
		private final int samples;
		private final int size = moments.size();
		private final float[][] values;
		private final float[][] slopes;

		/** @param from the first of the samples */
		MarginBlock(final Dependent dependent, final List<Point> points, final int from, final int samples) {
			this.dependent = dependent;
			this.points = points;
			this.from = from;
			this.samples = samples;
			values = new float[points.size()][samples];
			slopes = new float[points.size()][samples * size];
		}

		void add(final FloatBuffer estimates, final double[] logarithms, final double[] gradients) {
			final FloatBuffer shifted = FloatBuffer.allocate(samples * size);
			for (int p = 0; p < points.size(); p++) {
				final double[] offset = points.get(p).offset();
				for (int k = 0; k < shifted.capacity(); k++) shifted.put(k, (float) (estimates.get(from * size + k) + offset[k % size]));
				dependent.margin().evaluate(shifted, values[p], slopes[p]);
			}
			for (int i = 0; i < samples; i++) logarithms[from + i] += add(i, gradients);
		}

		/** @return the logarithm of what is added to a sample's potential; its gradient is added */
		private double add(final int i, final double[] gradients) {
			double mean = 0;
			double variance = 0;
			for (int p = 0; p < points.size(); p++) mean += points.get(p).weight() * values[p][i];
			for (int p = 0; p < points.size(); p++) variance += points.get(p).weight() * (values[p][i] - mean) * (values[p][i] - mean);
			final Evidence.Term term = dependent.evidence().of(mean, variance);
			if (term.byMean() == 0 && term.byVariance() == 0) return term.logarithm();
			for (final int variable : dependent.variables()) {
				double gradient = 0;
				for (int p = 0; p < points.size(); p++) gradient += points.get(p).weight() * slopes[p][i * size + variable] * (term
					.byMean() + 2 * term.byVariance() * (values[p][i] - mean));
				if (Double.isFinite(gradient)) gradients[(from + i) * size + variable] += gradient;
			}
			return term.logarithm();
		}
	}

	/** For up to three latent variables the points match fourth moments too, with the estimate among them. */
	private List<Point> points(final SortedSet<Integer> all, final double level) {
		final double[][] v = covariance(level);
		final int[] latent = all.stream().mapToInt(Integer::intValue).filter(i -> v[i][i] > 0).toArray();
		final int n = latent.length;
		final double[][] block = new double[n][n];
		for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) block[i][j] = v[latent[i]][latent[j]];
		final double[][] factor = GaussianMoments.cholesky(block);
		final double spread = Math.sqrt(Math.max(3, n));
		final double weight = 1 / (2 * spread * spread);
		final List<Point> points = new ArrayList<>();
		if (n < 3) points.add(new Point(new double[moments.size()], 1 - 2 * n * weight));
		for (int j = 0; j < n; j++) for (final double sign : new double[] { spread, -spread }) {
			final double[] offset = new double[moments.size()];
			for (int i = 0; i < n; i++) offset[latent[i]] = sign * factor[i][j];
			points.add(new Point(offset, weight));
		}
		return points;
	}
}
