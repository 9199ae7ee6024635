// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.inferj.network.Embeddings;
import io.github.inferj.runtime.Tensor;
import io.github.inferj.variable.ModelSpecification;
import io.github.inferj.variable.Variable;

/**
 * The inputs of {@link Embeddings} for some samples, in memory shared with ONNX Runtime: values standardised,
 * and zeros where nothing is given. Close it to free its tensors.
 */
public final class EmbeddingInputs implements AutoCloseable {

	/** The tensors of one variable; members of sets alone. */
	private record Input(Variable variable, int scale, Tensor values, Optional<Tensor> members) {}

	private final Standardisation standardisation;
	private final Tensor given;
	private final List<Input> inputs = new ArrayList<>();

	/**
	 * @param specification has at least one embedded variable
	 * @param size number of samples
	 */
	public EmbeddingInputs(final ModelSpecification specification, final Standardisation standardisation, final int size) {
		this.standardisation = standardisation;
		given = new Tensor(size, specification.embedded().size());
		for (int e = 0; e < specification.embedded().size(); e++) {
			final Variable variable = specification.embedded().get(e);
			inputs.add(new Input(variable, specification.scaleOf(e), new Tensor(size, variable.size()), variable.isSet() ? Optional.of(
				new Tensor(size, variable.members())) : Optional.empty()));
		}
	}

	/**
	 * Says that a variable is not given.
	 *
	 * @param sample from 0
	 * @param number of the variable among the embedded ones, from 0
	 */
	public void hide(final int sample, final int number) {
		final Input input = inputs.get(number);
		given.data().put(sample * inputs.size() + number, 0);
		clear(input.values, sample, 0, input.variable.size());
		input.members.ifPresent(members -> clear(members, sample, 0, input.variable.members()));
	}

	/**
	 * Gives a signal.
	 *
	 * @param sample from 0
	 * @param number of the variable among the embedded ones, from 0
	 * @param values hold those of the signal from {@code from} on, in its own unit
	 */
	public void show(final int sample, final int number, final float[] values, final int from) {
		final Input input = inputs.get(number);
		given.data().put(sample * inputs.size() + number, 1);
		for (int i = 0; i < input.variable.size(); i++) put(input, sample, i, input.scale, values[from + i]);
	}

	/**
	 * Gives some members of a set.
	 *
	 * @param sample from 0
	 * @param number of the variable among the embedded ones, from 0
	 * @param values hold those of the set from {@code from} on, in its own unit
	 * @param members which of them to give, by number from 0; at least one
	 */
	public void show(final int sample, final int number, final float[] values, final int from, final int[] members) {
		final Input input = inputs.get(number);
		final int each = input.variable.embedding().orElseThrow().each();
		final Tensor present = input.members.orElseThrow();
		given.data().put(sample * inputs.size() + number, 1);
		for (int k = 0; k < members.length; k++) {
			present.data().put(sample * input.variable.members() + k, 1);
			for (int i = 0; i < each; i++) put(input, sample, k * each + i, input.scale + i, values[from + members[k] * each + i]);
		}
		clear(present, sample, members.length, input.variable.members());
		clear(input.values, sample, members.length * each, input.variable.size());
	}

	private void put(final Input input, final int sample, final int i, final int scale, final float value) {
		input.values.data().put(sample * input.variable.size() + i, (float) standardisation.forward(scale, value));
	}

	/** Clears what a sample has from an element on. */
	private static void clear(final Tensor tensor, final int sample, final int from, final int size) {
		for (int i = from; i < size; i++) tensor.data().put(sample * size + i, 0);
	}

	/** @return the tensors by the names of the graph's inputs */
	public Map<String, Tensor> byName() {
		final Map<String, Tensor> tensors = new HashMap<>(Map.of(Embeddings.GIVEN, given));
		for (final Input input : inputs) {
			tensors.put(Embeddings.valuesInput(input.variable), input.values);
			input.members.ifPresent(members -> tensors.put(Embeddings.membersInput(input.variable), members));
		}
		return tensors;
	}

	@Override
	public void close() {
		given.close();
		for (final Input input : inputs) {
			input.values.close();
			input.members.ifPresent(Tensor::close);
		}
	}
}
