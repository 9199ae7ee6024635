// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import io.github.inferj.InvalidInputException;

/**
 * A smooth, strictly increasing map from a variable's own scale to the unbounded scale the network
 * works on (before standardisation). {@link #toString()} gives the text that {@link #parse} reads.
 */
public sealed interface Transform {

	/** The identity. */
	Transform IDENTITY = new Identity();

	/** The natural logarithm, for positive values that spread over orders of magnitude. */
	Transform LOG = new Log();

	/** @return the value on the unbounded scale; NaN for NaN or a value outside the domain */
	double forward(double x);

	/** @return the value on the variable's own scale */
	double inverse(double z);

	/** @return log |d forward / dx| at {@code x}, which a log-density adds when it changes scale */
	double logDerivative(double x);

	/** @return the values the transform can be applied to; its ends are excluded where not finite images */
	Support domain();

	/**
	 * Reads {@code identity}, {@code log} or {@code logit(lower, upper)}.
	 *
	 * @throws InvalidInputException naming the text if it is none of these
	 */
	static Transform parse(final String text) {
		final Call call = Call.parse(text, "transform");
		return switch (call.name()) {
			case "identity" -> { call.require(); yield IDENTITY; }
			case "log" -> { call.require(); yield LOG; }
			case "logit" -> { call.require("lower", "upper"); yield new Logit(call.argument(0), call.argument(1)); }
			default -> throw new InvalidInputException("unknown transform '" + text
				+ "': use identity, log or logit(lower, upper)");
		};
	}

	/** z = x. */
	record Identity() implements Transform {

		@Override
		public double forward(final double x) {
			return x;
		}

		@Override
		public double inverse(final double z) {
			return z;
		}

		@Override
		public double logDerivative(final double x) {
			return 0;
		}

		@Override
		public Support domain() {
			return Support.REAL;
		}

		@Override
		public String toString() {
			return "identity";
		}
	}

	/** z = log x. */
	record Log() implements Transform {

		@Override
		public double forward(final double x) {
			return Math.log(x);
		}

		@Override
		public double inverse(final double z) {
			return Math.exp(z);
		}

		@Override
		public double logDerivative(final double x) {
			return -Math.log(x);
		}

		@Override
		public Support domain() {
			return Support.POSITIVE;
		}

		@Override
		public String toString() {
			return "log";
		}
	}

	/** z = log((x - lower) / (upper - x)). */
	record Logit(double lower, double upper) implements Transform {

		public Logit {
			if (!(lower < upper)) throw new InvalidInputException("logit(" + lower + ", " + upper
				+ "): the lower end must be below the upper end");
		}

		@Override
		public double forward(final double x) {
			return Math.log((x - lower) / (upper - x));
		}

		@Override
		public double inverse(final double z) {
			return lower + (upper - lower) / (1 + Math.exp(-z));
		}

		@Override
		public double logDerivative(final double x) {
			return Math.log((upper - lower) / ((x - lower) * (upper - x)));
		}

		@Override
		public Support domain() {
			return new Support(lower, upper);
		}

		@Override
		public String toString() {
			return "logit(" + lower + ", " + upper + ")";
		}
	}
}
