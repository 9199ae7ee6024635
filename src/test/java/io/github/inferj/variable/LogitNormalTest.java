// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.variable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

import io.github.inferj.InvalidInputException;

class LogitNormalTest {

	private static final double LOWER = -1;
	private static final double UPPER = 4;

	private final LogitNormal distribution = of(0.7, 1.3);

	private static LogitNormal of(final double mean, final double sd) {
		return new LogitNormal(NormalDistribution.of(mean, sd), new Transform.Logit(LOWER, UPPER));
	}

	@Test
	void densityAtTheMiddle() {
		assertEquals(Math.exp(-0.49 / 3.38) / (1.3 * Math.sqrt(2 * Math.PI)) * 4 / 5, distribution.density(1.5), 1e-14);
	}

	@Test
	void densityIsTheSlopeOfTheDistributionFunction() {
		for (final double x : new double[] { -0.9, 0, 1, 2.5, 3.9 }) {
			final double h = 1e-6;
			assertEquals((distribution.cumulativeProbability(x + h) - distribution.cumulativeProbability(x - h)) / (2 * h),
				distribution.density(x), 1e-8);
			assertEquals(1, distribution.cumulativeProbability(x) + distribution.survivalProbability(x), 1e-14);
			assertEquals(Math.log(distribution.density(x)), distribution.logDensity(x), 1e-12);
		}
	}

	@Test
	void quantilesInvertTheDistributionFunction() {
		for (final double p : new double[] { 0, 1e-6, 0.2, 0.5, 0.99, 1 }) {
			final double x = distribution.inverseCumulativeProbability(p);
			assertEquals(p, distribution.cumulativeProbability(x), 1e-12);
			assertEquals(x, distribution.inverseSurvivalProbability(1 - p), 1e-6);
		}
		assertEquals(LOWER, distribution.inverseCumulativeProbability(0));
		assertEquals(UPPER, distribution.inverseCumulativeProbability(1));
	}

	@Test
	void momentsAreIntegralsOfTheDensity() {
		final double mean = integral(x -> x * distribution.density(x));
		assertEquals(mean, distribution.getMean(), 1e-7);
		assertEquals(integral(x -> (x - mean) * (x - mean) * distribution.density(x)), distribution.getVariance(), 1e-7);
		assertEquals(1.5, of(0, 2).getMean(), 1e-12);
	}

	private static double integral(final DoubleUnaryOperator f) {
		final int cells = 100_000;
		final double width = (UPPER - LOWER) / cells;
		double sum = 0;
		for (int i = 0; i < cells; i++) sum += f.applyAsDouble(LOWER + (i + 0.5) * width) * width;
		return sum;
	}

	@Test
	void nothingLiesOutside() {
		for (final double x : new double[] { LOWER - 1, LOWER, UPPER, UPPER + 1 }) {
			assertEquals(0, distribution.density(x));
			assertEquals(x > 0 ? 1 : 0, distribution.cumulativeProbability(x));
			assertEquals(x > 0 ? 0 : 1, distribution.survivalProbability(x));
		}
	}

	@Test
	void drawsHaveFiniteLogitsHoweverWideTheNormal() {
		final ContinuousDistribution.Sampler sampler = of(0, 1000).createSampler(RandomSource.XO_SHI_RO_256_PP.create(1));
		for (int i = 0; i < 1000; i++) assertTrue(Double.isFinite(new Transform.Logit(LOWER, UPPER).forward(sampler.sample())));
	}

	@Test
	void priorIsReadAndWritten() {
		final Prior prior = Prior.parse("Logit-Normal(0, 1, 1, 3)");
		assertEquals(Prior.logitNormal(0, 1, 1, 3), prior);
		assertEquals(prior, Prior.parse(prior.toString()));
		assertEquals(new Support(1, 3), prior.support());
		final ModelSpecification model = ModelSpecification.of("m", Variable.parameter("rate", prior), Variable.data("x"));
		assertEquals("logit(1.0, 3.0)", model.variables().get(0).transform().toString());
		assertEquals(model, SpecificationJson.read(SpecificationJson.write(model)));
	}

	@Test
	void impossibleArgumentsAreNamed() {
		for (final String text : new String[] { "logit_normal(0, 1, 0, Infinity)", "logit_normal(0, 1, 3, 1)",
			"logit_normal(0, -1, 1, 3)" })
		{
			final String message = assertThrows(InvalidInputException.class, () -> Prior.parse(text)).getMessage();
			assertTrue(message.startsWith("prior logit_normal(0.0, ") && message.endsWith("correct mean, sd, lower, upper"),
				message);
		}
	}
}
