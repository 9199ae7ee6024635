// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A binary classification tree of the CART kind (Breiman et al. 1984) grown on a bootstrap sample until
 * its leaves are pure: exact splits of smallest Gini impurity, halfway between neighbouring values, each
 * over a random subset of the features.
 */
final class TwoClassTree {

	private static final int LEAF = -1;

	private final int[] features;
	/** Of a branch: values up to it go left. Of a leaf: the share of class 1. */
	private final double[] values;
	/** Of a branch: its left child; the right one follows. */
	private final int[] children;

	private TwoClassTree(final int[] features, final double[] values, final int[] children) {
		this.features = features;
		this.values = values;
		this.children = children;
	}

	/**
	 * Grows a tree.
	 *
	 * @param x the training set, {@code features x samples}
	 * @param classOne whether each sample is of class 1
	 * @param sorted for each feature, all samples by ascending value
	 * @param tried number of features examined at each split; more while those are all constant
	 * @param rng draws the bootstrap sample and the features
	 */
	static TwoClassTree grow(final double[][] x, final boolean[] classOne, final int[][] sorted, final int tried,
		final RandomGenerator rng)
	{
		return new Grower(x, classOne, sorted, tried, rng).grow();
	}

	/** @return the share of class 1 in the leaf that column {@code sample} of {@code x} falls into */
	double classOneShare(final double[][] x, final int sample) {
		int node = 0;
		while (features[node] != LEAF) node = children[node] + (x[features[node]][sample] <= values[node] ? 0 : 1);
		return values[node];
	}

	/**
	 * Keeps, for every feature, the samples of each node contiguous and sorted by that feature, so that
	 * a split costs one pass and no sorting.
	 */
	private static final class Grower {

		private final double[][] x;
		private final boolean[] classOne;
		private final int tried;
		private final RandomGenerator rng;
		private final int[] weights;
		private final int[][] order;
		private final int[] candidates;
		private final boolean[] goesLeft;
		private final int[] spill;
		private final int[] features;
		private final double[] values;
		private final int[] children;
		private int nodes = 1;
		private double bestScore;
		private int bestFeature;
		private int bestEnd;

		Grower(final double[][] x, final boolean[] classOne, final int[][] sorted, final int tried,
			final RandomGenerator rng)
		{
			this.x = x;
			this.classOne = classOne;
			this.tried = tried;
			this.rng = rng;
			final int samples = classOne.length;
			weights = new int[samples];
			for (int i = 0; i < samples; i++) weights[rng.nextInt(samples)]++;
			order = new int[x.length][];
			for (int f = 0; f < x.length; f++) order[f] = Arrays.stream(sorted[f]).filter(i -> weights[i] > 0).toArray();
			candidates = new int[x.length];
			Arrays.setAll(candidates, f -> f);
			goesLeft = new boolean[samples];
			final int drawn = order[0].length;
			spill = new int[drawn];
			features = new int[2 * drawn];
			values = new double[2 * drawn];
			children = new int[2 * drawn];
		}

		TwoClassTree grow() {
			final int drawn = spill.length;
			final int[] pending = new int[3 * (drawn + 2)];
			int top = push(pending, 0, 0, 0, drawn);
			while (top > 0) {
				final int node = pending[top - 3];
				final int start = pending[top - 2];
				final int end = pending[top - 1];
				top -= 3;
				if (!branch(node, start, end)) continue;
				top = push(pending, top, children[node] + 1, bestEnd, end);
				top = push(pending, top, children[node], start, bestEnd);
			}
			return new TwoClassTree(Arrays.copyOf(features, nodes), Arrays.copyOf(values, nodes), Arrays.copyOf(children, nodes));
		}

		private static int push(final int[] pending, final int top, final int node, final int start, final int end) {
			pending[top] = node;
			pending[top + 1] = start;
			pending[top + 2] = end;
			return top + 3;
		}

		private boolean branch(final int node, final int start, final int end) {
			long all = 0;
			long ones = 0;
			for (int i = start; i < end; i++) {
				final int sample = order[0][i];
				all += weights[sample];
				if (classOne[sample]) ones += weights[sample];
			}
			if (ones == 0 || ones == all || !findSplit(start, end, all, ones)) {
				features[node] = LEAF;
				values[node] = (double) ones / all;
				return false;
			}
			features[node] = bestFeature;
			values[node] = threshold();
			children[node] = nodes;
			nodes += 2;
			partition(start, end);
			return true;
		}

		private boolean findSplit(final int start, final int end, final long all, final long ones) {
			bestScore = Double.NEGATIVE_INFINITY;
			for (int i = 0; i < candidates.length && (i < tried || bestScore == Double.NEGATIVE_INFINITY); i++) {
				final int pick = i + rng.nextInt(candidates.length - i);
				final int feature = candidates[pick];
				candidates[pick] = candidates[i];
				candidates[i] = feature;
				scan(feature, start, end, all, ones);
			}
			return bestScore != Double.NEGATIVE_INFINITY;
		}

		/** The Gini impurity of a split is smallest where (l0^2 + l1^2) / l + (r0^2 + r1^2) / r is largest. */
		private void scan(final int feature, final int start, final int end, final long all, final long ones) {
			final double[] column = x[feature];
			final int[] samples = order[feature];
			if (column[samples[start]] == column[samples[end - 1]]) return;
			long left = 0;
			long leftOnes = 0;
			for (int i = start; i < end - 1; i++) {
				final int sample = samples[i];
				left += weights[sample];
				if (classOne[sample]) leftOnes += weights[sample];
				if (column[sample] == column[samples[i + 1]]) continue;
				final double score = concentration(left, leftOnes) + concentration(all - left, ones - leftOnes);
				if (score <= bestScore) continue;
				bestScore = score;
				bestFeature = feature;
				bestEnd = i + 1;
			}
		}

		private static double concentration(final double all, final double ones) {
			final double others = all - ones;
			return (ones * ones + others * others) / all;
		}

		private double threshold() {
			final double below = x[bestFeature][order[bestFeature][bestEnd - 1]];
			final double above = x[bestFeature][order[bestFeature][bestEnd]];
			final double middle = below / 2 + above / 2;
			return middle < above ? Math.max(middle, below) : below;
		}

		private void partition(final int start, final int end) {
			for (int i = start; i < end; i++) goesLeft[order[bestFeature][i]] = i < bestEnd;
			for (int f = 0; f < order.length; f++) {
				if (f == bestFeature) continue;
				final int[] samples = order[f];
				int left = start;
				int right = 0;
				for (int i = start; i < end; i++) {
					final int sample = samples[i];
					if (goesLeft[sample]) samples[left++] = sample;
					else spill[right++] = sample;
				}
				System.arraycopy(spill, 0, samples, left, right);
			}
		}
	}
}
