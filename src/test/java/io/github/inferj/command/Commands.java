// SPDX-License-Identifier: BSD-2-Clause
package io.github.inferj.command;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Runs a command through SciJava's CommandService. */
final class Commands {

	private Commands() {}

	/** @param options keys and values in turn */
	static CommandModule run(final Context context, final String leaf, final Object... options) throws Exception {
		final Map<String, Object> inputs = new HashMap<>();
		for (int i = 0; i < options.length; i += 2) inputs.put((String) options[i], options[i + 1]);
		final CommandService commands = context.service(CommandService.class);
		final CommandInfo info = commands.getCommands().stream().filter(c -> c.getTitle().equals(leaf)).findFirst().orElseThrow();
		return commands.run(info, true, inputs).get();
	}

	/** Trains a model of two moons that knows next to nothing. */
	static void trainTwoMoons(final Path file) throws Exception {
		try (Context context = new Context()) {
			assertFalse(run(context, "InferJ Train...", "simulator", "two_moons", "simulations", "100", "steps", "6", "batchsize", "32",
				"layers", "1", "width", "8", "modelfile", file.toFile()).isCanceled());
		}
	}
}
