// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.github.inferj.model.JointModel;

/** Draws any variables of a trained model given any others. */
@Plugin(type = Command.class, initializer = "initialize", menu = { @Menu(label = "Plugins"), @Menu(label = "InferJ"),
	@Menu(label = "InferJ Conditional...", weight = 4) },
	description = "Draws any variables of a trained model given any others")
public class ConditionalCommand extends ExactQueryCommand {

	@Parameter(label = "Given", required = false, persist = false,
		description = "Names of what the table holds, separated by commas; or parameters, data, none")
	private String given = "";

	@Parameter(label = "Wanted", required = false, persist = false,
		description = "Names of what to draw, separated by commas; or parameters, data")
	private String wanted = "";

	@Override
	Split split(final JointModel model, final PlacesField places) {
		return Split.parse(model.specification(), given, wanted);
	}
}
