// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.inferj.simulate.SeededRandom;

/**
 * Which simulations are trained on and which are held out, at random, and in which order: those trained on in a new one
 * each time around. Rows depend on the seed and the position alone.
 */
final class SimulationSplit {

	private static final double HELD_OUT = 0.05;
	private static final int MOST_HELD_OUT = 2_000;
	private static final long SPLIT_STREAM = -1;
	private static final long EPOCH_STREAM = -1_000_000_000L;

	private final long seed;
	private final int[] heldOut;
	private final int[] trained;
	private final int[] permutation;
	private long epoch = -1;

	/** @param simulations how many there are */
	SimulationSplit(final int simulations, final long seed) {
		this.seed = seed;
		final int[] order = IntStream.range(0, simulations).toArray();
		shuffle(order, new SeededRandom(seed, SPLIT_STREAM));
		final int count = (int) Math.min(MOST_HELD_OUT, Math.max(1, Math.round(HELD_OUT * order.length)));
		heldOut = Arrays.copyOf(order, count);
		trained = Arrays.copyOfRange(order, count, order.length);
		permutation = new int[trained.length];
	}

	/** @return number of simulations held out */
	int heldOut() {
		return heldOut.length;
	}

	/** @return a simulation held out, from position 0 on and around again at the end */
	int heldOutRow(final int position) {
		return heldOut[position % heldOut.length];
	}

	/** @return a simulation trained on, from position 0 on and around again in another order at the end */
	int trainingRow(final long position) {
		final long wanted = position / permutation.length;
		if (wanted != epoch) {
			System.arraycopy(trained, 0, permutation, 0, permutation.length);
			shuffle(permutation, new SeededRandom(seed, EPOCH_STREAM - wanted));
			epoch = wanted;
		}
		return permutation[(int) (position % permutation.length)];
	}

	/** @return the simulations held out, in no order; not to be changed */
	int[] allHeldOut() {
		return heldOut;
	}

	/** @return the simulations trained on, in no order; not to be changed */
	int[] allTrained() {
		return trained;
	}

	private static void shuffle(final int[] items, final RandomGenerator rng) {
		for (int i = items.length - 1; i > 0; i--) {
			final int j = rng.nextInt(i + 1);
			final int swap = items[i];
			items[i] = items[j];
			items[j] = swap;
		}
	}
}
