// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diagnose;

import java.util.Arrays;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.SeededRandom;

/**
 * The classifier two-sample test, C2ST (Lopez-Paz and Oquab 2017): the accuracy with which a random
 * forest tells samples of an approximate posterior from samples of a reference, cross-validated. It is
 * 0.5 where the two cannot be told apart and 1 where they do not overlap.
 * <p>
 * By default as in the simulation-based inference literature: 100 trees with scikit-learn's settings and
 * 5 shuffled folds, both sets standardised by the reference's mean and standard deviation.
 *
 * @param trees number of trees of each forest
 * @param folds number of parts, each of which is classified by a forest grown on the others
 * @param seed seed of the folds and the forests
 */
public record ClassifierTwoSampleTest(int trees, int folds, long seed) {

	public ClassifierTwoSampleTest {
		if (trees < 1) throw new InvalidInputException("C2ST with " + trees + " trees: it needs at least 1");
		if (folds < 2) throw new InvalidInputException("C2ST with " + folds + " folds: it needs at least 2");
	}

	/**
	 * The usual test.
	 *
	 * @param seed seed of the folds and the forests
	 */
	public ClassifierTwoSampleTest(final long seed) {
		this(100, 5, seed);
	}

	/**
	 * Compares two sets of samples. If one has more rows than the other, its first rows are used.
	 *
	 * @param reference samples of the reference, {@code samples x dimensions}
	 * @param samples samples to test, {@code samples x dimensions}
	 * @return the mean over the folds of the share of samples classified rightly
	 * @throws InvalidInputException if a value is not finite, the rows differ in length, or there are
	 *           fewer samples than folds
	 */
	public double accuracy(final double[][] reference, final double[][] samples) {
		final int each = Math.min(reference.length, samples.length);
		if (each < folds) throw new InvalidInputException("C2ST of " + reference.length + " against " + samples.length
			+ " samples in " + folds + " folds: draw at least " + folds + " of each");
		requireMatrix(reference, reference[0].length, "the reference");
		requireMatrix(samples, reference[0].length, "the samples");
		final double[][] rows = new double[2 * each][];
		for (int i = 0; i < each; i++) {
			rows[i] = reference[i];
			rows[each + i] = samples[i];
		}
		final double[][] columns = standardised(rows, each);
		final int[] shuffled = permutation(2 * each);
		double sum = 0;
		for (int fold = 0; fold < folds; fold++) sum += accuracy(columns, each, shuffled, fold);
		return sum / folds;
	}

	private double accuracy(final double[][] columns, final int each, final int[] shuffled, final int fold) {
		final int from = (int) ((long) shuffled.length * fold / folds);
		final int to = (int) ((long) shuffled.length * (fold + 1) / folds);
		final int[] tested = Arrays.copyOfRange(shuffled, from, to);
		final int[] trained = new int[shuffled.length - tested.length];
		System.arraycopy(shuffled, 0, trained, 0, from);
		System.arraycopy(shuffled, to, trained, from, shuffled.length - to);
		final boolean[] predicted = RandomForest.grow(pick(columns, trained), ofSamples(trained, each), trees, seed + 1 + fold)
			.classify(pick(columns, tested));
		final boolean[] expected = ofSamples(tested, each);
		int right = 0;
		for (int i = 0; i < predicted.length; i++) if (predicted[i] == expected[i]) right++;
		return (double) right / predicted.length;
	}

	private int[] permutation(final int size) {
		final SeededRandom rng = new SeededRandom(seed, -1);
		final int[] result = new int[size];
		for (int i = 0; i < size; i++) {
			final int j = rng.nextInt(i + 1);
			result[i] = result[j];
			result[j] = i;
		}
		return result;
	}

	private static double[][] pick(final double[][] columns, final int[] rows) {
		final double[][] result = new double[columns.length][rows.length];
		for (int c = 0; c < columns.length; c++)
			for (int i = 0; i < rows.length; i++) result[c][i] = columns[c][rows[i]];
		return result;
	}

	private static boolean[] ofSamples(final int[] rows, final int each) {
		final boolean[] result = new boolean[rows.length];
		for (int i = 0; i < rows.length; i++) result[i] = rows[i] >= each;
		return result;
	}

	private static double[][] standardised(final double[][] rows, final int references) {
		final double[][] columns = new double[rows[0].length][rows.length];
		for (int c = 0; c < columns.length; c++) {
			final int column = c;
			final double mean = Arrays.stream(rows, 0, references).mapToDouble(row -> row[column]).average().orElseThrow();
			final double variance = Arrays.stream(rows, 0, references).mapToDouble(row -> row[column] - mean)
				.map(x -> x * x).average().orElseThrow();
			final double scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
			for (int i = 0; i < rows.length; i++) columns[c][i] = (rows[i][c] - mean) * scale;
		}
		return columns;
	}

	private static void requireMatrix(final double[][] rows, final int width, final String name) {
		for (int i = 0; i < rows.length; i++) {
			if (rows[i].length != width || width == 0) throw new InvalidInputException("C2ST: row " + (i + 1) + " of " + name
				+ " has " + rows[i].length + " value(s) where the reference has " + width + ": compare the same columns");
			for (int c = 0; c < width; c++) if (!Double.isFinite(rows[i][c])) throw new InvalidInputException("C2ST: row "
				+ (i + 1) + ", column " + (c + 1) + " of " + name + " is " + rows[i][c] + ": leave such samples out");
		}
	}
}
