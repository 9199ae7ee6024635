// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DimTest {

	@Test
	void multiplesAndPartsKeepTheBatch() {
		assertEquals(new Dim(6, true), Dim.BATCH.times(6));
		assertEquals(new Dim(2, true), Dim.BATCH.times(6).split(3));
		assertEquals(Dim.of(4), Dim.of(12).split(3));
	}

	@Test
	void whatDoesNotDivideIsRefused() {
		assertEquals("5B cannot be split into 3 equal parts", assertThrows(IllegalArgumentException.class, () -> Dim.BATCH.times(5).split(3))
			.getMessage());
	}
}
