// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.runtime.Workers;

/**
 * The denoiser of a conditional, at one noise level and where its draws are, is often almost a polynomial of low degree: of a
 * normal distribution it is linear, and the more so of any other the more noise there is. Draws of an observation are made in
 * rounds. Those of the first go through the network and tell the polynomials and how far they are off. Those of the others go
 * without it at the levels where the polynomials are as good, unless they are beyond the draws from which was learned; where
 * they do go through the network, it is learned from them too. A far mode with so little mass that no draw comes near it
 * while it matters is lost. What is given otherwise to each draw is among the variables of the polynomials.
 */
final class LearningRounds {

	private static final int LEAST = 64;
	private static final int MOST = 500;
	/** This part of the draws are made first, if that is neither fewer nor more. */
	private static final int SHARE = 16;
	/** Fewer draws than so many times the least are not worth it. */
	private static final int WORTH = 3;
	/** So many times the draws that were made are made after the next round. */
	private static final double GROWTH = 1.5;
	/** Draws whose estimates a thread computes at a time. */
	private static final int TOGETHER = 64;

	private final DrawBatch.Question question;
	private final int together;
	private final Workers workers;
	private final int first;
	private final Map<Integer, LearnedDenoiser> learned = new ConcurrentHashMap<>();

	/**
	 * @param question what is asked
	 * @param together how many draws may go through the network at once, as those of the first round do of an observation
	 * @param workers compute the polynomials
	 */
	LearningRounds(final DrawBatch.Question question, final int together, final Workers workers) {
		this.question = question;
		this.together = together;
		this.workers = workers;
		final boolean areEnough = question.draws() >= WORTH * LEAST && together >= LEAST;
		this.first = areEnough ? Math.max(LEAST, Math.min(Math.min(MOST, together), question.draws() / SHARE)) : 0;
	}

	/** @return whether there are enough draws to learn from some of them */
	boolean areWorthIt() {
		return first > 0;
	}

	/** @return of how many observations the draws of the second round may go through the network at once, at least one */
	int observations() {
		return Math.max(1, together / (next(first) - first));
	}

	/**
	 * @param made how many draws of an observation are made
	 * @return how many are after the next round
	 */
	int next(final int made) {
		return made == 0 ? first : (int) Math.min(question.draws(), GROWTH * made);
	}

	/** @return for the next draws of some observations, one for each sample: what takes the place of the network, from which is learned */
	Denoiser learning(final ConditionalDenoiser network, final int[] observations) {
		final int[] starts = IntStream.range(0, observations.length).filter(i -> i == 0 || observations[i] != observations[i - 1])
			.toArray();
		return (from, level, to) -> {
			final int columns = from.capacity() / observations.length;
			final BitSet asked = follow(network, observations, from, level, to);
			workers.run(IntStream.of(starts).<Runnable>mapToObj(start -> () -> {
				final LearnedDenoiser denoiser = of(observations[start]);
				for (int i = start; i < observations.length && observations[i] == observations[start]; i++) if (asked.get(i)) denoiser
					.add(level, from, to, i * columns);
				denoiser.fit(level);
			}).toList());
		};
	}

	/** @return for any draws of observations from which was learned, one for each sample: what takes the place of the network */
	Denoiser informed(final ConditionalDenoiser network, final int[] observations) {
		return (from, level, to) -> follow(network, observations, from, level, to);
	}

	/** Frees the memory that an observation takes, of which no more draws are made. */
	void forget(final int observation) {
		learned.remove(observation);
	}

	/** @return the samples for which the network was asked */
	private BitSet follow(final ConditionalDenoiser network, final int[] observations, final FloatBuffer from, final double level,
		final FloatBuffer to)
	{
		final int columns = from.capacity() / observations.length;
		final double[][] estimates = new double[observations.length][];
		workers.run(IntStream.iterate(0, begin -> begin < estimates.length, begin -> begin + TOGETHER).<Runnable>mapToObj(
			begin -> () -> {
				for (int i = begin; i < Math.min(begin + TOGETHER, estimates.length); i++) estimates[i] = of(observations[i]).estimate(level,
					from, i * columns);
			}).toList());
		final BitSet asked = new BitSet();
		for (int i = 0; i < estimates.length; i++) asked.set(i, estimates[i] == null);
		if (!asked.isEmpty()) network.denoise(from, level, to, asked);
		for (int i = asked.nextClearBit(0); i < observations.length; i = asked.nextClearBit(i + 1)) {
			to.put(i * columns, from, i * columns, columns);
			of(observations[i]).put(estimates[i], to, i * columns);
		}
		return asked;
	}

	private LearnedDenoiser of(final int observation) {
		return learned.computeIfAbsent(observation, this::nothing);
	}

	/** @return what is known of an observation before something is learned of it */
	private LearnedDenoiser nothing(final int observation) {
		final long begin = (long) observation * question.draws();
		final Given given = question.given(begin);
		final int[] latent = IntStream.range(0, given.row().length).filter(given::isLatent).toArray();
		final int[] varied = IntStream.of(question.varied()).filter(column -> !given.isLatent(column) && LongStream.range(begin, begin
			+ first).anyMatch(id -> question.given(id).row()[column] != given.row()[column])).toArray();
		return new LearnedDenoiser(latent, varied);
	}
}
