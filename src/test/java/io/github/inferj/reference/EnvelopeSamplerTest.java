// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

import io.github.inferj.simulate.SeededRandom;

/** Draws from known densities. The seed is fixed; with others, each of the 7 comparisons fails with probability 1e-6. */
class EnvelopeSamplerTest {

	private static final int COUNT = 20_000;
	private static final double RATE = 1e-6;

	private static List<EnvelopeSampler.Point> draws(final Piece... pieces) {
		final EnvelopeSampler sampler = new EnvelopeSampler(pieces);
		final List<EnvelopeSampler.Point> draws = new ArrayList<>();
		for (int i = 0; i < COUNT; i++) draws.add(sampler.draw(new SeededRandom(1, i)));
		return draws;
	}

	private static void assertUniform(final double[] values) {
		final double multiple = KolmogorovSmirnov.uniform(values, RATE);
		assertTrue(multiple < 1, "distance is " + multiple + " of its limit");
	}

	@Test
	void narrowPeakOnAWideInterval() {
		final NormalDistribution normal = NormalDistribution.of(0.3, 0.01);
		assertUniform(draws(Piece.on(-10, 10, 128, x -> normal.logDensity(x) + 1000)).stream().mapToDouble(p -> normal
			.cumulativeProbability(p.at()[0])).toArray());
	}

	@Test
	void jumps() {
		assertUniform(draws(Piece.on(0, 1, 3, x -> x > 0.123456 && x < 0.654321 ? 0 : Double.NEGATIVE_INFINITY)).stream()
			.mapToDouble(p -> (p.at()[0] - 0.123456) / (0.654321 - 0.123456)).toArray());
	}

	@Test
	void ridgeInThreeDimensions() {
		final NormalDistribution normal = NormalDistribution.of(0, 1);
		final double[] edges = Piece.even(-6, 6, 12);
		final List<EnvelopeSampler.Point> draws = draws(new Piece(new double[][] { edges, edges, edges }, x -> normal
			.logDensity(x[0]) + normal.logDensity((x[1] - x[0]) / 0.1) + normal.logDensity(x[2])));
		assertUniform(draws.stream().mapToDouble(p -> normal.cumulativeProbability(p.at()[0])).toArray());
		assertUniform(draws.stream().mapToDouble(p -> normal.cumulativeProbability((p.at()[1] - p.at()[0]) / 0.1)).toArray());
		assertUniform(draws.stream().mapToDouble(p -> normal.cumulativeProbability(p.at()[2])).toArray());
	}

	@Test
	void excessOverTheBoundIsPutRight() {
		final double width = 0.1;
		final double[] values = draws(Piece.on(0, 1, 1, x -> Math.abs(x - 0.25) < width / 2 ? Math.log(1.5) : 0)).stream()
			.mapToDouble(p -> p.at()[0]).toArray();
		final double inside = 1.5 * width / (1 + 0.5 * width);
		final double share = Arrays.stream(values).filter(x -> Math.abs(x - 0.25) < width / 2).count() / (double) COUNT;
		assertEquals(inside, share, 5 * Math.sqrt(inside * (1 - inside) / COUNT));
	}

	@Test
	void piecesInProportionToTheirMass() {
		final List<EnvelopeSampler.Point> draws = draws(new Piece(new double[0][], x -> Math.log(1)), new Piece(new double[0][],
			x -> Math.log(3)), new Piece(new double[0][], x -> Double.NEGATIVE_INFINITY));
		final double share = draws.stream().filter(p -> p.piece() == 1).count() / (double) COUNT;
		assertEquals(0.75, share, 5 * Math.sqrt(0.75 * 0.25 / COUNT));
		assertTrue(draws.stream().allMatch(p -> p.piece() < 2));
	}

	@Test
	void refusesADensityThatIsZero() {
		final Piece nothing = Piece.on(0, 1, 10, x -> Double.NEGATIVE_INFINITY);
		assertThrows(ImpossibleConditionException.class, () -> new EnvelopeSampler(nothing));
	}
}
