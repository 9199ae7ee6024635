// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.runtime.Workers;
import io.github.inferj.sample.PerSampleNoise;
import io.github.inferj.sample.Sampler;
import io.github.inferj.sample.Start;
import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.variable.Support;

/** As many draws as go through the network at once. */
final class DrawBatch implements AutoCloseable {

	/**
	 * What is asked.
	 *
	 * @param given the observations, none where they are not asked for; where some columns vary, one for each draw instead
	 * @param draws number of draws for each observation
	 * @param varied positions of columns that are given otherwise to each draw of an observation; usually none
	 * @param seed seed of the random numbers
	 */
	record Question(Given[] given, int draws, int[] varied, long seed) {

		/** The same to all draws of an observation. */
		Question(final Given[] given, final int draws, final long seed) {
			this(given, draws, new int[0], seed);
		}

		/** @return the number of the observation that a draw is for */
		int observation(final long id) {
			return (int) (id / draws);
		}

		/** @return the number of what is given to a draw */
		int index(final long id) {
			return varied.length == 0 ? observation(id) : (int) id;
		}

		/** @return what is given to a draw */
		Given given(final long id) {
			return given[index(id)];
		}

		/** @return what is given in observations from one to before another */
		List<Given> given(final int from, final int to) {
			final int each = varied.length == 0 ? 1 : draws;
			return Arrays.asList(given).subList(from * each, to * each);
		}

		/** @return number of draws of all observations */
		long count() {
			return varied.length == 0 ? (long) given.length * draws : given.length;
		}
	}

	/** What samplers see in place of the network. */
	@FunctionalInterface
	interface Wrapping {

		/** @param observations the number of the observation of each sample */
		Denoiser of(ConditionalDenoiser network, int[] observations);
	}

	/** Parts the random streams of the attempts; there are fewer draws than this. */
	private static final long STREAMS = 1L << 40;

	private final Marginal marginal;
	private final Support[] supports;
	private final Question question;
	private final DenoiserNetworks.Network network;
	private final Workers workers;
	private final int size;
	private final Progress progress;
	private final int columns;
	private final ConditionalDenoiser denoiser;
	private final FloatBuffer current;
	private final SeededRandom[] generators;

	/**
	 * @param supports of the marginal's columns in the network's units
	 * @param network one of the marginal's
	 * @param workers run it
	 * @param size how many draws go through it
	 * @param progress may cancel between evaluations of the network
	 */
	DrawBatch(final Marginal marginal, final Support[] supports, final Question question, final DenoiserNetworks.Network network,
		final Workers workers, final int size, final Progress progress)
	{
		this.marginal = marginal;
		this.question = question;
		this.supports = supports;
		this.network = network;
		this.workers = workers;
		columns = marginal.columns().length;
		this.size = size;
		this.progress = progress;
		denoiser = denoiser(size);
		current = FloatBuffer.allocate(size * columns);
		generators = new SeededRandom[size];
	}

	/** @return number of draws */
	int size() {
		return size;
	}

	/**
	 * Draws the noise to start from.
	 *
	 * @param ids the numbers of the draws, ascending; consecutive ones belong to an observation
	 * @param attempt from 0; each has other noise
	 * @param wrapping of the network, asked for the mean where something is given otherwise to each draw
	 */
	void start(final long[] ids, final int attempt, final Start start, final Wrapping wrapping) {
		final float largest = (float) marginal.model().noise().largest();
		for (int i = 0; i < size; i++) {
			final Given observation = question.given(ids[i]);
			final double[] row = observation.row();
			final SeededRandom rng = new SeededRandom(question.seed(), ids[i] + attempt * STREAMS);
			generators[i] = rng;
			denoiser.observe(i, observation);
			for (int c = 0; c < columns; c++) {
				if (observation.isLatent(c)) current.put(i * columns + c, largest * (float) rng.nextGaussian());
				else current.put(i * columns + c, Double.isNaN(row[c]) ? 0 : (float) marginal.forward(c, row[c]));
			}
		}
		if (start == Start.AT_MEAN) addMeans(ids, wrapping);
	}

	/** Adds the conditionals' means, which all draws share to which the same is given. */
	private void addMeans(final long[] ids, final Wrapping wrapping) {
		final int[] asked = LongStream.of(ids).mapToInt(question::index).distinct().toArray();
		final FloatBuffer means = FloatBuffer.allocate(asked.length * columns);
		for (int k = 0; k < asked.length; k++) {
			final double[] row = question.given()[asked[k]].row();
			for (int c = 0; c < columns; c++) means.put(k * columns + c, Double.isNaN(row[c]) ? 0 : (float) marginal.forward(c, row[c]));
		}
		final double largest = marginal.model().noise().largest();
		if (question.varied().length > 0) wrapping.of(denoiser, observations(ids)).denoise(means, largest, means);
		else try (ConditionalDenoiser once = denoiser(asked.length)) {
			for (int k = 0; k < asked.length; k++) once.observe(k, question.given()[asked[k]]);
			once.denoise(means, largest, means);
		}
		final FloatBuffer observed = denoiser.observed();
		for (int i = 0, k = 0; i < size; i++) {
			while (asked[k] < question.index(ids[i])) k++;
			for (int c = 0; c < columns; c++) if (observed.get(i * columns + c) == 0) current.put(i * columns + c, current.get(i * columns
				+ c) + means.get(k * columns + c));
		}
	}

	private ConditionalDenoiser denoiser(final int samples) {
		return new ConditionalDenoiser(marginal, network, workers, samples, progress);
	}

	/**
	 * Turns the noise into draws.
	 *
	 * @param ids as in {@link #start}
	 * @param wrapping of the network
	 */
	void run(final long[] ids, final Sampler sampler, final Wrapping wrapping) {
		sampler.sample(wrapping.of(denoiser, observations(ids)), new PerSampleNoise(generators, denoiser.observed()), current);
	}

	private int[] observations(final long[] ids) {
		return LongStream.of(ids).mapToInt(question::observation).toArray();
	}

	/**
	 * Puts the wanted values of these draws where they go, those outside the supports mirrored.
	 *
	 * @param ids as in {@link #start}
	 * @param wanted positions of the wanted columns among the kept ones
	 * @param values of all draws
	 * @param begin number of the first draw of all
	 * @param outside told the numbers of the draws outside the supports
	 * @return how many are inside
	 */
	int finish(final long[] ids, final int[] wanted, final double[] values, final long begin, final LongConsumer outside) {
		int inside = 0;
		for (int i = 0; i < size; i++) {
			final int first = (int) ((ids[i] - begin) * wanted.length);
			for (int w = 0; w < wanted.length; w++) values[first + w] = value(question.given(ids[i]), i, wanted[w]);
			if (isInside(i)) inside++;
			else outside.accept(ids[i]);
		}
		return inside;
	}

	/** @return what a sample has of a column: what was drawn if it is latent, NaN if the observation does not have its place */
	private double value(final Given observation, final int sample, final int column) {
		if (Double.isNaN(observation.places()[column])) return Double.NaN;
		if (!observation.isLatent(column)) return observation.row()[column];
		return marginal.inverse(column, supports[column].reflect(current.get(sample * columns + column)));
	}

	/** Whether all latent variables are inside their supports. */
	private boolean isInside(final int sample) {
		for (int c = 0; c < columns; c++) if (denoiser.observed().get(sample * columns + c) == 0 && !supports[c].contains(current.get(
			sample * columns + c))) return false;
		return true;
	}

	@Override
	public void close() {
		denoiser.close();
	}
}
