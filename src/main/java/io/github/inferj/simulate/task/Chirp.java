// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.random.RandomGenerator;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;
import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

/**
 * Two gravitational-wave detectors that see two black holes approach each other: a small relative of the
 * task of Hermans et al. 2022 ("A trust crisis in simulation-based inference?") and Gloeckler et al. 2024, A3.2, for
 * networks that compress long vectors. The wave is {@link Inspiral}'s, from 1,000 Mpc, without merger and ringdown;
 * the noise is Gaussian with the spectrum of {@link DetectorNoise}. The second detector sees the wave 7 ms later and
 * 0.8 times as strong. The phase at coalescence is unknown, and its time known to 10 ms: both are drawn with the data.
 * <p>
 * The data of a detector are 8,192 samples of 4 s, whitened: the strain divided, frequency by frequency, by
 * the square root of its noise's spectral density, so that the noise has variance 1 and no correlation from
 * sample to sample. The noise is therefore drawn white; colouring it first would change nothing. The wave ends
 * about 3.5 s after the start. Priors: mass1 ~ U(25, 50) and mass2 ~ U(10, 25), in solar masses.
 */
@Plugin(type = SimulatorPlugin.class, name = Chirp.NAME, label = "Gravitational-wave chirp")
public final class Chirp implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "chirp";

	/** Number of samples of each detector. */
	public static final int SAMPLES = 8192;

	/** Samples in a second. */
	public static final double SAMPLING_RATE = 2048;

	/** The lowest frequency of a discrete Fourier transform of all samples, Hz. */
	public static final double RESOLUTION = SAMPLING_RATE / SAMPLES;

	/** When the two would coalesce on average, as the first detector sees it, s after the first sample. */
	public static final double COALESCENCE = 3.5;

	/** How far the time of coalescence can be from {@link #COALESCENCE}, s. */
	public static final double UNCERTAINTY = 0.01;

	/** How much later the second detector sees the wave, s. */
	public static final double DELAY = 0.007;

	/** How strong the second detector sees it, relative to the first. */
	public static final double STRENGTH = 0.8;

	private static final String MASS = "solar masses";

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of(NAME, //
		Variable.parameter("mass1", Prior.uniform(25, 50)).withUnit(MASS).dependsOn(), //
		Variable.parameter("mass2", Prior.uniform(10, 25)).withUnit(MASS).dependsOn(), //
		Variable.data("detector1", SAMPLES).signal().dependsOn("mass1", "mass2"), //
		Variable.data("detector2", SAMPLES).signal().dependsOn("mass1", "mass2"));

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double[][] signals = signals(theta[0], theta[1], rng.nextDouble(2 * Math.PI), rng.nextDouble(-UNCERTAINTY,
			UNCERTAINTY));
		final double[] data = new double[2 * SAMPLES];
		for (int detector = 0; detector < 2; detector++)
			for (int i = 0; i < SAMPLES; i++) data[detector * SAMPLES + i] = signals[detector][i] + rng.nextGaussian();
		return data;
	}

	/**
	 * The data without noise, so that the data of masses (mass1, mass2) are normal about them with
	 * variance 1. Both detectors come from one inverse Fourier transform, as its real and its imaginary part.
	 *
	 * @param mass1 solar masses
	 * @param mass2 solar masses
	 * @param phase at coalescence, radians
	 * @param late how much later than {@link #COALESCENCE} the two coalesce, s
	 * @return {@code 2 x 8192}
	 */
	static double[][] signals(final double mass1, final double mass2, final double phase, final double late) {
		final WhitenedInspiral wave = WhitenedInspiral.of(mass1, mass2);
		final double[][] spectrum = new double[2][SAMPLES];
		for (int i = 0; i < wave.amplitude().length; i++) {
			final int k = wave.first() + i;
			final double turn = 2 * Math.PI * wave.frequency(i);
			final double amplitude = wave.amplitude()[i];
			final double phase1 = wave.phase()[i] + phase - turn * late;
			final double phase2 = phase1 - turn * DELAY;
			final double re1 = amplitude * Math.cos(phase1), im1 = amplitude * Math.sin(phase1);
			final double re2 = STRENGTH * amplitude * Math.cos(phase2), im2 = STRENGTH * amplitude * Math.sin(phase2);
			spectrum[0][k] = re1 - im2;
			spectrum[1][k] = im1 + re2;
			spectrum[0][SAMPLES - k] = re1 + im2;
			spectrum[1][SAMPLES - k] = re2 - im1;
		}
		FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.INVERSE);
		return spectrum;
	}
}
