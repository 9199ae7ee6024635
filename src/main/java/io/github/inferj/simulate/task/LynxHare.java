// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate.task;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.scijava.plugin.Plugin;

import io.github.inferj.simulate.SimulatorPlugin;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Transform;
import io.github.inferj.variable.Variable;

/**
 * The Hudson's Bay Company's yearly lynx and hare pelts, 1900 to 1920, as a predator-prey model
 * (Carpenter 2018, "Predator-Prey Population Dynamics", a Stan case study): hare and lynx follow
 * d hare/dt = (alpha - beta lynx) hare, d lynx/dt = (delta hare - gamma) lynx from (hare0, lynx0) in
 * 1900, and each yearly count, 1900 included, is log-normal about the solution with sd sigma_hare or
 * sigma_lynx of its logarithm. Priors, truncated to positive values: alpha, gamma ~ N(1, 0.5);
 * beta, delta ~ N(0.05, 0.05); hare0, lynx0 ~ LogNormal(log 10, 1); both sigmas ~ LogNormal(-1, 1).
 */
@Plugin(type = SimulatorPlugin.class, name = LynxHare.NAME, label = "Lynx and hare")
public final class LynxHare implements SimulatorPlugin {

	/** Name of the simulator and of its model. */
	public static final String NAME = "lynx_hare";

	/** The first year. */
	public static final int FIRST_YEAR = 1900;

	/** Number of years. */
	public static final int YEARS = 21;

	static final int STEPS_PER_YEAR = 400;

	private static final double[] SINCE_FIRST_YEAR = IntStream.range(0, YEARS).asDoubleStream().toArray();

	/** What is counted. */
	static final List<String> SPECIES = List.of("hare", "lynx");

	private static final String PELTS = "thousand pelts";

	/** The eight parameters. */
	static final List<Variable> PARAMETERS = List.of( //
		rate("alpha", 1, 0.5, "1/year"), rate("beta", 0.05, 0.05, "1/year per thousand lynx"), //
		rate("gamma", 1, 0.5, "1/year"), rate("delta", 0.05, 0.05, "1/year per thousand hares"), //
		start("hare0"), start("lynx0"), spread("sigma_hare"), spread("sigma_lynx"));

	private static final ModelSpecification SPECIFICATION = new ModelSpecification(NAME, Stream.concat(PARAMETERS.stream(), SPECIES.stream()
		.map(species -> counts(species, YEARS))).toList());

	private static Variable rate(final String name, final double mean, final double sd, final String unit) {
		return Variable.parameter(name, Prior.truncatedNormal(mean, sd, 0, Double.POSITIVE_INFINITY)).withTransform(
			Transform.LOG).withUnit(unit).dependsOn();
	}

	private static Variable start(final String name) {
		return Variable.parameter(name, Prior.logNormal(Math.log(10), 1)).withUnit(PELTS).dependsOn();
	}

	private static Variable spread(final String name) {
		return Variable.parameter(name, Prior.logNormal(-1, 1)).dependsOn();
	}

	/** @return the counts of a species, a vector of this size */
	static Variable counts(final String species, final int size) {
		return Variable.data(species, size).withTransform(Transform.LOG).withUnit(PELTS).dependsOn("alpha", "beta", "gamma",
			"delta", "hare0", "lynx0", "sigma_" + species);
	}

	@Override
	public ModelSpecification specification() {
		return SPECIFICATION;
	}

	@Override
	public double[] simulate(final double[] theta, final RandomGenerator rng) {
		final double[][] solution = solve(theta, SINCE_FIRST_YEAR);
		final double[] counts = new double[2 * YEARS];
		for (int species = 0; species < 2; species++)
			for (int year = 0; year < YEARS; year++) counts[species * YEARS + year] = count(theta, species, solution[species][year],
				rng);
		return counts;
	}

	/**
	 * @param theta the parameters
	 * @param times years since the first, ascending
	 * @return {@code 2 x times}: hare, then lynx
	 */
	static double[][] solve(final double[] theta, final double[] times) {
		return new PredatorPrey(theta[0], theta[1], theta[2], theta[3]).solve(theta[4], theta[5], times, STEPS_PER_YEAR);
	}

	/**
	 * @param species 0 for the hare, 1 for the lynx
	 * @param population what there is of it
	 * @return what is counted
	 */
	static double count(final double[] theta, final int species, final double population, final RandomGenerator rng) {
		return population * Math.exp(theta[6 + species] * rng.nextGaussian());
	}
}
