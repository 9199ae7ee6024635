// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.commons.math3.util.MathArrays;

/**
 * What draws of an observation told about its denoiser: at each noise level polynomials of where a draw is, if they are as good
 * as the network. While it learns, no thread may use it but one.
 */
final class LearnedDenoiser {

	/** So little off, relative to the noise, no higher degree is tried. */
	private static final double CLOSE = 0.003;
	/** How far polynomials may be off, relative to the noise. Networks themselves are off by more. */
	private static final double TOLERANCE = 0.05;
	/** The same for the worst of many functions that have polynomials of their own. */
	private static final double TOLERANCE_OF_WORST = 0.1;
	/** So far beyond the draws from which was learned polynomials are used: the less, the smaller the modes that are found. */
	private static final double MARGIN = 0.1;
	/** The same where something is given otherwise to each draw, and modes with it. */
	private static final double MARGIN_OF_VARIED = 0.25;
	/** At a level, nothing is learned from more draws. */
	private static final int MOST = 500;
	/** Polynomials are found anew when there are so many times as many draws. */
	private static final double GROWTH = 1.1;
	/** They also are when they are so far off for one draw, relative to the noise. */
	private static final double SURPRISE = 0.25;
	/** What joint polynomials have at most: cubic ones of eight variables. */
	private static final int MOST_TERMS = 165;

	private final int[] latent;
	private final int[] variables;
	private final Map<Double, Estimates> estimates = new HashMap<>();
	private final Map<Double, Surface> surfaces = new HashMap<>();

	/** What the network said at one noise level. */
	private static final class Estimates {

		private final List<double[]> points = new ArrayList<>();
		private final List<double[]> values = new ArrayList<>();
		private int fitted;
	}

	/**
	 * @param latent the latent columns of the observation
	 * @param varied the columns that are given otherwise to each draw, on which estimates depend too
	 */
	LearnedDenoiser(final int[] latent, final int[] varied) {
		this.latent = latent;
		this.variables = IntStream.concat(IntStream.of(latent), IntStream.of(varied)).toArray();
	}

	/**
	 * Takes what the network said of one more draw.
	 *
	 * @param from where draws were at a noise level
	 * @param to what the network said
	 * @param first position of the draw's first column
	 */
	void add(final double level, final FloatBuffer from, final FloatBuffer to, final int first) {
		final Estimates some = estimates.computeIfAbsent(level, key -> new Estimates());
		if (some.points.size() == MOST) return;
		final double[] point = point(variables, from, first);
		final double[] value = point(latent, to, first);
		some.points.add(point);
		some.values.add(value);
		final Surface surface = surfaces.get(level);
		if (surface != null && MathArrays.distanceInf(surface.at(point), value) > SURPRISE * level) some.fitted = 0;
	}

	/** Finds the polynomials at a noise level, if they are as good as the network and there are enough more draws than before. */
	void fit(final double level) {
		final Estimates some = estimates.get(level);
		if (latent.length == 0 || some == null || some.points.size() < GROWTH * some.fitted) return;
		some.fitted = some.points.size();
		surface(some.points.toArray(double[][]::new), some.values.toArray(double[][]::new), level).ifPresentOrElse(
			surface -> surfaces.put(level, surface), () -> surfaces.remove(level));
	}

	/**
	 * @param first position of a draw's first column
	 * @return what the polynomials say of its latent columns; null where the network is to be asked
	 */
	double[] estimate(final double level, final FloatBuffer values, final int first) {
		final Surface surface = surfaces.get(level);
		if (surface == null) return null;
		final double[] point = point(variables, values, first);
		return surface.reaches(point, variables.length == latent.length ? MARGIN : MARGIN_OF_VARIED) ? surface.at(point) : null;
	}

	/**
	 * @param estimate of the latent columns
	 * @param first position of the draw's first column
	 */
	void put(final double[] estimate, final FloatBuffer values, final int first) {
		for (int k = 0; k < latent.length; k++) values.put(first + latent[k], (float) estimate[k]);
	}

	private static double[] point(final int[] of, final FloatBuffer values, final int first) {
		final double[] point = new double[of.length];
		for (int k = 0; k < of.length; k++) point[k] = values.get(first + of[k]);
		return point;
	}

	/** @return polynomials through estimates at a noise level that are as good, if there are any */
	private static Optional<Surface> surface(final double[][] points, final double[][] estimates, final double level) {
		final int varied = points[0].length - estimates[0].length;
		if (varied > 0 && points.length >= SeparateSurfaces.leastPoints(varied)) {
			final Optional<Surface> separate = SeparateSurfaces.through(points, estimates, TOLERANCE_OF_WORST * level);
			if (separate.isPresent()) return separate;
		}
		if (points.length < ResponseSurface.leastPoints(points[0].length)) return Optional.empty();
		final ResponseSurface joint = ResponseSurface.through(points, estimates, MOST_TERMS, CLOSE * level);
		return joint.error() <= TOLERANCE * level ? Optional.of(joint) : Optional.empty();
	}
}
