// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.FoldedNormalDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;

import io.github.inferj.InvalidInputException;

/**
 * The prior of a scalar parameter, or of each component of a vector parameter independently: a
 * continuous distribution of a known family, or {@link #drawnBySimulator() anything} the simulator
 * draws itself. {@link #toString()} gives the text that {@link #parse} reads.
 */
public final class Prior {

	/** The families a prior can be named by, with the names of their arguments in order. */
	public enum Family {
		/** Constant density between two ends. */
		UNIFORM("lower", "upper"),
		/** Mean and standard deviation. */
		NORMAL("mean", "sd"),
		/** Mean and standard deviation before truncation, and the two ends (which may be infinite). */
		TRUNCATED_NORMAL("mean", "sd", "lower", "upper"),
		/** Mean and standard deviation of the logarithm. */
		LOG_NORMAL("mean_of_log", "sd_of_log"),
		/** Mean and standard deviation of logit((x - lower) / (upper - lower)), and the two ends, both finite. */
		LOGIT_NORMAL("mean", "sd", "lower", "upper"),
		/** The absolute value of a normal of mean 0 and this standard deviation. */
		HALF_NORMAL("sd"),
		/** Shape and scale (mean = shape x scale). */
		GAMMA("shape", "scale"),
		/** Mean, the inverse of the rate. */
		EXPONENTIAL("mean"),
		/** The two shape parameters; values lie in [0, 1]. */
		BETA("alpha", "beta"),
		/** No density is known: the simulator draws the values. */
		DRAWN_BY_SIMULATOR;

		private final String[] argumentNames;

		Family(final String... argumentNames) {
			this.argumentNames = argumentNames;
		}

		/** @return how the family is written in a prior's text */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	private static final List<String> DISCRETE = List.of("bernoulli", "binomial", "categorical", "discrete",
		"discrete_uniform", "geometric", "integer", "negative_binomial", "poisson", "randint");

	private final Family family;
	private final double[] arguments;
	private final ContinuousDistribution distribution;

	private Prior(final Family family, final double... arguments) {
		this.family = family;
		this.arguments = arguments;
		try {
			this.distribution = distribution(family, arguments);
		}
		catch (final IllegalArgumentException exc) {
			throw new InvalidInputException("prior " + this + " is not a distribution (" + exc.getMessage()
				+ "): correct " + String.join(", ", family.argumentNames), exc);
		}
	}

	/** @return the uniform distribution on [lower, upper] */
	public static Prior uniform(final double lower, final double upper) {
		return new Prior(Family.UNIFORM, lower, upper);
	}

	/** @return the normal distribution */
	public static Prior normal(final double mean, final double sd) {
		return new Prior(Family.NORMAL, mean, sd);
	}

	/** @return the normal distribution of the given mean and sd, restricted to [lower, upper] */
	public static Prior truncatedNormal(final double mean, final double sd, final double lower, final double upper) {
		return new Prior(Family.TRUNCATED_NORMAL, mean, sd, lower, upper);
	}

	/** @return the distribution whose logarithm is normal with this mean and sd */
	public static Prior logNormal(final double meanOfLog, final double sdOfLog) {
		return new Prior(Family.LOG_NORMAL, meanOfLog, sdOfLog);
	}

	/**
	 * @return the distribution of lower + (upper - lower) / (1 + exp(-z)), z normal with this mean and sd;
	 *         both ends are finite
	 */
	public static Prior logitNormal(final double mean, final double sd, final double lower, final double upper) {
		return new Prior(Family.LOGIT_NORMAL, mean, sd, lower, upper);
	}

	/** @return the distribution of |z|, z normal with mean 0 and this sd */
	public static Prior halfNormal(final double sd) {
		return new Prior(Family.HALF_NORMAL, sd);
	}

	/** @return the gamma distribution with mean shape x scale */
	public static Prior gamma(final double shape, final double scale) {
		return new Prior(Family.GAMMA, shape, scale);
	}

	/** @return the exponential distribution with this mean */
	public static Prior exponential(final double mean) {
		return new Prior(Family.EXPONENTIAL, mean);
	}

	/** @return the beta distribution */
	public static Prior beta(final double alpha, final double beta) {
		return new Prior(Family.BETA, alpha, beta);
	}

	/** @return the prior of a parameter that the simulator draws itself, from any distribution */
	public static Prior drawnBySimulator() {
		return new Prior(Family.DRAWN_BY_SIMULATOR);
	}

	/**
	 * Reads a prior such as {@code uniform(-1, 1)}, {@code truncated_normal(0, 1, 0, Infinity)} or
	 * {@code drawn_by_simulator}.
	 *
	 * @throws InvalidInputException naming the text and listing the families; a discrete family is
	 *           refused by name
	 */
	public static Prior parse(final String text) {
		final Call call = Call.parse(text, "prior");
		if (DISCRETE.contains(call.name())) throw new InvalidInputException("prior '" + text
			+ "' is discrete: InferJ infers continuous parameters only; use a continuous prior and round inside the simulator");
		for (final Family family : Family.values()) {
			if (!family.text().replace("_", "").equals(call.name().replace("_", ""))) continue;
			call.require(family.argumentNames);
			return new Prior(family, call.arguments().stream().mapToDouble(Double::doubleValue).toArray());
		}
		throw new InvalidInputException("unknown prior '" + text + "': use one of " + Arrays.stream(Family.values())
			.map(f -> f.text() + (f.argumentNames.length == 0 ? "" : "(" + String.join(", ", f.argumentNames) + ")"))
			.collect(Collectors.joining(", ")));
	}

	/** @return the family */
	public Family family() {
		return family;
	}

	/** @return whether the simulator draws the values, so that no density is known */
	public boolean isDrawnBySimulator() {
		return family == Family.DRAWN_BY_SIMULATOR;
	}

	/**
	 * Draws one value.
	 *
	 * @throws IllegalStateException if the simulator draws the values
	 */
	public double sample(final RandomGenerator rng) {
		if (family == Family.TRUNCATED_NORMAL) return sampleByInversion(rng);
		final UniformRandomProvider source = rng::nextLong;
		return support().clip(known().createSampler(source).sample());
	}

	/** The sampler of Commons Statistics 1.2 mirrors a truncated normal that lies on one side of 0 at its mean. */
	private double sampleByInversion(final RandomGenerator rng) {
		return support().clip(known().inverseCumulativeProbability(rng.nextDouble()));
	}

	/**
	 * @return the log-density at {@code x}; negative infinity outside the support
	 * @throws IllegalStateException if the simulator draws the values
	 */
	public double logDensity(final double x) {
		return known().logDensity(x);
	}

	/** @return the interval that holds every draw; all reals if the simulator draws the values */
	public Support support() {
		return distribution == null ? Support.REAL
			: new Support(distribution.getSupportLowerBound(), distribution.getSupportUpperBound());
	}

	/**
	 * The scale the network works on unless the model says otherwise: the logarithm or the logit where
	 * the prior itself is a normal distribution of it, the variable's own scale elsewhere (what a sampler
	 * draws beyond its bounds is drawn again).
	 */
	public Transform defaultTransform() {
		return switch (family) {
			case LOG_NORMAL -> Transform.LOG;
			case LOGIT_NORMAL -> new Transform.Logit(arguments[2], arguments[3]);
			default -> Transform.IDENTITY;
		};
	}

	private ContinuousDistribution known() {
		if (distribution == null) throw new IllegalStateException("the simulator draws this parameter: it has no known density");
		return distribution;
	}

	private static ContinuousDistribution distribution(final Family family, final double[] a) {
		return switch (family) {
			case UNIFORM -> UniformContinuousDistribution.of(a[0], a[1]);
			case NORMAL -> NormalDistribution.of(a[0], a[1]);
			case TRUNCATED_NORMAL -> TruncatedNormalDistribution.of(a[0], a[1], a[2], a[3]);
			case LOG_NORMAL -> LogNormalDistribution.of(a[0], a[1]);
			case LOGIT_NORMAL -> new LogitNormal(NormalDistribution.of(a[0], a[1]), new Transform.Logit(a[2], a[3]));
			case HALF_NORMAL -> FoldedNormalDistribution.of(0, a[0]);
			case GAMMA -> GammaDistribution.of(a[0], a[1]);
			case EXPONENTIAL -> ExponentialDistribution.of(a[0]);
			case BETA -> BetaDistribution.of(a[0], a[1]);
			case DRAWN_BY_SIMULATOR -> null;
		};
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Prior prior && family == prior.family && Arrays.equals(arguments, prior.arguments);
	}

	@Override
	public int hashCode() {
		return 31 * family.hashCode() + Arrays.hashCode(arguments);
	}

	@Override
	public String toString() {
		return arguments.length == 0 ? family.text() : Arrays.stream(arguments).mapToObj(Double::toString)
			.collect(Collectors.joining(", ", family.text() + "(", ")"));
	}
}
