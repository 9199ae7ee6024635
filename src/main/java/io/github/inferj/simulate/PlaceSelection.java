// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.simulate;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Draws some of the places at which a simulation has its functions, uniformly among all subsets of so many: a simulation
 * at many places stands for simulations at each of these subsets.
 */
public final class PlaceSelection {

	private final List<Variable> all;
	private final List<Variable> selected;
	private final int[] everything;
	private final int size;

	/**
	 * @param all the model of the simulations
	 * @param selected the same with as many places of each function, or fewer
	 */
	public PlaceSelection(final ModelSpecification all, final ModelSpecification selected) {
		this.all = all.columnVariables();
		this.selected = selected.columnVariables();
		everything = IntStream.range(0, all.size()).toArray();
		size = selected.size();
	}

	/**
	 * Takes no random number if all places are selected.
	 *
	 * @return for each column of the model with fewer places one of the simulations; those of a function ascend. Not to be changed
	 */
	public int[] draw(final RandomGenerator rng) {
		if (size == everything.length) return everything;
		final int[] columns = new int[size];
		int next = 0;
		int first = 0;
		for (int v = 0; v < all.size(); v++) {
			final int places = all.get(v).size();
			int wanted = selected.get(v).size();
			for (int i = 0; i < places; i++) {
				final int left = places - i;
				if (wanted < left && rng.nextInt(left) >= wanted) continue;
				columns[next++] = first + i;
				wanted--;
			}
			first += places;
		}
		return columns;
	}
}
