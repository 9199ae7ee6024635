// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

/**
 * The gravitational wave of two black holes on circular orbits that approach each other, seen face on, in
 * the stationary-phase approximation, with the amplitude to leading and the phase to second post-Newtonian
 * order, without spins (Poisson and Will 1995, "Gravitational waves from inspiraling compact binaries: parameter
 * estimation using second-post-Newtonian waveforms"). It ends at the last stable orbit, f = 1 / (6^(3/2) pi M).
 * Masses are those that the detector sees, redshift included.
 */
final class Inspiral {

	/** G times the mass of the sun / c^3, s. */
	static final double SOLAR_MASS = 4.925490947e-6;

	/** A megaparsec / c, s. */
	static final double MEGAPARSEC = 1.029271e14;

	private final double total;
	private final double ratio;
	private final double amplitude;

	/**
	 * @param mass1 of one, solar masses
	 * @param mass2 of the other, solar masses
	 * @param distance Mpc
	 */
	Inspiral(final double mass1, final double mass2, final double distance) {
		total = (mass1 + mass2) * SOLAR_MASS;
		ratio = mass1 * mass2 / ((mass1 + mass2) * (mass1 + mass2));
		final double chirpMass = Math.pow(ratio, 0.6) * total;
		amplitude = Math.sqrt(5. / 24) * Math.pow(Math.PI, -2. / 3) * Math.pow(chirpMass, 5. / 6) / (distance * MEGAPARSEC);
	}

	/** @return the frequency of the wave at the last stable orbit, where it ends, Hz */
	double lastFrequency() {
		return 1 / (Math.pow(6, 1.5) * Math.PI * total);
	}

	/**
	 * @param frequency Hz, up to {@link #lastFrequency}
	 * @return the absolute value of the Fourier transform of the strain, 1/Hz
	 */
	double amplitude(final double frequency) {
		return amplitude * Math.pow(frequency, -7. / 6);
	}

	/**
	 * The phase for a wave that would coalesce at time 0 with phase 0. A shift by t adds 2 pi f t.
	 *
	 * @param frequency Hz, up to {@link #lastFrequency}
	 * @return minus the argument of the Fourier transform with kernel exp(-2 pi i f t), radians
	 */
	double phase(final double frequency) {
		final double v = Math.cbrt(Math.PI * total * frequency);
		final double v2 = v * v;
		final double order1 = 20. / 9 * (743. / 336 + 11. / 4 * ratio);
		final double order15 = -16 * Math.PI;
		final double order2 = 10 * (3058673. / 1016064 + 5429. / 1008 * ratio + 617. / 144 * ratio * ratio);
		return 3 / (128 * ratio * Math.pow(v, 5)) * (1 + v2 * (order1 + v * (order15 + v * order2))) - Math.PI / 4;
	}
}
