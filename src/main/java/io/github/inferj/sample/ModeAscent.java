// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.sample;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

import io.github.inferj.diffusion.DenoiserJacobian;
import io.github.inferj.variable.Support;

/**
 * Climbs to local maxima of log p(x) + sum_i t_i(x_i), in which the tilts t_i are given functions, such
 * as the log-Jacobians of a change of variables.
 * <p>
 * The score (D(x, sigma) - x) / sigma^2 is the gradient of the density blurred by noise, so x &lt;- D(x,
 * sigma) is mean-shift (Comaniciu and Meer 2002), and with the Jacobian J = dD/dx a step of Newton's
 * method solves (I - J - sigma^2 J T'') p = D - x + sigma^2 J t', where T'' = diag(t''). The factor J
 * takes the blur out of the tilt's effect: for a Gaussian and quadratic tilts the maximum is exact at any
 * noise level. Levels are halved until the blur no longer matters: until I - J is below a tenth, which
 * for a Gaussian of standard deviation s means sigma &lt; s / 3, and for points near an end of a support,
 * where a blurred maximum lies about sigma inside, to a 32nd of the first level. Where the matrix is not
 * positive definite the step is a mean-shift.
 */
public final class ModeAscent {

	private static final int STEPS_PER_LEVEL = 4;
	private static final double DAMPING = 0.01;
	private static final double SHARP = 0.1;
	private static final double SHARP_AT_ENDS = 1.0 / 32;
	private static final double NEAR = 3;
	private static final double LONGEST_STEP = 4;
	private static final double DIFFERENCE = 1e-3;

	private final double coarsest;
	private final double finest;

	/**
	 * @param coarsest noise level to begin with, below the distance of maxima that are to be told apart
	 * @param finest noise level to end with at the latest
	 */
	public ModeAscent(final double coarsest, final double finest) {
		if (!(finest > 0 && coarsest >= finest)) throw new IllegalArgumentException("noise levels from " + coarsest + " to "
			+ finest + " must be positive and descending");
		this.coarsest = coarsest;
		this.finest = finest;
	}

	/**
	 * @param denoiser knows the observations and as many samples as there are starts
	 * @param supports where each latent variable can lie, in the denoiser's units
	 * @param tilts what is added to the log-density, for each latent variable; ignored where not finite
	 * @param starts (samples x n); unchanged
	 * @return a point inside the supports for each start, (samples x n)
	 */
	public double[] climb(final DenoiserJacobian denoiser, final Support[] supports, final DoubleUnaryOperator[] tilts,
		final double[] starts)
	{
		final Climb climb = new Climb(denoiser, supports, tilts, starts);
		for (double sigma = coarsest; sigma >= finest && !climb.isDone(); sigma /= 2) climb.atLevel(sigma);
		return climb.x;
	}

	private final class Climb {

		private final DenoiserJacobian denoiser;
		private final Support[] supports;
		private final DoubleUnaryOperator[] tilts;
		private final int n;
		private final double[] x;
		private final double[] denoised;
		private final double[] jacobian;
		private final boolean[] done;

		Climb(final DenoiserJacobian denoiser, final Support[] supports, final DoubleUnaryOperator[] tilts,
			final double[] starts)
		{
			this.denoiser = denoiser;
			this.supports = supports;
			this.tilts = tilts;
			n = supports.length;
			x = starts.clone();
			denoised = new double[x.length];
			jacobian = new double[x.length * n];
			done = new boolean[x.length / n];
		}

		boolean isDone() {
			for (final boolean d : done) if (!d) return false;
			return true;
		}

		void atLevel(final double sigma) {
			final boolean[] sharp = new boolean[done.length];
			for (int step = 0; step < STEPS_PER_LEVEL; step++) {
				denoiser.evaluate(x, sigma, denoised, jacobian);
				for (int s = 0; s < done.length; s++) if (!done[s]) {
					sharp[s] = isSharp(s, sigma);
					step(s, sigma);
				}
			}
			for (int s = 0; s < done.length; s++) done[s] |= sharp[s];
		}

		private boolean isSharp(final int s, final double sigma) {
			if (sigma <= SHARP_AT_ENDS * coarsest) return true;
			for (int i = 0; i < n; i++) {
				final double at = x[s * n + i];
				final boolean isNearEnd = at - supports[i].lower() < NEAR * sigma || supports[i].upper() - at < NEAR * sigma;
				if (isNearEnd || blur(s, i, i) > SHARP) return false;
			}
			return true;
		}

		/** @return an element of I - J */
		private double blur(final int s, final int i, final int j) {
			return (i == j ? 1 : 0) - jacobian[(s * n + i) * n + j];
		}

		private void step(final int s, final double sigma) {
			final double variance = sigma * sigma;
			final double[] slopes = new double[n];
			final double[] curvatures = new double[n];
			for (int i = 0; i < n; i++) {
				final double at = x[s * n + i];
				final double below = tilts[i].applyAsDouble(at - DIFFERENCE);
				final double above = tilts[i].applyAsDouble(at + DIFFERENCE);
				slopes[i] = (above - below) / (2 * DIFFERENCE);
				curvatures[i] = (above - 2 * tilts[i].applyAsDouble(at) + below) / (DIFFERENCE * DIFFERENCE);
				if (!Double.isFinite(curvatures[i])) slopes[i] = curvatures[i] = 0;
			}
			final double[] uphill = new double[n];
			final double[][] matrix = new double[n][n];
			for (int i = 0; i < n; i++) {
				uphill[i] = denoised[s * n + i] - x[s * n + i];
				for (int j = 0; j < n; j++) {
					final double change = (i == j ? 1 : 0) - blur(s, i, j);
					uphill[i] += variance * change * slopes[j];
					final double element = blur(s, i, j) - variance * change * curvatures[j];
					matrix[i][j] += element / 2;
					matrix[j][i] += element / 2;
				}
				matrix[i][i] += DAMPING;
			}
			move(s, solve(matrix, uphill), sigma);
		}

		private void move(final int s, final double[] step, final double sigma) {
			double sharpest = 1;
			for (int i = 0; i < n; i++) sharpest = Math.min(sharpest, Math.max(DAMPING, blur(s, i, i)));
			final double longest = LONGEST_STEP * sigma * Math.sqrt(n / sharpest);
			final double length = Math.sqrt(Arrays.stream(step).map(d -> d * d).sum());
			final double share = length > longest ? longest / length : 1;
			for (int i = 0; i < n; i++) x[s * n + i] = supports[i].clip(x[s * n + i] + share * step[i]);
		}
	}

	/** @return the solution of a symmetric system, or the right-hand side if the matrix is not positive definite */
	private static double[] solve(final double[][] matrix, final double[] right) {
		try {
			return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false)).getSolver().solve(new ArrayRealVector(right, false))
				.toArray();
		}
		catch (final NonPositiveDefiniteMatrixException exc) {
			return right;
		}
	}
}
