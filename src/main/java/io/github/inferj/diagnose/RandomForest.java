// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.github.inferj.simulate.SeededRandom;

/**
 * A random forest for two classes (Breiman 2001) with scikit-learn's defaults: trees grown on bootstrap
 * samples until pure, the square root of the number of features (rounded down) examined at each split,
 * and the mean of the trees' class shares as the vote. It is our own because exact splits on presorted
 * columns grow the 500 trees of a two-sample test in seconds, where general-purpose forests took minutes.
 */
final class RandomForest {

	private final List<TwoClassTree> trees;

	private RandomForest(final List<TwoClassTree> trees) {
		this.trees = trees;
	}

	/**
	 * Grows a forest on all processors; the result depends on the arguments alone.
	 *
	 * @param x the training set, {@code features x samples}, every value finite
	 * @param classOne whether each sample is of class 1
	 * @param count number of trees
	 * @param seed seed of the forest
	 */
	static RandomForest grow(final double[][] x, final boolean[] classOne, final int count, final long seed) {
		final int[][] sorted = new int[x.length][];
		for (int f = 0; f < x.length; f++) sorted[f] = sortedBy(x[f]);
		final int tried = Math.max(1, (int) Math.sqrt(x.length));
		return new RandomForest(IntStream.range(0, count).parallel()
			.mapToObj(i -> TwoClassTree.grow(x, classOne, sorted, tried, new SeededRandom(seed, i))).toList());
	}

	/**
	 * @param x samples to classify, {@code features x samples}
	 * @return whether each is judged to be of class 1; a tied vote is not
	 */
	boolean[] classify(final double[][] x) {
		final int samples = x[0].length;
		final boolean[] result = new boolean[samples];
		IntStream.range(0, samples).parallel().forEach(i -> {
			double votes = 0;
			for (final TwoClassTree tree : trees) votes += tree.classOneShare(x, i);
			result[i] = votes > trees.size() / 2.0;
		});
		return result;
	}

	private static int[] sortedBy(final double[] column) {
		return IntStream.range(0, column.length).boxed().sorted(Comparator.comparingDouble(i -> column[i]))
			.mapToInt(Integer::intValue).toArray();
	}
}
