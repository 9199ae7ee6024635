// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Prior;
import io.github.inferj.variable.Variable;

class SimulationSplitTest {

	private static final ModelSpecification SPECIFICATION = ModelSpecification.of("test", Variable.parameter("a", Prior.normal(0, 1)),
		Variable.data("x"));

	/** Simulation i has the data i. */
	private static Simulations simulations(final int count) {
		return new Simulations(SPECIFICATION, IntStream.range(0, count).boxed().flatMap(i -> List.of(0.1 * i, (double) i).stream())
			.mapToDouble(Double::doubleValue).toArray(), 0);
	}

	private static SimulationSplit split(final int count, final long seed) {
		return new SimulationSplit(simulations(count), Optional.empty(), seed);
	}

	private static int[] trained(final SimulationSplit split, final int count, final int epoch) {
		return IntStream.range(0, count).map(k -> split.trainingRow((long) epoch * count + k)).toArray();
	}

	@ParameterizedTest
	@CsvSource({ "2,1", "20,1", "100,5", "60000,2000" })
	void everySimulationIsTrainedOnOrHeldOut(final int count, final int heldOut) {
		final SimulationSplit split = split(count, 3);
		assertEquals(heldOut, split.heldOut());
		final Set<Integer> rows = IntStream.range(0, heldOut).mapToObj(split::heldOutRow).collect(Collectors.toSet());
		assertEquals(heldOut, rows.size());
		for (final int row : trained(split, count - heldOut, 0)) assertTrue(rows.add(row), "row " + row);
		assertEquals(count, rows.size());
		assertEquals(split.heldOutRow(0), split.heldOutRow(heldOut), "around again");
	}

	@Test
	void everyTimeAroundHasAnOrderOfItsOwnThatTheSeedDecides() {
		final SimulationSplit split = split(100, 3);
		final int[] first = trained(split, 95, 0);
		final int[] second = trained(split, 95, 1);
		assertFalse(Arrays.equals(first, second));
		assertArrayEquals(Arrays.stream(first).sorted().toArray(), Arrays.stream(second).sorted().toArray());
		assertArrayEquals(second, trained(split(100, 3), 95, 1), "without the first");
		assertFalse(Arrays.equals(first, trained(split(100, 4), 95, 0)));
	}

	@Test
	void theFocusIsSplitToo() {
		final SimulationSplit split = new SimulationSplit(simulations(400), Optional.of(new Focus(List.of(100.0), List.of(299.0))), 3);
		assertEquals(200, split.focused().length + split.focusedHeldOut().length);
		final Set<Integer> heldOut = IntStream.range(0, split.heldOut()).mapToObj(split::heldOutRow).collect(Collectors.toSet());
		for (final int row : split.focused()) assertTrue(row >= 100 && row < 300 && !heldOut.contains(row), "row " + row);
		for (final int row : split.focusedHeldOut()) assertTrue(row >= 100 && row < 300 && heldOut.contains(row), "row " + row);
	}

	@Test
	void aFocusWithoutSimulationsIsRefusedInOneLine() {
		final Focus focus = new Focus(List.of(1000.0), List.of(2000.0));
		final String message = assertThrows(InvalidInputException.class, () -> new SimulationSplit(simulations(40), Optional.of(focus), 3))
			.getMessage();
		assertEquals("focus: 0 of 40 simulations have such data; widen it or simulate more", message);
	}
}
