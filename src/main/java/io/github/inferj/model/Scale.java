// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import static io.github.inferj.graph.Elementwise.add;
import static io.github.inferj.graph.Elementwise.exp;
import static io.github.inferj.graph.Elementwise.maximum;
import static io.github.inferj.graph.Elementwise.minimum;
import static io.github.inferj.graph.Elementwise.multiply;
import static io.github.inferj.graph.Elementwise.negate;
import static io.github.inferj.graph.Elementwise.relu;
import static io.github.inferj.graph.Elementwise.subtract;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.commons.statistics.distribution.NormalDistribution;

import io.github.inferj.graph.Value;

/** An increasing map from the transformed values of a column onto the network's scale, and its inverse. */
public sealed interface Scale permits Scale.Linear, Scale.HeavyTailed, Scale.NormalScores {

	/** @return a transformed value on the network's scale */
	double forward(double z);

	/** @return a value on the network's scale as a transformed one */
	double inverse(double y);

	/** @return graph nodes of {@link #inverse(double)}, of the shape of {@code y} */
	Value inverse(Value y);

	/** @return log d forward / dz at {@code z} */
	double logDerivative(double z);

	/**
	 * Chooses the scale of a column: linear, with heavy tails if its standard deviation is more than twice half the distance
	 * between its 16 and 84 % quantiles, or normal scores if neither leaves most values enough room.
	 *
	 * @param sorted the transformed values, or a sample of them, ascending
	 * @param mean of the transformed values
	 * @param sd of the transformed values; the scale is 1 if they never vary
	 */
	static Scale of(final double[] sorted, final double mean, final double sd) {
		final Scale plain = withoutScores(sorted, mean, sd);
		return NormalScores.of(sorted).filter(scores -> scores.areCrowded(plain)).<Scale>map(scores -> scores).orElse(plain);
	}

	/** The same, but never normal scores. */
	static Scale withoutScores(final double[] sorted, final double mean, final double sd) {
		final double spread = (quantile(sorted, 0.84) - quantile(sorted, 0.16)) / 2;
		if (spread > 0 && sd > HeavyTailed.LEAST_RATIO * spread) return new HeavyTailed(quantile(sorted, 0.5), spread);
		return new Linear(mean, sd > 0 ? sd : 1);
	}

	/** @return the value of nearest rank */
	static double quantile(final double[] sorted, final double probability) {
		return sorted[(int) Math.round(probability * (sorted.length - 1))];
	}

	private static double asinh(final double z) {
		final double a = Math.abs(z);
		return Math.copySign(Double.isInfinite(a) ? a : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a))), z);
	}

	private static Value sinh(final Value y) {
		return multiply(subtract(exp(y), exp(negate(y))), 0.5);
	}

	/**
	 * (z - centre) / scale.
	 *
	 * @param centre the mean
	 * @param scale the standard deviation, positive
	 */
	record Linear(double centre, double scale) implements Scale {

		@Override
		public double forward(final double z) {
			return (z - centre) / scale;
		}

		@Override
		public double inverse(final double y) {
			return centre + scale * y;
		}

		@Override
		public Value inverse(final Value y) {
			return add(multiply(y, scale), centre);
		}

		@Override
		public double logDerivative(final double z) {
			return -Math.log(scale);
		}
	}

	/**
	 * The inverse hyperbolic sine of (z - centre) / scale: linear in the middle, logarithmic in the tails, so that a few wild
	 * simulations do not squeeze all others together.
	 *
	 * @param centre the median
	 * @param scale half the distance between the 16 and 84 % quantiles, positive
	 */
	record HeavyTailed(double centre, double scale) implements Scale {

		private static final double LEAST_RATIO = 2;

		@Override
		public double forward(final double z) {
			return asinh((z - centre) / scale);
		}

		@Override
		public double inverse(final double y) {
			return centre + scale * Math.sinh(y);
		}

		@Override
		public Value inverse(final Value y) {
			return add(multiply(sinh(y), scale), centre);
		}

		@Override
		public double logDerivative(final double z) {
			final double u = (z - centre) / scale;
			return -Math.log(scale) - Math.log1p(u * u) / 2;
		}
	}

	/**
	 * Linear between quantiles, each of which becomes the quantile of the standard normal distribution of the same probability;
	 * beyond them, the inverse hyperbolic sine with the slope of the outermost piece. For columns with modes far apart, such
	 * as the energy of neurons that fire and of those that do not: on one linear scale all values of a mode would be nearly the
	 * same number.
	 *
	 * @param knots quantiles of the transformed values, strictly ascending, at least two
	 * @param scores of the standard normal distribution, as many, strictly ascending
	 */
	record NormalScores(double[] knots, double[] scores) implements Scale {

		private static final double STEP = 0.25;
		private static final int MOST_STEPS = 12;
		/** The fewest values beyond the outermost quantiles. */
		private static final int BEYOND = 10;
		private static final int LEAST_VALUES = 200;
		/** The share of their room that a scale leaves to most values, below which they are crowded. */
		private static final double CROWDED = 1.0 / 3;

		/** @return the scores of these values; empty if they are too few or too many of them are equal */
		static Optional<NormalScores> of(final double[] sorted) {
			if (sorted.length < LEAST_VALUES) return Optional.empty();
			final NormalDistribution normal = NormalDistribution.of(0, 1);
			final double[] scores = IntStream.rangeClosed(-MOST_STEPS, MOST_STEPS).mapToDouble(k -> k * STEP).filter(score -> normal
				.cumulativeProbability(-Math.abs(score)) * sorted.length >= BEYOND).toArray();
			final double[] knots = Arrays.stream(scores).map(score -> quantile(sorted, normal.cumulativeProbability(score))).toArray();
			for (int k = 1; k < knots.length; k++) if (!(knots[k] > knots[k - 1])) return Optional.empty();
			return Optional.of(new NormalScores(knots, scores));
		}

		/** @return whether another scale puts most neighbouring quantiles much closer together */
		private boolean areCrowded(final Scale other) {
			final double[] rooms = IntStream.range(0, knots.length - 1).mapToDouble(k -> (other.forward(knots[k + 1]) - other.forward(
				knots[k])) / (scores[k + 1] - scores[k])).sorted().toArray();
			return rooms[rooms.length / 2] < CROWDED;
		}

		private int last() {
			return knots.length - 1;
		}

		private double slope(final int piece) {
			return (knots[piece + 1] - knots[piece]) / (scores[piece + 1] - scores[piece]);
		}

		/** @return the piece a place lies in, of the ascending boundaries of all pieces */
		private static int piece(final double[] boundaries, final double place) {
			final int found = Arrays.binarySearch(boundaries, place);
			return Math.max(0, Math.min(boundaries.length - 2, found >= 0 ? found : -found - 2));
		}

		@Override
		public double forward(final double z) {
			if (z < knots[0]) return scores[0] - asinh((knots[0] - z) / slope(0));
			if (z > knots[last()]) return scores[last()] + asinh((z - knots[last()]) / slope(last() - 1));
			final int k = piece(knots, z);
			return scores[k] + (z - knots[k]) / slope(k);
		}

		@Override
		public double inverse(final double y) {
			if (y < scores[0]) return knots[0] - slope(0) * Math.sinh(scores[0] - y);
			if (y > scores[last()]) return knots[last()] + slope(last() - 1) * Math.sinh(y - scores[last()]);
			final int k = piece(scores, y);
			return knots[k] + slope(k) * (y - scores[k]);
		}

		@Override
		public Value inverse(final Value y) {
			final Value lower = y.graph().constant((float) scores[0]);
			final Value upper = y.graph().constant((float) scores[last()]);
			final Value inner = minimum(maximum(y, lower), upper);
			Value z = add(multiply(subtract(inner, lower), slope(0)), knots[0]);
			for (int k = 1; k < last(); k++) z = add(z, multiply(relu(add(inner, -scores[k])), slope(k) - slope(k - 1)));
			z = add(z, multiply(sinh(relu(subtract(y, upper))), slope(last() - 1)));
			return subtract(z, multiply(sinh(relu(subtract(lower, y))), slope(0)));
		}

		@Override
		public double logDerivative(final double z) {
			final double slope = slope(piece(knots, z));
			final double beyond = Math.max(0, Math.max(knots[0] - z, z - knots[last()])) / slope;
			return -Math.log(slope) - Math.log1p(beyond * beyond) / 2;
		}
	}
}
