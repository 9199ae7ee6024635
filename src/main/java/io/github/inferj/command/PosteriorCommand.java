// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import io.github.inferj.model.JointModel;
import io.github.inferj.variable.ModelSpecification;

/** Draws the parameters of a trained model given the rows of a table. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Posterior...", weight = 3) },
	description = "Draws the parameters of a trained model given the rows of a table")
public class PosteriorCommand extends ExactQueryCommand {

	@Override
	Split split(final JointModel model, final PlacesField places) {
		final ModelSpecification specification = model.specification();
		final Split all = Split.posterior(specification);
		final Split parameters = Split.parametersGivenData(specification);
		if (model.isTrainedForAny() || places.isNone() || all.wanted().length == parameters.wanted().length) return all;
		messages().info(model.purpose() + ", so that functions are not drawn where they were not measured");
		return parameters;
	}
}
