// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

/**
 * The gates of the fast sodium and the delayed-rectifier potassium current of Pospischil et al. 2008
 * (after Traub and Miles 1991), with their threshold V_T set to -65 mV as in Gloeckler et al. 2024, A2.2.
 * A gate x opens and closes by dx/dt = opening (1 - x) - closing x.
 */
enum GatingVariable {

	/** Activation of the sodium current, which is proportional to m^3 h. */
	M {

		@Override
		double opening(final double voltage) {
			return 0.32 * 4 * linearExponential(-(voltage - THRESHOLD - 13) / 4);
		}

		@Override
		double closing(final double voltage) {
			return 0.28 * 5 * linearExponential((voltage - THRESHOLD - 40) / 5);
		}
	},

	/** Inactivation of the sodium current: h is the share that is not inactivated. */
	H {

		@Override
		double opening(final double voltage) {
			return 0.128 * Math.exp(-(voltage - THRESHOLD - 17) / 18);
		}

		@Override
		double closing(final double voltage) {
			return 4 / (1 + Math.exp(-(voltage - THRESHOLD - 40) / 5));
		}
	},

	/** Activation of the potassium current, which is proportional to n^4. */
	N {

		@Override
		double opening(final double voltage) {
			return 0.032 * 5 * linearExponential(-(voltage - THRESHOLD - 15) / 5);
		}

		@Override
		double closing(final double voltage) {
			return 0.5 * Math.exp(-(voltage - THRESHOLD - 10) / 40);
		}
	};

	/** Voltage that all rates are relative to, mV. */
	static final double THRESHOLD = -65;

	private static final double SMALL = 1e-4;

	/** x / (exp x - 1), continued through 0. */
	private static double linearExponential(final double x) {
		return Math.abs(x) < SMALL ? 1 - x / 2 : x / (Math.exp(x) - 1);
	}

	/**
	 * @param voltage mV
	 * @return rate at which closed gates open, 1/ms
	 */
	abstract double opening(double voltage);

	/**
	 * @param voltage mV
	 * @return rate at which open gates close, 1/ms
	 */
	abstract double closing(double voltage);

	/**
	 * @param voltage mV
	 * @return the open share after a long time at that voltage
	 */
	double steady(final double voltage) {
		final double opening = opening(voltage);
		return opening / (opening + closing(voltage));
	}

	/**
	 * @param open the open share now
	 * @param voltage held for the time of the step, mV
	 * @param step ms
	 * @return the open share after the step, exactly
	 */
	double advance(final double open, final double voltage, final double step) {
		final double opening = opening(voltage);
		final double sum = opening + closing(voltage);
		final double steady = opening / sum;
		return steady + (open - steady) * Math.exp(-step * sum);
	}
}
