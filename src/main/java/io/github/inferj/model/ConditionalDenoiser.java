// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

import io.github.inferj.Progress;
import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.diffusion.DenoiserGraph;
import io.github.inferj.runtime.Device;
import io.github.inferj.runtime.Session;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.runtime.Workers;

/**
 * A model's network as a denoiser of as many samples as are given their observations, cut into shards that
 * fit into a processor's cache and run side by side; a GPU gets them all at once.
 * Further samples are taken in turn, the first of each turn with the first observation and so on. Close it
 * to free its tensors.
 */
final class ConditionalDenoiser implements Denoiser, AutoCloseable {

	/** About how many values of a shard on the CPU. */
	private static final int SHARD_VALUES = 2_048;
	/** Fewer samples of a shard than one in so many go through the network without the others. */
	private static final int FEW = 4;
	/** How many of those do at once. */
	private static final int SCATTERED = 4;

	private final Marginal marginal;
	private final DenoiserNetworks.Network network;
	private final Workers workers;
	private final Progress progress;
	private final int size;
	private final int each;
	private final int columns;
	private final FloatBuffer observed;
	private final Given[] observations;
	private final List<Shard> shards = new ArrayList<>();
	private final List<Shard> scattered = new ArrayList<>();

	/**
	 * @param marginal whose denoiser it is
	 * @param network one of that marginal
	 * @param workers run shards
	 * @param size number of samples
	 * @param progress asked before each evaluation of the network whether the work is cancelled
	 */
	ConditionalDenoiser(final Marginal marginal, final DenoiserNetworks.Network network, final Workers workers, final int size,
		final Progress progress)
	{
		this.marginal = marginal;
		this.network = network;
		this.workers = workers;
		this.progress = progress;
		this.size = size;
		columns = marginal.columns().length;
		observed = FloatBuffer.allocate(size * columns);
		each = network.session().device() == Device.CPU ? Math.max(1, Math.min(size, SHARD_VALUES / columns)) : size;
		observations = new Given[size];
		for (int first = 0; first < size; first += each) shards.add(new Shard(first, Math.min(each, size - first)));
	}

	/**
	 * Tells what a sample is conditioned on.
	 *
	 * @param sample from 0
	 * @param observation its values in any units: they are put into the noisy variables by whoever samples
	 */
	void observe(final int sample, final Given observation) {
		observations[sample] = observation;
		shards.get(sample / each).observe(sample % each, observation);
		for (int c = 0; c < columns; c++) observed.put(sample * columns + c, observation.isLatent(c) ? 0 : 1);
	}

	/** @return (samples x columns): 1 where observed or absent, 0 where latent */
	FloatBuffer observed() {
		return observed;
	}

	/** @throws CancellationException if cancelled */
	@Override
	public void denoise(final FloatBuffer from, final double level, final FloatBuffer to) {
		final int turn = size * columns;
		for (int first = 0; first < from.capacity(); first += turn) {
			if (progress.cancelled()) throw new CancellationException("sampling was cancelled");
			final int start = first;
			final int count = Math.min(turn, from.capacity() - start);
			workers.run(shards.stream().filter(shard -> shard.first < count).<Runnable>map(shard -> () -> shard.denoise(from, start,
				count, level, to)).toList());
		}
	}

	/**
	 * The same for some samples. Estimates of others may change or not.
	 *
	 * @param samples from 0
	 * @throws CancellationException if cancelled
	 */
	void denoise(final FloatBuffer from, final double level, final FloatBuffer to, final BitSet samples) {
		if (progress.cancelled()) throw new CancellationException("sampling was cancelled");
		final List<Runnable> tasks = new ArrayList<>();
		final BitSet few = (BitSet) samples.clone();
		for (int k = 0; k < shards.size(); k++) {
			final Shard shard = shards.get(k);
			if (samples.get(k * each, (k + 1) * each).cardinality() * FEW < shard.size()) continue;
			few.clear(k * each, (k + 1) * each);
			tasks.add(() -> shard.denoise(from, 0, size * columns, level, to));
		}
		final int[] apart = few.stream().toArray();
		final int groups = (apart.length + SCATTERED - 1) / SCATTERED;
		final int threads = Math.min(groups, workers.count());
		for (int k = 0; k < threads; k++) {
			if (k == scattered.size()) scattered.add(new Shard(0, SCATTERED));
			final Shard shard = scattered.get(k);
			final int[] some = Arrays.copyOfRange(apart, groups * k / threads * SCATTERED, Math.min(apart.length, groups * (k + 1) / threads
				* SCATTERED));
			tasks.add(() -> denoiseScattered(shard, from, level, to, some));
		}
		workers.run(tasks);
	}

	private void denoiseScattered(final Shard shard, final FloatBuffer from, final double level, final FloatBuffer to,
		final int[] samples)
	{
		for (int first = 0; first < samples.length; first += SCATTERED) {
			final int count = Math.min(SCATTERED, samples.length - first);
			for (int i = 0; i < count; i++) {
				shard.observe(i, observations[samples[first + i]]);
				shard.inputs.x().put(i * columns, from, samples[first + i] * columns, columns);
			}
			shard.run(level);
			for (int i = 0; i < count; i++) to.put(samples[first + i] * columns, shard.denoised.data(), i * columns, columns);
		}
	}

	@Override
	public void close() {
		shards.forEach(Shard::close);
		scattered.forEach(Shard::close);
	}

	/** Some of the samples. */
	private final class Shard implements AutoCloseable {

		private final int first;
		private final DenoiserInputs inputs;
		private final Tensor denoised;
		private final Session.Bindings bindings;

		/** @param start the first sample */
		Shard(final int start, final int samples) {
			first = start * columns;
			inputs = new DenoiserInputs(marginal, network.attention(), samples);
			denoised = new Tensor(samples, columns);
			bindings = new Session.Bindings(inputs.tensors(), Map.of(DenoiserGraph.DENOISED, denoised));
		}

		int size() {
			return denoised.count() / columns;
		}

		/** @param sample from 0 */
		void observe(final int sample, final Given observation) {
			final BitSet given = new BitSet();
			for (int c = 0; c < columns; c++) given.set(c, !Double.isNaN(observation.row()[c]));
			inputs.observe(sample, given, observation.places(), observation.embedded());
		}

		/** Denoises this shard's part of so many values from a position on. */
		void denoise(final FloatBuffer from, final int start, final int values, final double level, final FloatBuffer to) {
			final int count = Math.min(denoised.count(), values - first);
			inputs.x().put(0, from, start + first, count);
			run(level);
			to.put(start + first, denoised.data(), 0, count);
		}

		/** Denoises what the inputs have. */
		void run(final double level) {
			inputs.level(level);
			network.session().run(bindings);
		}

		@Override
		public void close() {
			inputs.close();
			denoised.close();
		}
	}
}
