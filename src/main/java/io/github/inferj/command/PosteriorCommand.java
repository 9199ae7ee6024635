// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Plugin;

import io.github.inferj.model.JointModel;

/** Draws the parameters of a trained model given the rows of a table. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Posterior...", weight = 3) },
	description = "Draws the parameters of a trained model given the rows of a table")
public class PosteriorCommand extends ExactQueryCommand {

	@Override
	Split split(final JointModel model, final PlacesField places) {
		final Split all = Split.posterior(model.specification());
		if (places.isNone() || all.untold(model).isEmpty()) return all;
		messages().info(model.purpose() + ", so that functions are not drawn where they were not measured");
		return Split.parametersGivenData(model.specification());
	}
}
