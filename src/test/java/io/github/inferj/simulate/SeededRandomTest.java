// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SeededRandomTest {

	@Test
	void samePairGivesTheSameNumbers() {
		final SeededRandom a = new SeededRandom(3, 4), b = new SeededRandom(3, 4);
		for (int i = 0; i < 100; i++) {
			assertEquals(a.nextGaussian(), b.nextGaussian());
			assertEquals(a.nextLong(), b.nextLong());
		}
	}

	/** Among 90,000 first numbers of 64 bits a chance collision has probability 2e-10. */
	@Test
	void neighbouringSeedsAndIndicesDiffer() {
		final Set<Long> first = new HashSet<>();
		for (long seed = -150; seed < 150; seed++)
			for (long index = 0; index < 300; index++) assertTrue(first.add(new SeededRandom(seed, index).nextLong()));
	}

	/** Five standard errors: fails with probability 6e-7 each under another seed. */
	@Test
	void firstNumbersOfConsecutiveIndicesAreIndependent() {
		final int n = 50_000;
		double mean = 0, product = 0, previous = new SeededRandom(9, 0).nextGaussian();
		for (long index = 1; index <= n; index++) {
			final double z = new SeededRandom(9, index).nextGaussian();
			mean += z / n;
			product += z * previous / n;
			previous = z;
		}
		assertEquals(0, mean, 5 / Math.sqrt(n));
		assertEquals(0, product, 5 / Math.sqrt(n));
	}
}
