// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationSplitTest {

	private static int[] trained(final SimulationSplit split, final int count, final int epoch) {
		return IntStream.range(0, count).map(k -> split.trainingRow((long) epoch * count + k)).toArray();
	}

	@ParameterizedTest
	@CsvSource({ "2,1", "20,1", "100,5", "60000,2000" })
	void everySimulationIsTrainedOnOrHeldOut(final int count, final int heldOut) {
		final SimulationSplit split = new SimulationSplit(count, 3);
		assertEquals(heldOut, split.heldOut());
		final Set<Integer> rows = IntStream.range(0, heldOut).mapToObj(split::heldOutRow).collect(Collectors.toSet());
		assertEquals(heldOut, rows.size());
		for (final int row : trained(split, count - heldOut, 0)) assertTrue(rows.add(row), "row " + row);
		assertEquals(count, rows.size());
		assertEquals(split.heldOutRow(0), split.heldOutRow(heldOut), "around again");
		assertArrayEquals(IntStream.range(0, heldOut).map(split::heldOutRow).toArray(), split.allHeldOut());
		assertArrayEquals(Arrays.stream(trained(split, count - heldOut, 0)).sorted().toArray(), Arrays.stream(split.allTrained()).sorted()
			.toArray());
	}

	@Test
	void everyTimeAroundHasAnOrderOfItsOwnThatTheSeedDecides() {
		final SimulationSplit split = new SimulationSplit(100, 3);
		final int[] first = trained(split, 95, 0);
		final int[] second = trained(split, 95, 1);
		assertFalse(Arrays.equals(first, second));
		assertArrayEquals(Arrays.stream(first).sorted().toArray(), Arrays.stream(second).sorted().toArray());
		assertArrayEquals(second, trained(new SimulationSplit(100, 3), 95, 1), "without the first");
		assertFalse(Arrays.equals(first, trained(new SimulationSplit(100, 4), 95, 0)));
	}
}
