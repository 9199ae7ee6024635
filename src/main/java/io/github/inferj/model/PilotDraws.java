// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.inferj.diffusion.Denoiser;
import io.github.inferj.runtime.Workers;

/**
 * The denoiser of a conditional, at one noise level and where its draws are, is often almost a polynomial of low degree: of a
 * normal distribution it is linear, and the more so of any other the more noise there is. The first draws of each observation,
 * made by the network, tell the polynomials and how far they are off; all other draws go without the network at those levels
 * where the polynomials are as good. A far mode with so little mass that no pilot draw is in it is lost. What is given otherwise
 * to each draw is among the variables of the polynomials.
 */
final class PilotDraws {

	private static final int LEAST = 125;
	private static final int MOST = 500;
	/** This part of the draws, if that is neither fewer nor more. */
	private static final int SHARE = 8;
	/** Fewer draws than so many times the least are not worth it. */
	private static final int WORTH = 4;
	/** Samples whose estimates a thread computes at a time. */
	private static final int TOGETHER = 64;
	/** How far polynomials may be off, relative to the noise. Networks themselves are off by more. */
	private static final double TOLERANCE = 0.05;

	private final DrawBatch.Question question;
	private final int count;
	private final Workers workers;
	private final Map<Integer, Learned> learned = new ConcurrentHashMap<>();

	/**
	 * @param question what is asked
	 * @param draws number of draws for each observation that may follow pilots
	 * @param together how many may go through the network at once, as the pilot draws of an observation do
	 * @param workers compute the polynomials
	 */
	PilotDraws(final DrawBatch.Question question, final int draws, final int together, final Workers workers) {
		this.question = question;
		final boolean isWorth = draws >= WORTH * LEAST && together >= LEAST;
		this.count = isWorth ? Math.max(LEAST, Math.min(Math.min(MOST, together), draws / SHARE)) : 0;
		this.workers = workers;
	}

	/**
	 * What was learned about an observation.
	 *
	 * @param latent its latent columns
	 * @param variables the columns that estimates depend on: the latent ones, then those that are given otherwise to each draw
	 * @param surfaces the polynomials for those noise levels where they are as good as the network
	 */
	private record Learned(int[] latent, int[] variables, Map<Double, Surface> surfaces) {

		/**
		 * @param first position of a sample's first column
		 * @return what the polynomials say of its latent columns; null where the network is to be asked
		 */
		double[] estimate(final double level, final FloatBuffer values, final int first) {
			final Surface surface = surfaces.get(level);
			if (surface == null) return null;
			final double[] point = point(variables, values, first);
			return surface.reaches(point) ? surface.at(point) : null;
		}

		/** @param first position of a sample's first column */
		void put(final double[] estimate, final FloatBuffer values, final int first) {
			for (int k = 0; k < latent.length; k++) values.put(first + latent[k], (float) estimate[k]);
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
			workers.run(IntStream.iterate(0, first -> first < estimates.length, first -> first + TOGETHER).<Runnable>mapToObj(
				first -> () -> {
					for (int i = first; i < Math.min(first + TOGETHER, estimates.length); i++) estimates[i] = learned.get(observations[i])
						.estimate(level, from, i * columns);
				}).toList());
			final BitSet asked = new BitSet();
			for (int i = 0; i < estimates.length; i++) asked.set(i, estimates[i] == null);
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
		final Learned known = learned.computeIfAbsent(observation, key -> nothing(observation, from, first, columns));
		if (known.latent().length == 0) return;
		final double[][] points = points(known.variables(), from, first, columns);
		final double[][] estimates = points(known.latent(), to, first, columns);
		surface(points, estimates, TOLERANCE * level).ifPresent(surface -> known.surfaces().put(level, surface));
	}

	/** @return what is known of an observation before something is learned of it */
	private Learned nothing(final int observation, final FloatBuffer from, final int first, final int columns) {
		final Given given = question.given((long) observation * question.draws());
		final int[] latent = IntStream.range(0, given.row().length).filter(given::isLatent).toArray();
		final IntStream varied = IntStream.of(question.varied()).filter(column -> !given.isLatent(column) && IntStream.range(1, count)
			.anyMatch(i -> from.get(first + i * columns + column) != from.get(first + column)));
		return new Learned(latent, IntStream.concat(IntStream.of(latent), varied).toArray(), new ConcurrentHashMap<>());
	}

	private double[][] points(final int[] of, final FloatBuffer values, final int first, final int columns) {
		return IntStream.range(0, count).mapToObj(i -> point(of, values, first + i * columns)).toArray(double[][]::new);
	}

	private static double[] point(final int[] of, final FloatBuffer values, final int first) {
		final double[] point = new double[of.length];
		for (int k = 0; k < of.length; k++) point[k] = values.get(first + of[k]);
		return point;
	}

	/** @return polynomials through estimates that are at most so far off, if there are any */
	private static Optional<Surface> surface(final double[][] points, final double[][] estimates, final double tolerance) {
		final int varied = points[0].length - estimates[0].length;
		if (varied > 0 && points.length >= SeparateSurfaces.leastPoints(varied)) {
			final Surface separate = SeparateSurfaces.through(points, estimates);
			if (separate.error() <= tolerance) return Optional.of(separate);
		}
		if (points.length < ResponseSurface.leastPoints(points[0].length)) return Optional.empty();
		return Optional.<Surface>of(ResponseSurface.through(points, estimates)).filter(joint -> joint.error() <= tolerance);
	}
}
