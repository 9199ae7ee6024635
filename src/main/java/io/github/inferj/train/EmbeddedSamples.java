// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.train;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import io.github.inferj.model.EmbeddingInputs;
import io.github.inferj.simulate.Simulations;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * Puts the embedded variables of simulations into batches.
 *
 * @param simulations where they come from
 * @param specification the model that is trained, which may have fewer places of functions than the simulations
 */
record EmbeddedSamples(Simulations simulations, ModelSpecification specification) {

	/**
	 * @param row number of the simulation
	 * @param mask a condition mask, of all nodes
	 * @return for each embedded variable which members are shown, none of a signal or of a set that is hidden
	 */
	List<int[]> shownMembers(final int row, final float[] mask, final RandomGenerator rng) {
		final List<int[]> shown = new ArrayList<>();
		for (int e = 0; e < specification.embedded().size(); e++) {
			final Variable variable = specification.embedded().get(e);
			shown.add(variable.isSet() && isGiven(mask, e) ? ShownMembers.draw(simulations.rows().embedded(row), offset(e), variable
				.members(), variable.embedding().orElseThrow().each(), rng) : new int[0]);
		}
		return shown;
	}

	/**
	 * Fills a place of a batch.
	 *
	 * @param i number of the place
	 * @param row number of the simulation
	 * @param mask a condition mask, of all nodes
	 * @param shown as {@link #shownMembers} drew them
	 */
	void fill(final EmbeddingInputs inputs, final int i, final int row, final float[] mask, final List<int[]> shown) {
		final float[] all = simulations.rows().embedded(row);
		for (int e = 0; e < specification.embedded().size(); e++) {
			if (!isGiven(mask, e)) inputs.hide(i, e);
			else if (specification.embedded().get(e).isSet()) inputs.show(i, e, all, offset(e), shown.get(e));
			else inputs.show(i, e, all, offset(e));
		}
	}

	private boolean isGiven(final float[] mask, final int number) {
		return mask[specification.size() + number] != 0;
	}

	private int offset(final int number) {
		return specification.embeddedOffset(number) - specification.embeddedOffset(0);
	}
}
