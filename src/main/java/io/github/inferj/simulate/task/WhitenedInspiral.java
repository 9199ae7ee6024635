// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

/**
 * The discrete Fourier transform of an {@link Inspiral} as the first detector of {@link Chirp} sees it, divided by the
 * root of its noise's spectral density, for coalescence at {@link Chirp#COALESCENCE} with phase 0.
 *
 * @param first the lowest frequency, in units of {@link Chirp#RESOLUTION}; below it and above the last the transform is 0
 * @param amplitude absolute values, for one frequency after another
 * @param phase arguments, radians
 */
public record WhitenedInspiral(int first, double[] amplitude, double[] phase) {

	private static final double DISTANCE = 1000;

	/**
	 * @param mass1 solar masses
	 * @param mass2 solar masses
	 */
	public static WhitenedInspiral of(final double mass1, final double mass2) {
		final Inspiral wave = new Inspiral(mass1, mass2, DISTANCE);
		final double last = Math.min(wave.lastFrequency(), Chirp.SAMPLING_RATE / 2 - Chirp.RESOLUTION);
		final int first = (int) Math.ceil(DetectorNoise.LOWEST_FREQUENCY / Chirp.RESOLUTION);
		final int count = (int) Math.floor(last / Chirp.RESOLUTION) - first + 1;
		final double[] amplitude = new double[count];
		final double[] phase = new double[count];
		for (int i = 0; i < count; i++) {
			final double frequency = (first + i) * Chirp.RESOLUTION;
			final double whitening = Math.sqrt(2 / (Chirp.SAMPLING_RATE * DetectorNoise.density(frequency)));
			amplitude[i] = Chirp.SAMPLING_RATE * whitening * wave.amplitude(frequency);
			phase[i] = -wave.phase(frequency) - 2 * Math.PI * frequency * Chirp.COALESCENCE;
		}
		return new WhitenedInspiral(first, amplitude, phase);
	}

	/** @return one of the frequencies, numbered from 0, Hz */
	public double frequency(final int i) {
		return (first + i) * Chirp.RESOLUTION;
	}
}
