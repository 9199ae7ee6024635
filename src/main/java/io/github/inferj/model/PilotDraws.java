// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.runtime.Workers;

/**
 * The denoiser of a conditional, at one noise level and where its draws are, is often almost a polynomial of low degree: of a
 * normal distribution it is linear, and the more so of any other the more noise there is. The first draws of each observation,
 * made by the network, tell the polynomials and how far they are off; all other draws go without the network at those levels
 * where the polynomials are as good. A far mode with so little mass that no pilot draw is in it is lost.
 */
final class PilotDraws {

	private static final int LEAST = 125;
	private static final int MOST = 500;
	/** This part of the draws, if that is neither fewer nor more. */
	private static final int SHARE = 8;
	/** Fewer draws than so many times the least are not worth it. */
	private static final int WORTH = 4;
	/** How far polynomials may be off, relative to the noise. Networks themselves are off by more. */
	private static final double TOLERANCE = 0.05;

	private final Given[] given;
	private final int count;
	private final Workers workers;
	private final Map<Integer, Learned> learned = new ConcurrentHashMap<>();

	/**
	 * @param given what is observed
	 * @param draws number of draws for each observation
	 * @param together how many may go through the network at once, as the pilot draws of an observation do
	 * @param workers compute the polynomials
	 */
	PilotDraws(final Given[] given, final int draws, final int together, final Workers workers) {
		this.given = given;
		final boolean isWorth = draws >= WORTH * LEAST && together >= LEAST;
		this.count = isWorth ? Math.max(LEAST, Math.min(Math.min(MOST, together), draws / SHARE)) : 0;
		this.workers = workers;
	}

	/**
	 * What was learned about an observation.
	 *
	 * @param latent its latent columns
	 * @param surfaces the polynomials for those noise levels where they are as good as the network
	 */
	private record Learned(int[] latent, Map<Double, ResponseSurface> surfaces) {

		static Learned nothing(final Given given) {
			return new Learned(IntStream.range(0, given.row().length).filter(given::isLatent).toArray(), new ConcurrentHashMap<>());
		}

		/** @param first position of a sample's first column */
		double[] point(final FloatBuffer values, final int first) {
			final double[] point = new double[latent.length];
			for (int k = 0; k < latent.length; k++) point[k] = values.get(first + latent[k]);
			return point;
		}

		/** @param first position of a sample's first column */
		void put(final double[] estimate, final FloatBuffer values, final int first) {
			for (int k = 0; k < latent.length; k++) values.put(first + latent[k], (float) estimate[k]);
		}

		/** @param samples how many, one behind the other */
		double[][] points(final FloatBuffer values, final int first, final int columns, final int samples) {
			return IntStream.range(0, samples).mapToObj(i -> point(values, first + i * columns)).toArray(double[][]::new);
		}
	}

	/** @return how many draws of each observation are made by the network alone and learned from; 0 if all are, and none is */
	int count() {
		return count;
	}

	/** @return for the first draws of some observations, all of them and in order: the network, from which is learned */
	Denoiser learning(final ConditionalDenoiser network, final int[] observations) {
		return (from, level, to) -> {
			network.denoise(from, level, to);
			final int columns = from.capacity() / observations.length;
			workers.run(IntStream.range(0, observations.length / count).<Runnable>mapToObj(k -> () -> learn(observations[k * count],
				from, level, to, k * count * columns, columns)).toList());
		};
	}

	/** @return for draws of observations from which was learned, one for each sample: what takes the place of the network */
	Denoiser informed(final ConditionalDenoiser network, final int[] observations) {
		if (count == 0) return network;
		return (from, level, to) -> {
			final int columns = from.capacity() / observations.length;
			final double[][] estimates = new double[observations.length][];
			final BitSet asked = new BitSet();
			for (int i = 0; i < observations.length; i++) {
				final Learned known = learned.get(observations[i]);
				final ResponseSurface surface = known.surfaces().get(level);
				final double[] point = known.point(from, i * columns);
				if (surface != null && surface.reaches(point)) estimates[i] = surface.at(point);
				else asked.set(i);
			}
			if (!asked.isEmpty()) network.denoise(from, level, to, asked);
			for (int i = asked.nextClearBit(0); i < observations.length; i = asked.nextClearBit(i + 1)) {
				to.put(i * columns, from, i * columns, columns);
				learned.get(observations[i]).put(estimates[i], to, i * columns);
			}
		};
	}

	/** @param first position of the first pilot draw's first column */
	private void learn(final int observation, final FloatBuffer from, final double level, final FloatBuffer to, final int first,
		final int columns)
	{
		final Learned known = learned.computeIfAbsent(observation, key -> Learned.nothing(given[observation]));
		if (known.latent().length == 0 || count < ResponseSurface.leastPoints(known.latent().length)) return;
		final ResponseSurface surface = ResponseSurface.through(known.points(from, first, columns, count), known.points(to, first,
			columns, count));
		if (surface.error() <= TOLERANCE * level) known.surfaces().put(level, surface);
	}
}
