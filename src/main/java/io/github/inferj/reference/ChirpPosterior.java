// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.apache.commons.rng.sampling.distribution.DiscreteSampler;
import org.apache.commons.rng.sampling.distribution.GuideTableDiscreteSampler;

import io.github.inferj.simulate.SeededRandom;
import io.github.inferj.simulate.task.Chirp;
import io.github.inferj.simulate.task.WhitenedInspiral;
import io.github.inferj.variable.Support;
import io.github.inferj.variable.Variable;

/**
 * The posterior of the masses of {@link Chirp}, given one detector or both, on a grid. For given masses and time of
 * coalescence the wave is s = Re(e^(i phase) h), so that the likelihood, integrated over the phase, is I0(|z|) exp(-|s|^2 /
 * 2) up to a factor, where z is the product of data and h; it is summed over the time in equal steps (Maggiore 2007,
 * "Gravitational Waves", volume 1, section 7.7). A coarse grid over the prior finds where the posterior is, a fine one over
 * the smallest rectangle that holds it gives the draws, uniform within their cell.
 */
public final class ChirpPosterior {

	private static final int COARSE = 150;
	private static final int FINE = 150;
	private static final int TIMES = 41;
	/** Cells whose density is below that of the largest by more than this have no part in the posterior. */
	private static final double NEGLIGIBLE = 15;

	/** Discrete Fourier transforms of the detectors' data; null if not given. */
	private final double[][][] data;

	/**
	 * @param detector1 8,192 samples, or null if not given
	 * @param detector2 8,192 samples, or null if not given
	 */
	public ChirpPosterior(final double[] detector1, final double[] detector2) {
		data = new double[][][] { transform(detector1), transform(detector2) };
	}

	private static double[][] transform(final double[] samples) {
		if (samples == null) return null;
		final double[][] transformed = { samples.clone(), new double[samples.length] };
		FastFourierTransformer.transformInPlace(transformed, DftNormalization.STANDARD, TransformType.FORWARD);
		return transformed;
	}

	/**
	 * @param draws their number
	 * @param seed their seed
	 * @return {@code draws x 2}: mass1 and mass2, solar masses
	 */
	public double[][] sample(final int draws, final long seed) {
		final List<Variable> variables = new Chirp().specification().variables();
		final Grid all = new Grid(variables.get(0).support(), variables.get(1).support(), COARSE);
		final Grid fine = all.aroundPosterior(all.logLikelihoods(this));
		final double[] weights = fine.logLikelihoods(this);
		final double largest = Arrays.stream(weights).max().orElseThrow();
		Arrays.setAll(weights, i -> Math.exp(weights[i] - largest));
		final SeededRandom rng = new SeededRandom(seed, 0);
		final DiscreteSampler cells = GuideTableDiscreteSampler.of(rng::nextLong, weights);
		return IntStream.range(0, draws).mapToObj(i -> fine.at(cells.sample(), rng.nextDouble(), rng.nextDouble())).toArray(
			double[][]::new);
	}

	/**
	 * @param mass1 solar masses
	 * @param mass2 solar masses
	 * @return the log-likelihood, integrated over phase and time, up to a constant of the data
	 */
	public double logLikelihood(final double mass1, final double mass2) {
		final WhitenedInspiral wave = WhitenedInspiral.of(mass1, mass2);
		final int count = wave.amplitude().length;
		final double[] re = new double[count];
		final double[] im = new double[count];
		double power = 0;
		for (int detector = 0; detector < 2; detector++) {
			if (data[detector] == null) continue;
			final double strength = detector == 0 ? 1 : Chirp.STRENGTH;
			for (int i = 0; i < count; i++) {
				final int k = wave.first() + i;
				final double argument = wave.phase()[i] - (detector == 0 ? 0 : 2 * Math.PI * wave.frequency(i) * Chirp.DELAY);
				final double a = 2.0 / Chirp.SAMPLES * strength * wave.amplitude()[i];
				final double cos = Math.cos(argument), sin = Math.sin(argument);
				re[i] += a * (data[detector][0][k] * cos + data[detector][1][k] * sin);
				im[i] += a * (data[detector][1][k] * cos - data[detector][0][k] * sin);
				power += a * strength * wave.amplitude()[i];
			}
		}
		return logMeanOverTime(wave, re, im) - power / 2;
	}

	private static double logMeanOverTime(final WhitenedInspiral wave, final double[] re, final double[] im) {
		final double[] logs = new double[TIMES];
		for (int t = 0; t < TIMES; t++) {
			final double late = Chirp.UNCERTAINTY * ((2 * t + 1.0) / TIMES - 1);
			final double step = 2 * Math.PI * Chirp.RESOLUTION * late;
			final double stepCos = Math.cos(step), stepSin = Math.sin(step);
			double cos = Math.cos(wave.first() * step), sin = Math.sin(wave.first() * step);
			double x = 0, y = 0;
			for (int i = 0; i < re.length; i++) {
				x += re[i] * cos - im[i] * sin;
				y += re[i] * sin + im[i] * cos;
				final double next = cos * stepCos - sin * stepSin;
				sin = sin * stepCos + cos * stepSin;
				cos = next;
			}
			logs[t] = logBessel(Math.hypot(x, y));
		}
		final double largest = Arrays.stream(logs).max().orElseThrow();
		return largest + Math.log(Arrays.stream(logs).map(l -> Math.exp(l - largest)).sum() / TIMES);
	}

	/** log I0(x), x at least 0, to 2e-7 (Abramowitz and Stegun 1964, 9.8.1 and 9.8.2). */
	static double logBessel(final double x) {
		if (x < 3.75) return Math.log(polynomial(x / 3.75 * x / 3.75, 1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768,
			0.0045813));
		return x - Math.log(x) / 2 + Math.log(polynomial(3.75 / x, 0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281,
			-0.02057706, 0.02635537, -0.01647633, 0.00392377));
	}

	private static double polynomial(final double x, final double... coefficients) {
		double sum = 0;
		for (int i = coefficients.length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
		return sum;
	}

	/** Equal cells of a rectangle of masses, as many in either direction; those of one mass1 one after another. */
	private record Grid(Support mass1, Support mass2, int cells) {

		double[] at(final int cell, final double u, final double v) {
			return new double[] { mass1.lower() + (cell / cells + u) * width(mass1), mass2.lower() + (cell % cells + v) * width(mass2) };
		}

		private double width(final Support mass) {
			return (mass.upper() - mass.lower()) / cells;
		}

		double[] logLikelihoods(final ChirpPosterior posterior) {
			return IntStream.range(0, cells * cells).parallel().mapToDouble(cell -> {
				final double[] masses = at(cell, 0.5, 0.5);
				return posterior.logLikelihood(masses[0], masses[1]);
			}).toArray();
		}

		/** @return a grid of the smallest rectangle with a margin of two cells around all that are not negligible */
		Grid aroundPosterior(final double[] logLikelihoods) {
			final double limit = Arrays.stream(logLikelihoods).max().orElseThrow() - NEGLIGIBLE;
			final int[] kept = IntStream.range(0, logLikelihoods.length).filter(cell -> logLikelihoods[cell] > limit).toArray();
			return new Grid(around(mass1, Arrays.stream(kept).map(cell -> cell / cells).toArray()), around(mass2, Arrays.stream(kept).map(
				cell -> cell % cells).toArray()), FINE);
		}

		private Support around(final Support mass, final int[] kept) {
			final int first = Arrays.stream(kept).min().orElseThrow() - 2;
			final int last = Arrays.stream(kept).max().orElseThrow() + 3;
			return new Support(mass.clip(mass.lower() + first * width(mass)), mass.clip(mass.lower() + last * width(mass)));
		}
	}
}
