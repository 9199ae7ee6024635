// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.reference;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.github.inferj.InvalidInputException;
import io.github.inferj.simulate.task.GaussianLinear;
import io.github.inferj.simulate.task.GaussianMixture;
import io.github.inferj.simulate.task.HiddenMarkov;
import io.github.inferj.simulate.task.InverseKinematics;
import io.github.inferj.simulate.task.Slcp;
import io.github.inferj.simulate.task.Toy;
import io.github.inferj.simulate.task.Tree;
import io.github.inferj.simulate.task.TwoMoons;

/** The tasks that have a {@link ConditionalReference}, by the name of their simulator. */
public final class ConditionalReferences {

	private static final Map<String, Supplier<ConditionalReference>> BY_TASK = new TreeMap<>(Map.of( //
		GaussianLinear.NAME, GaussianLinearReference::new, //
		GaussianMixture.NAME, GaussianMixtureReference::new, //
		HiddenMarkov.NAME, HiddenMarkovReference::new, //
		InverseKinematics.NAME, InverseKinematicsReference::new, //
		Slcp.NAME, SlcpReference::new, //
		Toy.NAME, ToyReference::new, //
		Tree.NAME, TreeReference::new, //
		TwoMoons.NAME, TwoMoonsReference::new));

	private ConditionalReferences() {}

	/** @return the names of the tasks, sorted */
	public static List<String> tasks() {
		return List.copyOf(BY_TASK.keySet());
	}

	/**
	 * @param task the name of a built-in simulator
	 * @return its reference
	 * @throws InvalidInputException if there is none, listing those there are
	 */
	public static ConditionalReference of(final String task) {
		final Supplier<ConditionalReference> reference = BY_TASK.get(task);
		if (reference == null) throw new InvalidInputException("task '" + task
			+ "' has no exact conditionals: use one of " + String.join(", ", tasks()));
		return reference.get();
	}
}
