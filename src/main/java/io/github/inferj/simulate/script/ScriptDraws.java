// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.script;

import java.util.random.RandomGenerator;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.RandomDraws;

/**
 * What the {@code rng} of a script calls: (name of a distribution, first argument, second argument). A
 * draw that is refused gives a text, which the script's side throws as an error of its own language.
 */
final class ScriptDraws implements ProxyExecutable {

	private RandomDraws draws;

	/** Takes all further draws from this generator. */
	void use(final RandomGenerator rng) {
		draws = new RandomDraws(rng);
	}

	@Override
	public Object execute(final Value... call) {
		try {
			return draw(call[0].asString(), call);
		}
		catch (final InvalidInputException exc) {
			return exc.getMessage();
		}
	}

	private double draw(final String name, final Value... call) {
		if (draws == null) throw new InvalidInputException("rng." + name +
			" is called outside simulate: draw inside simulate only");
		final double a = number(name, call[1]);
		final double b = number(name, call[2]);
		return switch (name) {
			case "uniform" -> draws.uniform(a, b);
			case "normal" -> draws.normal(a, b);
			case "lognormal" -> draws.lognormal(a, b);
			case "exponential" -> draws.exponential(a);
			case "gamma" -> draws.gamma(a, b);
			case "beta" -> draws.beta(a, b);
			case "poisson" -> draws.poisson(a);
			case "binomial" -> draws.binomial(a, b);
			case "bernoulli" -> draws.bernoulli(a);
			case "integer" -> draws.integer(a);
			default -> throw new IllegalArgumentException(name);
		};
	}

	private static double number(final String name, final Value argument) {
		if (argument.isNumber() && argument.fitsInDouble()) return argument.asDouble();
		throw new InvalidInputException("rng." + name + " is given " + ScriptValue.describe(argument) +
			" where it needs a number");
	}
}
