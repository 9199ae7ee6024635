// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.scijava.ItemVisibility;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginService;
import org.scijava.ui.UIService;
import org.scijava.widget.Button;
import org.scijava.widget.FileWidget;

import io.github.inferj.simulate.Simulator;
import io.github.inferj.simulate.SimulatorCatalog;
import io.github.inferj.simulate.script.ScriptEngine;
import io.github.inferj.simulate.script.ScriptSimulator;

/** What the commands that run a simulator share: the choice of one. */
abstract class SimulatorCommand extends InferJCommand {

	private static final double LONGEST = TimeUnit.DAYS.toSeconds(365);

	@Parameter
	private PluginService plugins;

	@Parameter(required = false)
	private UIService dialogs;

	@Parameter(label = "Simulator", required = false, persist = false,
		description = "The name of a simulator, or the path of a JavaScript (.js) or Python (.py) file")
	private String simulator = "two_moons";

	@Parameter(label = "Known simulators", visibility = ItemVisibility.MESSAGE, required = false, persist = false)
	private String known = "";

	@Parameter(label = "Browse for a script...", callback = "browse", required = false, persist = false)
	private Button browse;

	@Parameter(label = "Time limit (s)", required = false, persist = false,
		description = "The longest time that one simulation of a script may take, in seconds")
	private String timelimit = "60";

	/** Lists the known simulators in the dialog. */
	public void initialize() {
		known = String.join(", ", catalog().names());
	}

	/** Lets the user choose a script. */
	protected void browse() {
		final File chosen = dialogs == null ? null : dialogs.chooseFile(null, FileWidget.OPEN_STYLE);
		if (chosen != null) simulator = chosen.getPath();
	}

	/** @return the simulator that was asked for, which the caller closes */
	final Simulator simulator() {
		final double seconds = new NumberField("timelimit", timelimit).positive();
		final Simulator found = catalog().find(simulator, Duration.ofNanos((long) (1e9 * Math.min(seconds, LONGEST))));
		if (found instanceof ScriptSimulator) messages().info(ScriptEngine.description());
		return found;
	}

	private SimulatorCatalog catalog() {
		return new SimulatorCatalog(plugins);
	}
}
