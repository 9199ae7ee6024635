// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Polynomials of several variables through points, by least squares (Box and Wilson 1951). Each variable counts from its
 * mean over the points in units of its standard deviation.
 */
final class ResponseSurface implements Surface {

	private static final int MOST_DEGREE = 3;
	/** Enough for 35 coefficients, those of cubics of four variables, of 64 points. */
	private static final double POINTS_PER_TERM = 1.8;
	private static final double SINGULAR = 1e-9;

	private final Monomials monomials;
	private final double[] mean;
	private final double[] sd;
	private final double[] least;
	private final double[] most;
	private final RealMatrix coefficients;
	private final double error;

	private ResponseSurface(final Monomials monomials, final double[][] points, final double[][] values) {
		this.monomials = monomials;
		final RealMatrix x = new Array2DRowRealMatrix(points, false);
		final List<double[]> columns = IntStream.range(0, points[0].length).mapToObj(x::getColumn).toList();
		mean = columns.stream().mapToDouble(StatUtils::mean).toArray();
		sd = columns.stream().mapToDouble(column -> Math.sqrt(StatUtils.populationVariance(column))).toArray();
		least = columns.stream().mapToDouble(StatUtils::min).toArray();
		most = columns.stream().mapToDouble(StatUtils::max).toArray();
		final double[][] terms = new double[points.length][];
		for (int i = 0; i < points.length; i++) terms[i] = terms(points[i]);
		final RealMatrix design = new Array2DRowRealMatrix(terms, false);
		final RealMatrix wanted = new Array2DRowRealMatrix(values, false);
		final DecompositionSolver solver = new QRDecomposition(design, SINGULAR).getSolver();
		if (!solver.isNonSingular()) {
			coefficients = new Array2DRowRealMatrix(monomials.size(), values[0].length);
			error = Double.POSITIVE_INFINITY;
			return;
		}
		coefficients = solver.solve(wanted);
		final RealMatrix residuals = wanted.subtract(design.multiply(coefficients));
		error = IntStream.range(0, values[0].length).mapToDouble(k -> residuals.getColumnVector(k).getNorm()).max().orElse(0) / Math
			.sqrt(points.length) / (1 - monomials.size() / (double) points.length);
	}

	/** @return how many points polynomials of so many variables need */
	static int leastPoints(final int variables) {
		return (int) Math.ceil(POINTS_PER_TERM * (variables + 1));
	}

	/**
	 * @param points at least {@link #leastPoints}; of each variable not all the same
	 * @param values what the polynomials are to be at each point
	 * @param mostTerms polynomials of more coefficients are not tried
	 * @param enough an error with which a higher degree is not tried
	 * @return polynomials of that degree, 3 at most and with 1.8 points for each coefficient at least, whose error is least; of infinite
	 *         error if the points do not tell the coefficients
	 */
	static ResponseSurface through(final double[][] points, final double[][] values, final int mostTerms,
		final double enough)
	{
		ResponseSurface best = new ResponseSurface(Monomials.of(points[0].length, 1), points, values);
		for (int degree = 2; degree <= MOST_DEGREE && best.error > enough; degree++) {
			final Monomials more = Monomials.of(points[0].length, degree);
			if (more.size() > mostTerms || more.size() * POINTS_PER_TERM > points.length) break;
			final ResponseSurface next = new ResponseSurface(more, points, values);
			if (next.error < best.error) best = next;
		}
		return best;
	}

	/**
	 * @return the root of the mean squared error to expect at points like those, of the function where it is largest, by generalised
	 *         cross-validation (Golub et al. 1979, equation 1.5)
	 */
	double error() {
		return error;
	}

	@Override
	public boolean reaches(final double[] point, final double margin) {
		for (int k = 0; k < point.length; k++) {
			final double beyond = margin * (most[k] - least[k]);
			if (!(point[k] >= least[k] - beyond && point[k] <= most[k] + beyond)) return false;
		}
		return true;
	}

	@Override
	public double[] at(final double[] point) {
		return coefficients.preMultiply(terms(point));
	}

	private double[] terms(final double[] point) {
		final double[] scaled = new double[point.length];
		for (int k = 0; k < point.length; k++) scaled[k] = (point[k] - mean[k]) / sd[k];
		return monomials.at(scaled);
	}

	/**
	 * All products of variables up to a degree. The first is 1, each other one a variable times one of those before.
	 *
	 * @param parents for each its other factor
	 * @param variables for each the variable
	 */
	private record Monomials(int[] parents, int[] variables) {

		static Monomials of(final int variables, final int degree) {
			final List<int[]> all = new ArrayList<>();
			all.add(new int[] { 0, 0 });
			int begin = 0;
			for (int d = 1; d <= degree; d++) {
				final int end = all.size();
				for (int parent = begin; parent < end; parent++) for (int k = all.get(parent)[1]; k < variables; k++)
					all.add(new int[] { parent, k });
				begin = end;
			}
			return new Monomials(all.stream().mapToInt(term -> term[0]).toArray(), all.stream().mapToInt(term -> term[1]).toArray());
		}

		int size() {
			return parents.length;
		}

		double[] at(final double[] x) {
			final double[] values = new double[size()];
			values[0] = 1;
			for (int i = 1; i < values.length; i++) values[i] = values[parents[i]] * x[variables[i]];
			return values;
		}
	}
}
