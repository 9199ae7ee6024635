// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj;

import java.io.File;
import java.util.concurrent.ExecutionException;

import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import io.github.inferj.command.SimulateCommand;

/** A command of somebody else, which calls one of InferJ. */
@Plugin(type = Command.class, menu = { @Menu(label = "Plugins"), @Menu(label = "Caller of InferJ") })
public class CallingCommand implements Command {

	@Parameter
	private CommandService commands;

	@Parameter
	private File target;

	@Override
	public void run() {
		try {
			commands.run(SimulateCommand.class, true, "simulator", "two_moons", "simulations", "10", "simulationfolder", target)
				.get();
		}
		catch (final InterruptedException | ExecutionException exc) {
			throw new IllegalStateException(exc);
		}
	}
}
