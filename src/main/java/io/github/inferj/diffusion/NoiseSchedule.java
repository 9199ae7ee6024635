// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.diffusion;

import java.util.function.DoubleUnaryOperator;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How noise levels spread between a smallest and a largest one: which of them training sees how often,
 * and which of them a sampler visits. A diffusion x_t = alpha(t) x_0 + sigma(t) eps has, after division
 * by alpha, the level sigma(t) / alpha(t), which increases with the time t. The published schedule is
 * therefore a change of variables from levels to times; here the range of times is cut to that of the
 * levels, and u in [0, 1] runs through it evenly. exp(-2 log level) is the signal-to-noise ratio.
 */
public enum NoiseSchedule {

	/**
	 * level = smallest (largest / smallest)^u: the variance-exploding diffusion with geometric levels (Song
	 * et al. 2021, appendix C), the one of Gloeckler et al. (2024).
	 */
	LOG_UNIFORM {

		@Override
		double training(final double u, final double smallest, final double largest) {
			return smallest * Math.pow(largest / smallest, u);
		}
	},

	/**
	 * The variance-preserving diffusion with the rate beta(t) = 0.1 + 19.9 t (Song et al. 2021, equation
	 * 33): level^2 = exp(integral of beta from 0 to t) - 1. At t = 1 the level is 152; larger ones continue
	 * the formula.
	 */
	VP {

		@Override
		double training(final double u, final double smallest, final double largest) {
			return evenly(u, smallest, largest, NoiseSchedule::vpTime, NoiseSchedule::vpLevel);
		}
	},

	/**
	 * alpha(t) = cos(phi(t)) / cos(phi(0)) with phi(t) = pi / 2 (t + s) / (1 + s) and s = 0.008, variance
	 * preserving (Nichol and Dhariwal 2021, equation 17): level^2 = cos(phi(0))^2 / cos(phi(t))^2 - 1.
	 */
	COSINE {

		@Override
		double training(final double u, final double smallest, final double largest) {
			return evenly(u, smallest, largest, NoiseSchedule::cosineAngle, NoiseSchedule::cosineLevel);
		}
	},

	/**
	 * Karras et al. (2022, table 1): in training log level ~ N(-1.2, 1.2^2), cut to the range; when sampling
	 * level^(1/7) in equal steps. Their mean was chosen for images of standard deviation 0.5, and is kept
	 * here for variables of standard deviation 1, whose conditionals are narrower.
	 */
	EDM {

		@Override
		double training(final double u, final double smallest, final double largest) {
			return logNormal(u, smallest, largest, EDM_LOG_LEVEL);
		}

		@Override
		double sampling(final double u, final double smallest, final double largest) {
			return evenly(u, smallest, largest, level -> Math.pow(level, 1 / EDM_RHO), root -> Math.pow(root, EDM_RHO));
		}
	},

	/**
	 * Log level ~ N(-1.2, 1.8^2) in training, cut to the range: the distribution of {@link #EDM}, wider, so that fine structure is
	 * still learned. Log-uniform when sampling.
	 */
	LOG_NORMAL {

		@Override
		double training(final double u, final double smallest, final double largest) {
			return logNormal(u, smallest, largest, WIDE_LOG_LEVEL);
		}

		@Override
		double sampling(final double u, final double smallest, final double largest) {
			return LOG_UNIFORM.sampling(u, smallest, largest);
		}
	};

	private static final double VP_FIRST_RATE = 0.1;
	private static final double VP_RATE_INCREASE = 19.9;
	private static final double COSINE_OFFSET = 0.008;
	private static final double COSINE_FIRST_ANGLE = Math.PI / 2 * COSINE_OFFSET / (1 + COSINE_OFFSET);
	private static final NormalDistribution EDM_LOG_LEVEL = NormalDistribution.of(-1.2, 1.2);
	private static final NormalDistribution WIDE_LOG_LEVEL = NormalDistribution.of(-1.2, 1.8);
	private static final double EDM_RHO = 7;

	/**
	 * The quantile function of the levels in training.
	 *
	 * @param u in [0, 1]
	 * @param smallest the level at u = 0
	 * @param largest the level at u = 1
	 */
	abstract double training(double u, double smallest, double largest);

	/** The level a sampler visits at {@code u}, likewise; as in training unless the schedule says otherwise. */
	double sampling(final double u, final double smallest, final double largest) {
		return training(u, smallest, largest);
	}

	private static double evenly(final double u, final double smallest, final double largest, final DoubleUnaryOperator time,
		final DoubleUnaryOperator level)
	{
		final double start = time.applyAsDouble(smallest);
		final double end = time.applyAsDouble(largest);
		return Math.max(smallest, Math.min(largest, level.applyAsDouble(start + u * (end - start))));
	}

	private static double logNormal(final double u, final double smallest, final double largest,
		final NormalDistribution logLevel)
	{
		return evenly(u, smallest, largest, level -> logLevel.cumulativeProbability(Math.log(level)), p -> Math.exp(logLevel
			.inverseCumulativeProbability(p)));
	}

	private static double vpTime(final double level) {
		final double integral = Math.log1p(level * level);
		return 2 * integral / (VP_FIRST_RATE + Math.sqrt(VP_FIRST_RATE * VP_FIRST_RATE + 2 * VP_RATE_INCREASE * integral));
	}

	private static double vpLevel(final double time) {
		return Math.sqrt(Math.expm1(time * (VP_FIRST_RATE + VP_RATE_INCREASE * time / 2)));
	}

	private static double cosineAngle(final double level) {
		return Math.atan(Math.hypot(level, Math.sin(COSINE_FIRST_ANGLE)) / Math.cos(COSINE_FIRST_ANGLE));
	}

	private static double cosineLevel(final double angle) {
		final double scaled = Math.cos(COSINE_FIRST_ANGLE) * Math.tan(angle);
		return Math.sqrt(scaled * scaled - Math.pow(Math.sin(COSINE_FIRST_ANGLE), 2));
	}
}
