// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import java.util.BitSet;
import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

import io.github.inferj.variable.DependencyGraph;

/**
 * The normal distribution with the mean and the covariance of the standardised variables. Under it every
 * denoiser is known: with S the covariance, L the diagonal matrix with 1 for latent variables and 0 for
 * observed ones, and K = (S + sigma^2 L)^-1, a latent variable has the estimate
 * E[x_i | x_sigma] = x_i - sigma^2 (K (x_sigma - mean))_i with the variance sigma^2 (1 - sigma^2 K_ii).
 * Variances are raised a little, so that variables that determine each other have an inverse.
 */
public final class GaussianApproximation {

	private static final double RIDGE = 1e-3;
	/** Below this probability samples are not taken for normal ones. */
	private static final double IMPROBABLE = 1e-4;

	private final double[] mean;
	private final double[][] covariance;

	/**
	 * What {@link Preconditioning} needs to know of the normal distribution at a noise level, all 0 (spread 1)
	 * for observed variables.
	 *
	 * @param innovation the matrix W, row by row, with which W (x_sigma - mean) are the standardised differences
	 *          between each latent variable and its prediction from all others: rows of K over sqrt(K_ii)
	 * @param gain what innovations count for: the estimate is x_i - gain_i (W (x_sigma - mean))_i
	 * @param spread the standard deviation of each latent variable given x_sigma
	 */
	public record Conditional(float[] innovation, float[] gain, float[] spread) {}

	/**
	 * @param mean one entry for each variable
	 * @param covariance positive semidefinite, (variables x variables)
	 */
	public GaussianApproximation(final double[] mean, final double[][] covariance) {
		this.mean = mean.clone();
		this.covariance = copy(covariance);
		if (covariance.length != mean.length) throw new IllegalArgumentException(mean.length + " means and " + covariance.length
			+ " rows of a covariance");
	}

	/**
	 * @param rows standardised samples, (count x variables), row by row
	 * @param variables number of variables
	 * @return the normal distribution with their mean and covariance
	 */
	public static GaussianApproximation of(final float[] rows, final int variables) {
		final int count = rows.length / variables;
		final double[] mean = new double[variables];
		for (int k = 0; k < count * variables; k++) mean[k % variables] += rows[k] / (double) count;
		final double[][] covariance = new double[variables][variables];
		for (int row = 0; row < count; row++) for (int i = 0; i < variables; i++) {
			final double difference = (rows[row * variables + i] - mean[i]) / count;
			for (int j = 0; j <= i; j++) covariance[i][j] += difference * (rows[row * variables + j] - mean[j]);
		}
		for (int i = 0; i < variables; i++) for (int j = 0; j < i; j++) covariance[j][i] = covariance[i][j];
		return new GaussianApproximation(mean, covariance);
	}

	/**
	 * The normal distribution with the independences of a graph that is closest to this one, and the most probable one if this is of
	 * samples: each variable is regressed on its parents (Wermuth 1980, "Linear recursive equations, covariance selection, and path
	 * analysis").
	 *
	 * @param graph of the variables
	 */
	public GaussianApproximation with(final DependencyGraph graph) {
		final double[][] structured = new double[mean.length][mean.length];
		final BitSet before = new BitSet();
		for (final int child : graph.topologicalOrder()) {
			final int[] parents = graph.parents(child).stream().toArray();
			final double[] weights = regression(child, parents);
			for (final int other : before.stream().toArray()) {
				for (int k = 0; k < parents.length; k++) structured[child][other] += weights[k] * structured[parents[k]][other];
				structured[other][child] = structured[child][other];
			}
			structured[child][child] = covariance[child][child];
			for (int k = 0; k < parents.length; k++) structured[child][child] += weights[k] * (structured[child][parents[k]]
				- covariance[child][parents[k]]);
			before.set(child);
		}
		return new GaussianApproximation(mean, structured);
	}

	/** @return the least squares weights of the parents, the smallest ones where parents determine each other */
	private double[] regression(final int child, final int[] parents) {
		if (parents.length == 0) return new double[0];
		final RealMatrix all = new Array2DRowRealMatrix(covariance, false);
		return new SingularValueDecomposition(all.getSubMatrix(parents, parents)).getSolver().solve(all.getSubMatrix(parents, new int[] {
			child })).getColumn(0);
	}

	/**
	 * @param rows samples, (count x variables), row by row
	 * @return whether they can come from a normal distribution by their skewness and kurtosis; normal samples are
	 *         refused once in 5,000 times
	 */
	public boolean describes(final float[] rows) {
		return new NormalityTest(this, rows).probability() > IMPROBABLE;
	}

	/** @return one entry for each variable, a copy */
	public double[] mean() {
		return mean.clone();
	}

	/** @return (variables x variables), a copy */
	public double[][] covariance() {
		return copy(covariance);
	}

	/** @return number of variables */
	public int size() {
		return mean.length;
	}

	/** @return the distribution of some of the variables */
	public GaussianApproximation marginal(final int[] variables) {
		final double[] means = new double[variables.length];
		final double[][] covariances = new double[variables.length][variables.length];
		for (int i = 0; i < variables.length; i++) {
			means[i] = mean[variables[i]];
			for (int j = 0; j < variables.length; j++) covariances[i][j] = covariance[variables[i]][variables[j]];
		}
		return new GaussianApproximation(means, covariances);
	}

	/**
	 * @param observed the observed variables
	 * @param groups disjoint sets of variables that know nothing of each other
	 * @param sigma the noise level, positive
	 */
	public Conditional at(final BitSet observed, final List<BitSet> groups, final double sigma) {
		final int n = mean.length;
		final float[] innovation = new float[n * n];
		final float[] gain = new float[n];
		final float[] spread = new float[n];
		for (int i = 0; i < n; i++) spread[i] = 1;
		for (final BitSet group : groups) {
			final int[] members = group.stream().toArray();
			final RealMatrix precision = precision(members, observed, sigma);
			for (int i = 0; i < members.length; i++) {
				if (observed.get(members[i])) continue;
				final double root = Math.sqrt(precision.getEntry(i, i));
				gain[members[i]] = (float) (sigma * sigma * root);
				spread[members[i]] = (float) (sigma * Math.sqrt(Math.max(0, 1 - sigma * sigma * root * root)));
				for (int j = 0; j < members.length; j++) innovation[members[i] * n + members[j]] = (float) (precision.getEntry(i, j)
					/ root);
			}
		}
		return new Conditional(innovation, gain, spread);
	}

	private RealMatrix precision(final int[] members, final BitSet observed, final double sigma) {
		final double[][] noisy = new double[members.length][members.length];
		for (int i = 0; i < members.length; i++) {
			for (int j = 0; j < members.length; j++) noisy[i][j] = covariance[members[i]][members[j]];
			noisy[i][i] += RIDGE + (observed.get(members[i]) ? 0 : sigma * sigma);
		}
		return new CholeskyDecomposition(new Array2DRowRealMatrix(noisy, false)).getSolver().getInverse();
	}

	private static double[][] copy(final double[][] rows) {
		final double[][] copy = new double[rows.length][];
		for (int i = 0; i < rows.length; i++) copy[i] = rows[i].clone();
		return copy;
	}
}
